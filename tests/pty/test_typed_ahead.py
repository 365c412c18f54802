"""Keys that arrive all at once, as over a slow line, do what they do one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]


@pytest.fixture
def terminal(own_shop: Path) -> Iterator[Terminal]:
    command = [sys.executable, "-m", "custui", "--db", str(own_shop), "--as", "anna"]
    with Terminal(command, cwd=ROOT) as opened:
        opened.until("of 1,000")
        yield opened


@pytest.mark.parametrize(
    "typed",
    [
        b"/kow\x15zolw",  # Ctrl+U empties the field before more is typed
        b"/zolx\x7fw",
        b"/zow\x1b[Dl",
        b"/kow\x15\x1b[200~zolw\x1b[201~",
    ],
    ids=["ctrl+u", "backspace", "left", "paste"],
)
def test_the_keys_of_a_text_field_keep_their_order(terminal: Terminal, typed: bytes) -> None:
    terminal.send(typed)
    terminal.until("2 found")


def test_what_is_typed_after_a_key_goes_where_that_key_leads(terminal: Terminal) -> None:
    terminal.send(b"\x1b[C\x1b[Cfkowalski\rs")
    terminal.until("Last name kowalski")
    terminal.until("Last name ↑")


def test_a_dialog_is_there_before_the_next_key_comes_to_it(terminal: Terminal) -> None:
    terminal.send(b" b2")
    terminal.until("Disable: 1 customer?")


def test_a_held_key_loses_none_of_its_strokes(terminal: Terminal) -> None:
    terminal.send(b"\x1b[B" * 300)
    terminal.until("row 301 of 1,000")
