"""Progress on stderr for a person who watches, and an orderly end for one who does not wait."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING

from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_number

if TYPE_CHECKING:
    from custui.exchange.report import Step

_EVERY = 0.1
"""Seconds between two lines."""


class ProgressLine:
    """One line on stderr: rows, rows a second, time left. Silent when stderr is no terminal."""

    def __init__(self) -> None:
        self._shown = sys.stderr.isatty()
        self._begun = time.monotonic()
        self._next = 0.0
        self._phase = ""

    def __call__(self, step: Step) -> None:
        """Show how far it is."""
        now = time.monotonic()
        if not self._shown or (now < self._next and step.phase == self._phase):
            return
        self._next, self._phase = now + _EVERY, step.phase
        self._write(_text(step, now - self._begun))

    def customers(self, done: int, total: int) -> None:
        """Show how many of how many customers are done."""
        now = time.monotonic()
        if self._shown and now >= self._next:
            self._next = now + _EVERY
            self._write(
                _("{done} of {total}").format(done=format_number(done), total=format_number(total))
            )

    def end(self) -> None:
        """Leave an empty line behind."""
        if self._shown:
            self._write("")

    def _write(self, text: str) -> None:
        sys.stderr.write(f"\r{printable(text)}\x1b[K")
        sys.stderr.flush()


def _text(step: Step, seconds: float) -> str:
    if not step.total or seconds <= 0:
        return f"{step.phase} …"
    share = min(step.done / step.total, 1.0)
    left = seconds * (1 - share) / share if share else 0
    return _("{phase}: {percent} %, {rows} rows, {rate} a second, {left} s left").format(
        phase=step.phase,
        percent=int(share * 100),
        rows=format_number(step.rows),
        rate=format_number(int(step.rows / seconds)),
        left=int(left + 0.5),
    )


@contextmanager
def shown_progress() -> Iterator[ProgressLine]:
    """A progress line that is gone when the work is done or has failed."""
    line = ProgressLine()
    try:
        yield line
    finally:
        line.end()


@contextmanager
def ended_by_signals() -> Iterator[None]:
    """End as on Ctrl-C, tidied up, when the line drops or somebody says terminate."""

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {name: signal.getsignal(name) for name in (signal.SIGTERM, signal.SIGHUP)}
    for name, handler in before.items():
        if handler is signal.SIG_DFL:
            signal.signal(name, end)
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)
