"""Whatever bytes arrive as input, the program goes on and the next key counts."""

from __future__ import annotations

import random
import time
from collections.abc import Callable

import pytest

from tests.pty.terminal import Terminal

Start = Callable[..., Terminal]


@pytest.mark.parametrize(
    "stray",
    [
        b"\xff\xfe",
        b"\xc5",  # begins a letter that never ends
        b"\xe2\x82",
        b"\x80\xbf\xc0\xaf",
        b"\x1b[99999999999~",  # a key that cannot be
        b"\x1b[90:uu",
        b"\x1b[<0;0",
    ],
)
def test_stray_bytes_are_passed_over(start: Start, stray: bytes) -> None:
    terminal = start()
    terminal.until("ready")
    terminal.send(stray)
    terminal.press("z")
    terminal.until("z")
    terminal.press("down")
    terminal.until("<down>")


def test_a_letter_in_two_pieces_arrives_whole(start: Start) -> None:
    terminal = start()
    terminal.until("ready")
    first, second = (bytes([byte]) for byte in "ł".encode())
    terminal.send(first)
    terminal.settle(quiet=0.05)
    terminal.send(second)
    terminal.until(r"keys '\u0142'")


def test_line_noise_does_not_end_it(start: Start) -> None:
    terminal = start()
    terminal.until("ready")
    noise = random.Random(7)
    # Letters are left out: some of them are the small app's commands.
    bytes_sent = [byte for byte in range(256) if not chr(byte).isalpha() or byte > 127]
    terminal.send(bytes(noise.choice(bytes_sent) for _ in range(2000)))
    terminal.send(b"\x1b[201~")  # the noise may have begun a paste
    terminal.settle(quiet=0.3)
    terminal.send(b"\x1b[201~")
    terminal.press("escape")
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_escape_alone_is_heard_after_its_delay(start: Start) -> None:
    terminal = start(env={"ESCDELAY": "20"})
    terminal.until("ready")
    terminal.settle()
    assert min(_seconds_to_hear_escape(terminal) for _ in range(5)) < 0.09


def _seconds_to_hear_escape(terminal: Terminal) -> float:
    pressed = time.perf_counter()
    before = terminal.screen_text().count("<escape>")
    terminal.press("escape")
    terminal.until_true(lambda: terminal.screen_text().count("<escape>") > before, "the key")
    return time.perf_counter() - pressed
