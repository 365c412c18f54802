"""``custui generate``: a made-up shop."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from custui import locale
from custui.cli.database import database_url
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.locale import _, ngettext
from custui.locale.formats import format_number

_ENDINGS = (signal.SIGTERM, signal.SIGHUP)
_MOST_CUSTOMERS = 10_000_000


def _pairs(text: str) -> int:
    """How many pairs, as typed."""
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(_("a whole number from 0 on is expected"))
    return int(text)


def _customers(text: str) -> int:
    """How many customers, as typed: 1 to ten million."""
    if not text.isdecimal() or not 1 <= int(text) <= _MOST_CUSTOMERS:
        raise argparse.ArgumentTypeError(
            _("a whole number from 1 to {most} is expected").format(
                most=format_number(_MOST_CUSTOMERS)
            )
        )
    return int(text)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``generate``."""
    parser.add_argument(
        "--customers", type=_customers, default=1000, metavar="N", help=_("how many customers")
    )
    parser.add_argument(
        "--seed", type=int, default=1, metavar="S", help=_("the same seed gives the same shop")
    )
    parser.add_argument(
        "--hostile", action="store_true", help=_("plant texts made to break a screen")
    )
    parser.add_argument(
        "--duplicates",
        type=_pairs,
        default=0,
        metavar="N",
        help=_("plant N pairs of one person under two accounts, and print their ids"),
    )


def run(options: Options) -> int:
    """Create the shop; the planted pairs go to stdout, two ids a line with a tab between."""
    from custui.demo.duplicates import NoRoomForPairs
    from custui.demo.shop import make_shop

    url = database_url(options)
    try:
        with _ended_by_signals(), _progress_line() as progress:
            pairs = make_shop(
                url,
                customers=options.customers,
                seed=options.seed,
                hostile=options.hostile,
                duplicates=options.duplicates,
                language=locale.language(),
                progress=progress,
            )
    except NoRoomForPairs as error:
        raise Refusal(
            Exit.USAGE,
            ngettext(
                "A shop of {customers} customer has room for {room} pairs at most.",
                "A shop of {customers} customers has room for {room} pairs at most.",
                options.customers,
            ).format(customers=format_number(options.customers), room=format_number(error.room)),
        ) from error
    for elder, younger in pairs:
        print(elder, younger, sep="\t")
    narrate(
        ngettext(
            "A made-up shop of {count} customer was created at {path}.",
            "A made-up shop of {count} customers was created at {path}.",
            options.customers,
        ).format(count=format_number(options.customers), path=url)
    )
    return Exit.DONE


class _Progress:
    """A line on stderr that counts up, written anew when the percentage changes."""

    def __init__(self, shown: bool) -> None:
        self._shown = shown
        self._last = -1

    def __call__(self, done: int, steps: int) -> None:
        percent = 100 * done // max(steps, 1)
        if self._shown and percent != self._last:
            self._last = percent
            text = _("Making up the shop: {percent} %").format(percent=percent)
            print(f"\r{text}", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave the line."""
        if self._last >= 0:
            print(file=sys.stderr)


@contextmanager
def _progress_line() -> Iterator[_Progress]:
    progress = _Progress(sys.stderr.isatty())
    try:
        yield progress
    finally:
        progress.end()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP unwind like an exception, so that no half-made file stays.

    The exit code is that of a process killed by the signal.
    """
    received: list[int] = []

    def end(number: int, _frame: FrameType | None) -> None:
        received.append(number)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, end) for number in _ENDINGS}
    try:
        yield
    except KeyboardInterrupt:
        if received:
            raise SystemExit(128 + received[0]) from None
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
