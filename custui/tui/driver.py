"""Textual's driver, made to outlive stray input and to notice that the terminal went away.

Textual decodes input strictly, takes end of file for "nothing typed yet" and lets its writer
thread die of an error, whereupon the program spins or hangs.
"""

from __future__ import annotations

import os
import selectors
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable
from threading import Lock
from typing import IO, Any, Final

from textual._xterm_parser import XTermParser
from textual.constants import ESCAPE_DELAY
from textual.driver import Driver
from textual.drivers.linux_driver import LinuxDriver

_CHUNK: Final = 4096
_LOOK_UP_SECONDS: Final = 0.1  # how often the input thread looks whether it is to stop


class Output:
    """What the writer thread writes to: a stream that reports its end and never raises."""

    def __init__(self, stream: IO[str], gone: Callable[[], None]) -> None:
        self._stream = stream
        self._gone = gone

    def write(self, text: str) -> None:
        """Write ``text``, or lose it."""
        try:
            self._stream.write(text)
        except OSError:
            self._gone()

    def flush(self) -> None:
        """Send what was written."""
        try:
            self._stream.flush()
        except OSError:
            self._gone()

    def fileno(self) -> int:
        """The number of the stream's file."""
        return self._stream.fileno()


class TerminalDriver(LinuxDriver):
    """Reads keys, writes frames; a vanished terminal ends in ``terminal_gone``."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._file: Any = Output(self._file, self._lose_terminal)
        self._charset = getattr(sys.__stdin__, "encoding", None) or "utf-8"
        self._parser = XTermParser(self._debug)
        self._losing = Lock()

    def terminal_gone(self) -> None:
        """Told once, from the thread that noticed, that there is no terminal any more."""

    def _lose_terminal(self) -> None:
        if self._losing.acquire(blocking=False):
            self.terminal_gone()

    def _sigcont_application(self, *_: object) -> None:
        """Take up work again after a stop.

        SIGCONT also comes unasked, as when the terminal hangs up: nothing was stopped then, and to
        start again would make a second input thread.
        """
        if self._must_signal_resume:
            super()._sigcont_application()
        else:
            self._loop.call_soon_threadsafe(self._app.refresh)

    def run_input_thread(self) -> None:
        """Turn what is typed into messages until told to stop or the terminal is gone."""
        decode = getincrementaldecoder(self._charset)("ignore").decode
        self._parser = XTermParser(self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(self._patience()):
                    try:
                        typed = os.read(self.fileno, _CHUNK)
                    except BlockingIOError:
                        continue
                    except OSError:
                        typed = b""
                    if not typed:
                        self._lose_terminal()
                        return
                    if text := decode(typed):
                        self._take(text)
                for message in self._parser.tick():
                    self.process_message(message)

    def _patience(self) -> float:
        """Seconds to wait for input: a lone Esc is told from a sequence by the silence after it."""
        pending = self._parser._timeout_time is not None
        return min(ESCAPE_DELAY, _LOOK_UP_SECONDS) if pending else _LOOK_UP_SECONDS

    def _take(self, text: str) -> None:
        for char in text:
            try:
                for message in self._parser.feed(char):
                    self.process_message(message)
            except (ValueError, OverflowError):
                # Line noise in the form of a sequence whose numbers make no sense. The parser is
                # a generator and does not outlive its error.
                self._parser = XTermParser(self._debug)


def driver_telling(gone: Callable[[], None]) -> type[Driver]:
    """A driver class whose terminal's end is told to ``gone``."""

    class Telling(TerminalDriver):
        def terminal_gone(self) -> None:
            gone()

    return Telling
