"""``custui ingest``: the shop's feed into the database.

What was read is kept with the place read up to: it may be ended at any time, and goes on there.
Exit code 3 when there were lines and none could be taken.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from custui.cli.database import opened
from custui.cli.exits import Exit, Refusal
from custui.cli.options import Options
from custui.cli.output import narrate
from custui.cli.staff import actor
from custui.domain.permissions import INGEST
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.locale.system import system_reason

if TYPE_CHECKING:
    from custui.activity.batch import Stored
    from custui.activity.files import SpoolFile
    from custui.activity.ingesting import Counts

_SHOWN_REJECTS = 20
_PROGRESS_SECONDS = 0.2
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments of ``ingest``."""
    parser.add_argument(
        "paths", nargs="+", metavar="PATH", help=_("a file, or a folder of which each file is read")
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--once", action="store_true", help=_("read what is there, and end"))
    how.add_argument(
        "--follow", action="store_true", help=_("go on with what is written, until told to end")
    )
    parser.add_argument(
        "--rejects", metavar="FILE", help=_("append lines that cannot be taken, with the reason")
    )
    # For a program that starts this one and may be killed: its end of the pipe closes then.
    parser.add_argument("--while-stdin", action="store_true", help=argparse.SUPPRESS)


def run(options: Options) -> int:
    """Read the feed."""
    from custui.activity.ingesting import Ingest
    from custui.activity.terms import read_terms
    from custui.cli.import_ import chosen_shop
    from custui.services.permission import require

    paths = [Path(path) for path in options.paths]
    if not options.follow:
        _require_there(paths)
    database = opened(options)
    with told_to_end() as stopping, database.connection_context():
        who = actor(options)
        require(database, who, INGEST)
        if options.while_stdin:
            end_with_stdin(stopping)
        shop_id = chosen_shop(options, database)
        terms = read_terms(database, shop_id, staff=who.staff, origin=who.origin)
        rejects = Path(options.rejects) if options.rejects else None
        narrator = _Narrator()
        try:
            ingest = Ingest(database, terms, paths, rejects, narrator)
        except OSError as error:
            raise _cannot(options.rejects or str(paths[0]), error) from error
        try:
            if options.follow:
                _follow(ingest, paths, stopping, shop_id)
            else:
                ingest.catch_up(stopping.is_set)
        finally:
            narrator.end()
            ingest.close()
            narrate(_summary(ingest.counts))
    return _exit_code(ingest.counts)


def _follow(ingest: object, paths: list[Path], stopping: threading.Event, shop_id: int) -> None:
    from custui.activity.following import follow
    from custui.activity.ingesting import Ingest
    from custui.activity.terms import read_terms

    assert isinstance(ingest, Ingest)  # noqa: S101 - the import is put off
    for path in paths:
        if not path.exists():
            narrate(_("{path} is not there yet; it is waited for.").format(path=path))
    who = ingest.terms
    follow(
        ingest,
        paths,
        stopping,
        waiting=lambda error: narrate(
            _("{problem} It is tried again; nothing of the feed is passed over.").format(
                problem=error
            )
        ),
        terms=lambda: read_terms(ingest.database, shop_id, staff=who.staff, origin=who.origin),
    )


def _require_there(paths: list[Path]) -> None:
    for path in paths:
        try:
            path.stat()
        except OSError as error:
            raise _cannot(str(path), error) from error


def _cannot(path: str, error: OSError) -> Refusal:
    return Refusal(Exit.REFUSED, f"{path}: {system_reason(error)}.")


class _Narrator:
    """Tells on stderr how reading goes: rejected lines, what was lost, a line of progress."""

    def __init__(self) -> None:
        self._rejects = 0
        self._shown = sys.stderr.isatty()
        self._lines = 0
        self._begun = time.monotonic()
        self._next = self._begun + _PROGRESS_SECONDS

    def stored(self, file: SpoolFile, stored: Stored) -> None:
        """A batch was stored."""
        for rejected in stored.rejected:
            self._rejects += 1
            if self._rejects <= _SHOWN_REJECTS:
                self.end()
                narrate(_where(file.place.path, rejected.line, rejected.field, rejected.reason))
            elif self._rejects == _SHOWN_REJECTS + 1:
                narrate(_("Further lines that are not taken are counted only."))
        self._lines += stored.lines
        now = time.monotonic()
        if self._shown and now >= self._next:
            self._next = now + _PROGRESS_SECONDS
            rate = int(self._lines / (now - self._begun))
            said = _("{lines} lines, {rate} a second").format(
                lines=format_number(self._lines), rate=format_number(rate)
            )
            sys.stderr.write(f"\r{said}\x1b[K")
            sys.stderr.flush()

    def lost(self, bytes_lost: int) -> None:
        """Bytes were gone before they were read."""
        self.end()
        narrate(
            ngettext(
                "{count} byte was cut off or removed before it was read: it is lost.",
                "{count} bytes were cut off or removed before they were read: they are lost.",
                bytes_lost,
            ).format(count=format_number(bytes_lost))
        )

    def unreadable(self, path: Path, error: OSError) -> None:
        """A file cannot be read."""
        self.end()
        narrate(f"{path}: {system_reason(error)}.")

    def end(self) -> None:
        """Take the line of progress away."""
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def _where(path: str, line: int, field: str, reason: str) -> str:
    where = f"{path}:{line}" if line else _("{path}, a record that had waited").format(path=path)
    return f"{where}: {field} {reason}" if field else f"{where}: {reason}"


def _summary(counts: Counts) -> str:
    read = ngettext("{count} line read", "{count} lines read", counts.lines).format(
        count=format_number(counts.lines)
    )
    rejected = ngettext("{count} not taken", "{count} not taken", counts.rejected).format(
        count=format_number(counts.rejected)
    )
    return f"{read}, {rejected}."


def _exit_code(counts: Counts) -> int:
    nothing_taken = counts.lines > 0 and counts.rejected >= counts.lines
    return Exit.REJECTED if nothing_taken else Exit.DONE


@contextmanager
def told_to_end() -> Iterator[threading.Event]:
    """Set by Ctrl-C, SIGTERM and SIGHUP: the batch in progress is stored, and that is all."""
    stopping = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    before = {number: signal.getsignal(number) for number in _ENDINGS}
    for number, handler in before.items():
        if handler is not signal.SIG_IGN:
            signal.signal(number, end)
    try:
        yield stopping
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def end_with_stdin(stopping: threading.Event) -> None:
    """Set ``stopping`` when standard input ends: whoever holds the other end is gone."""

    def wait() -> None:
        try:
            while os.read(0, 4096):
                pass
        except OSError:
            pass
        stopping.set()

    threading.Thread(target=wait, name="stdin", daemon=True).start()
