"""The search box in a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pty.sequences import foreign_sequences
from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]
Desk = Callable[..., Terminal]


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Open the desk on a database at 80×24."""
    opened: list[Terminal] = []

    def open_one(database: Path, *arguments: str, **options: Any) -> Terminal:
        command = [sys.executable, "-m", "custui", "--db", str(database), "--as", "anna"]
        terminal = Terminal([*command, *arguments], cwd=ROOT, **options)
        opened.append(terminal)
        terminal.until("of 1,000")
        return terminal

    yield open_one
    for terminal in opened:
        terminal.close()


def cursor_line(terminal: Terminal) -> str:
    return next((line for line in terminal.lines if line.startswith("▸")), "")


@pytest.mark.parametrize(
    "typed", ["600 100 200", "+48 600-100-200", "zolw łucja", "XKBKNABJK", "l.zolw@example.pl"]
)
def test_two_keys_beside_the_text_lead_to_the_card(
    desk: Desk, made_up: Callable[..., Path], typed: str
) -> None:
    """All in one go, as a terminal sends what was typed ahead."""
    terminal = desk(made_up())
    terminal.send(f"/{typed}\r".encode())
    terminal.until("Personal data")
    assert "Mrs Łucja Żółw" in terminal.screen_text()


def test_search_walks_scopes_by_the_keys_that_a_terminal_sends(
    desk: Desk, made_up: Callable[..., Path]
) -> None:
    terminal = desk(made_up())
    terminal.press("/")
    terminal.until("names in any order")
    terminal.press("zolw")
    terminal.until("2 found")
    terminal.press("ctrl+o")
    terminal.until("[customers by name]")
    terminal.press("tab")
    terminal.until("not an IP address")
    terminal.press("shift+tab", "shift+tab")
    terminal.until("[everywhere]")
    terminal.until("2 found")
    terminal.press("down")
    terminal.until("row 2 of 2")
    terminal.press("escape")
    terminal.until("row 1 of 1,000")


def test_what_strangers_typed_stays_text(desk: Desk, made_up: Callable[..., Path]) -> None:
    terminal = desk(made_up(1000, hostile=True), columns=120, rows=30)
    terminal.press("/")
    for typed in ("[", "\\", '"', "h", "\x1b[200~Ti\x9dt\x9c\u202e\x1b[201~"):
        terminal.press("ctrl+u")
        terminal.until("names in any order")  # what was found before is off the screen
        terminal.press(typed)
        terminal.until("found")
        for _page in range(3):
            terminal.press("pagedown")
            terminal.settle(0.06)
        terminal.press("down", "down", "up")
        terminal.settle(0.1)
    assert "␛" in terminal.raw.decode() or "�" in terminal.raw.decode()
    assert foreign_sequences(terminal.raw) == []


def test_nothing_is_sent_while_the_box_stands_open(
    desk: Desk, made_up: Callable[..., Path]
) -> None:
    terminal = desk(made_up())
    terminal.press("/", "zolw")
    terminal.until("2 found")
    terminal.settle(0.4)
    assert terminal.settle(1.2, timeout=1.3) == 0
