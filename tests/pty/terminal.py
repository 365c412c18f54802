"""A program in a real pseudo-terminal, with an emulated screen to look at.

Everything waits for a condition and fails with the screen when it does not come about.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType

import pyte

from tests.pty.sequences import Kind, tokens, unfinished

KEYS = {
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    "insert": b"\x1b[2~",
    "delete": b"\x1b[3~",
    "shift+tab": b"\x1b[Z",
    "tab": b"\t",
    "enter": b"\r",
    "escape": b"\x1b",
    "space": b" ",
    "backspace": b"\x7f",
} | {f"ctrl+{letter}": bytes([ord(letter) - 96]) for letter in "abcdefghijklmnopqrstuvwxyz"}
"""Keys by name, as xterm sends them; any other string is typed as it stands."""

_ANSWERS = (
    (re.compile(rb"\x1b\[0?c"), b"\x1b[?62;22c"),  # what are you
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),  # where is the cursor
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),  # can you hold a frame back
)
_NOT_FOR_PYTE = re.compile(rb"\x1b\[(?:[<>=]|\?[0-9;]*\$p)")


class TerminalTimeout(AssertionError):
    """What was waited for did not come; the message shows the screen."""


@dataclass(frozen=True)
class Reaction:
    """How a program answered a key: seconds from key to first and last byte, and bytes sent."""

    first: float
    last: float
    size: int


class Terminal:
    """A terminal of ``columns`` × ``rows`` cells with a program running in it.

    ``env`` is laid over this process's environment (``None`` takes a variable out) after
    ``TERM=xterm-256color`` and a UTF-8 locale. ``ignoring`` lists signals that the program finds
    ignored, as ``nohup`` does with SIGHUP; without ``controlling`` the terminal is not the one that
    sends the program its signals. ``charset`` is what the terminal itself understands.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        columns: int = 80,
        rows: int = 24,
        env: Mapping[str, str | None] | None = None,
        cwd: str | os.PathLike[str] | None = None,
        ignoring: Iterable[signal.Signals] = (),
        controlling: bool = True,
        charset: str = "utf-8",
    ) -> None:
        self.screen = pyte.Screen(columns, rows)
        self.raw = b""
        """All that the program sent so far."""
        self._stream = pyte.Stream(self.screen)
        self._charset = charset
        self._decoder = getincrementaldecoder(charset)("replace")
        self._pending = b""
        self._closed = False
        self._master, slave = pty.openpty()
        self._set_size(columns, rows)
        self.attributes_before = termios.tcgetattr(slave)
        self._ignoring = tuple(ignoring)
        self._controlling = controlling
        self.started_at = self._read_at = time.perf_counter()
        self.process = subprocess.Popen(
            argv,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            cwd=cwd,
            env=_environment(env or {}),
            start_new_session=True,
            preexec_fn=self._take_terminal,
        )
        os.close(slave)
        self._ended = os.pidfd_open(self.process.pid)

    def _take_terminal(self) -> None:
        if self._controlling:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        for number in self._ignoring:
            signal.signal(number, signal.SIG_IGN)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    # What is on the screen

    @property
    def lines(self) -> list[str]:
        """The screen, a string a row, without the blanks at the end."""
        return [line.rstrip() for line in self.screen.display]

    def screen_text(self) -> str:
        """The screen as one text."""
        return "\n".join(self.lines)

    def until(self, text: str, timeout: float = 10.0) -> float:
        """Wait until ``text`` stands on the screen; returns the seconds since the start."""
        return self.until_true(lambda: text in self.screen_text(), repr(text), timeout)

    def until_gone(self, text: str, timeout: float = 10.0) -> float:
        """Wait until ``text`` stands on the screen no more."""
        return self.until_true(
            lambda: text not in self.screen_text(), f"{text!r} to go away", timeout
        )

    def until_true(self, condition: Callable[[], bool], what: str, timeout: float = 10.0) -> float:
        """Wait until ``condition`` holds, asked after each piece of output.

        Returns the seconds from the start to the arrival of the output that made it hold.
        """
        deadline = time.perf_counter() + timeout
        while not condition():
            left = deadline - time.perf_counter()
            if left <= 0 or not self._take_output(left):
                raise TerminalTimeout(
                    f"waited for {what}; exit code {self.process.poll()}; the screen:\n"
                    f"{self.screen_text()}"
                )
        return self._read_at - self.started_at

    def settle(self, quiet: float = 0.2, timeout: float = 10.0) -> int:
        """Wait until the program has sent nothing for ``quiet`` seconds; returns the bytes sent."""
        before, deadline = len(self.raw), time.perf_counter() + timeout
        while time.perf_counter() < deadline and self._take_output(quiet):
            pass
        return len(self.raw) - before

    # What is typed

    def press(self, *keys: str) -> None:
        """Press keys: names of ``KEYS``, or text to type."""
        for key in keys:
            self.send(KEYS.get(key) or key.encode(self._charset))

    def send(self, raw: bytes) -> None:
        """Send bytes as if typed."""
        os.write(self._master, raw)

    def reaction(self, key: str, *, quiet: float = 0.04, timeout: float = 2.0) -> Reaction:
        """Press ``key`` and time the answer, which ends with ``quiet`` seconds of silence."""
        before = len(self.raw)
        pressed = time.perf_counter()
        self.press(key)
        first = last = 0.0
        pieces: list[bytes] = []
        while piece := self._read(quiet if pieces else timeout):
            last = self._read_at - pressed
            first = first or last
            pieces.append(piece)
        for piece in pieces:
            self._show(piece)
        if not pieces:
            raise TerminalTimeout(f"no answer to {key}; the screen:\n{self.screen_text()}")
        return Reaction(first, last, len(self.raw) - before)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window."""
        self.screen.resize(rows, columns)
        self._set_size(columns, rows)

    # How it ends

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the program."""
        self.process.send_signal(number)

    def hang_up(self) -> None:
        """Take the terminal away, as a dropped line does."""
        os.close(self._master)
        self._master = -1

    def until_choked(self, quiet: float = 0.1, timeout: float = 5.0) -> None:
        """Read nothing until the program has filled the terminal's buffer and waits for room."""
        deadline = time.perf_counter() + timeout
        unread, since = -1, 0.0
        while time.perf_counter() < deadline:
            if (now := self._unread()) != unread:
                unread, since = now, time.perf_counter()
            elif time.perf_counter() - since > quiet:
                return
            time.sleep(quiet / 10)
        raise TerminalTimeout("the program goes on writing")

    def _unread(self) -> int:
        count = struct.pack("i", 0)
        return int(struct.unpack("i", fcntl.ioctl(self._master, termios.FIONREAD, count))[0])

    def wait_exit(self, timeout: float = 5.0) -> int:
        """Wait for the program to end; returns its exit code (negative: killed by a signal)."""
        deadline = time.perf_counter() + timeout
        while self.process.poll() is None:
            left = deadline - time.perf_counter()
            if left <= 0:
                raise TerminalTimeout(f"still running; the screen:\n{self.screen_text()}")
            self._take_output(left)
        while self._master >= 0 and self._take_output(0):
            pass  # what it sent last
        return self.process.returncode

    @property
    def attributes(self) -> list[int | list[bytes | int]]:
        """The line discipline's settings (``termios.tcgetattr``) as they are now."""
        return termios.tcgetattr(self._master)

    def close(self) -> None:
        """End the program if it runs, and let the terminal go."""
        if self._closed:
            return
        self._closed = True
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ended)
        if self._master >= 0:
            self.hang_up()

    # How it is done

    def _set_size(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def _take_output(self, timeout: float) -> bool:
        """Show one piece of output; false when none came in time or none can come any more."""
        piece = self._read(timeout)
        self._show(piece)
        return bool(piece)

    def _read(self, timeout: float) -> bytes:
        sources = [self._ended] if self._master < 0 else [self._master, self._ended]
        ready, _, _ = select.select(sources, [], [], timeout)
        if self._master not in ready:
            return b""
        try:
            piece = os.read(self._master, 1 << 16)
        except OSError:  # the program closed its end
            select.select([self._ended], [], [], timeout)
            return b""
        self._read_at = time.perf_counter()
        for question, answer in _ANSWERS:
            if question.search(piece):
                self.send(answer)
        return piece

    def _show(self, piece: bytes) -> None:
        self.raw += piece
        pending = self._pending + piece
        end = unfinished(pending)
        self._pending = pending[end:]
        known = b"".join(
            token.raw
            for token in tokens(pending[:end])
            if token.kind is not Kind.CSI or not _NOT_FOR_PYTE.match(token.raw)
        )
        self._stream.feed(self._decoder.decode(known))


def _environment(changes: Mapping[str, str | None]) -> dict[str, str]:
    wanted: dict[str, str | None] = {
        **os.environ,
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": None,
        **changes,
    }
    return {name: value for name, value in wanted.items() if value is not None}
