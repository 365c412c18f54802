"""Ends the program when it is told to, or when its terminal went away.

SIGHUP, SIGTERM and SIGINT from outside, and a terminal that reports end of file or an error. One
thread waits on a pipe that the C-level signal handler writes to, so a signal is heard whatever the
event loop is doing. An ending that takes longer than ``GRACE_SECONDS`` is cut short.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from types import FrameType, TracebackType
from typing import Final

ENDING_SIGNALS: Final = (signal.SIGHUP, signal.SIGINT, signal.SIGTERM)
GRACE_SECONDS: Final = 0.5
_RESTORE_SECONDS: Final = 0.1

_Handler = Callable[[int, FrameType | None], object] | int | signal.Handlers | None


def _hear(_number: int, _frame: FrameType | None) -> None:
    """Stand in for the default action; what counts is the byte written to the wake-up pipe."""


class Hangup:
    """Within ``with``: an ending signal, or ``terminal_gone``, ends the program.

    ``leave`` gets the exit code, once, from a thread of its own, and is to bring the main thread to
    its end. Should that take too long, ``restore`` puts the terminal right and the process exits
    with that code. A signal that was ignored at the start (``nohup``) stays ignored.
    Enter it in the main thread.
    """

    def __init__(self, leave: Callable[[int], None], restore: Callable[[], None]) -> None:
        self.code: int | None = None
        """The exit code of the ending under way: 128 + the signal's number; else ``None``."""
        self._leave = leave
        self._restore = restore
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        self._before: dict[signal.Signals, _Handler] = {}
        self._wakeup_before = -1

    def __enter__(self) -> Hangup:
        self._wakeup_before = signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for number in ENDING_SIGNALS:
            if signal.getsignal(number) != signal.SIG_IGN:
                self._before[number] = signal.signal(number, _hear)
        Thread(target=self._watch, name="hangup", daemon=True).start()
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        if self.code is not None:
            return  # the process is ending and stays under watch until it has
        signal.set_wakeup_fd(self._wakeup_before)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        os.write(self._writer, b"\0")
        os.close(self._writer)
        self._writer = -1

    def terminal_gone(self) -> None:
        """End the program as SIGHUP would; call it from any thread, as often as you like."""
        with suppress(OSError):
            os.write(self._writer, bytes([signal.SIGHUP]))

    def _watch(self) -> None:
        while heard := os.read(self._reader, 64):
            for number in heard:
                if number == 0:
                    os.close(self._reader)
                    return
                if number in ENDING_SIGNALS:
                    self._end(128 + number)

    def _end(self, code: int) -> None:
        self.code = code
        self._leave(code)
        time.sleep(GRACE_SECONDS)  # the main thread ends the process meanwhile
        restoring = Thread(target=self._restore, daemon=True)
        restoring.start()
        restoring.join(_RESTORE_SECONDS)  # a terminal that takes no more output would hold it
        os._exit(code)
