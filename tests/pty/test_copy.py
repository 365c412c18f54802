"""Copying by OSC 52, with the text in sight where the terminal ignores it."""

from __future__ import annotations

import base64
import sys
from collections.abc import Callable
from pathlib import Path

from tests.pty.sequences import foreign_sequences
from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]


def test_the_email_is_sent_to_the_clipboard_and_shown(made_up: Callable[..., Path]) -> None:
    command = [sys.executable, "-m", "custui", "--db", str(made_up(1000, hostile=True))]
    with Terminal(command, columns=100, rows=24, cwd=ROOT) as terminal:
        terminal.until("of 1,000")
        terminal.press("down")
        terminal.until("row 2 of")
        terminal.press("y")
        terminal.until("Sent to the clipboard")
        _before, _osc, rest = terminal.raw.partition(b"\x1b]52;c;")
        copied = base64.b64decode(rest.split(b"\a")[0].split(b"\x1b")[0]).decode()
        assert "@" in copied
        assert copied in terminal.screen_text()
        terminal.press("escape", "up")
        terminal.until("row 1 of")
        terminal.press("right", "right", "c")  # a hostile name
        terminal.until("Sent to the clipboard")
        terminal.settle()
        assert foreign_sequences(terminal.raw, clipboard=True) == []
