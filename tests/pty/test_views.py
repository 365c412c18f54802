"""Saved views, columns and recent customers in a real terminal, over several sittings."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.pty.sequences import foreign_sequences
from tests.pty.terminal import Terminal
from tests.shops import execute

ROOT = Path(__file__).parents[2]
Desk = Callable[..., Terminal]


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Open the desk on a database at 80×24, for anna unless ``staff`` says otherwise."""
    opened: list[Terminal] = []

    def open_one(database: Path, *arguments: str, staff: str = "anna", **options: Any) -> Terminal:
        command = [sys.executable, "-m", "custui", "--db", str(database), "--as", staff]
        terminal = Terminal([*command, *arguments], cwd=ROOT, **options)
        opened.append(terminal)
        terminal.until("of 1,000")
        return terminal

    yield open_one
    for terminal in opened:
        terminal.close()


def until_kept(shop: Path) -> None:
    """Wait until the columns are kept; nothing on the screen tells."""
    deadline = time.monotonic() + 10
    while not execute(shop, "SELECT 1 FROM staff_setting WHERE staff = 'anna'"):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def leave(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_two_keys_apply_a_view(desk: Desk, made_up: Callable[..., Path]) -> None:
    terminal = desk(made_up())
    terminal.send(b"v2")  # in one go, as a terminal sends what was typed ahead
    terminal.until("view: Magento")
    assert terminal.lines[2].split("│")[1].split() == [
        *("E-mail", "Group", "Phone", "Country", "›"),
    ]
    terminal.send(b"v1")
    terminal.until("view: PrestaShop")
    assert "First name" in terminal.lines[2]


def test_a_view_that_was_saved_is_there_at_the_next_sitting(desk: Desk, own_shop: Path) -> None:
    terminal = desk(own_shop)
    terminal.press("right", "right")
    terminal.send(b"fkow\r")
    terminal.until("Last name kow ✕")
    terminal.press("s")
    terminal.until("Last name ↑")
    terminal.send(b"vnAll Kow\r")
    terminal.until("view: All Kow")
    found = terminal.lines[1]
    leave(terminal)

    terminal = desk(own_shop)
    assert "view:" not in terminal.screen_text()
    terminal.send(b"v3")
    terminal.until_true(lambda: terminal.lines[1] == found, "the same list")
    assert "Last name ↑" in terminal.lines[2]
    leave(terminal)

    terminal = desk(own_shop, staff="tom")
    terminal.press("v")
    terminal.until("Magento")
    assert "All Kow" not in terminal.screen_text()


def test_columns_are_remembered_for_whoever_chose_them(desk: Desk, own_shop: Path) -> None:
    terminal = desk(own_shop)
    terminal.send(b"w  \r")  # the title and the first name go
    terminal.until_true(
        lambda: terminal.lines[2].split("│")[1].split()[:2] == ["Last", "name"], "fewer columns"
    )
    terminal.until_gone("Enter keeps")
    until_kept(own_shop)
    header = terminal.lines[2]
    leave(terminal)

    terminal = desk(own_shop)
    assert terminal.lines[2] == header
    leave(terminal)

    terminal = desk(own_shop, staff="tom")
    assert "First name" in terminal.lines[2]


def test_recent_customers_are_those_of_the_sitting_before(desk: Desk, own_shop: Path) -> None:
    execute(own_shop, "DELETE FROM recent_customer")
    terminal = desk(own_shop)
    terminal.send("/zolw łucja\r".encode())
    terminal.until("Customers › 1 ")
    terminal.send(b"/500\r")
    terminal.until("Customers › 500")
    leave(terminal)

    terminal = desk(own_shop)
    terminal.send(b"_2")
    terminal.until("Customers › 1 ")
    assert "Łucja Żółw" in terminal.screen_text()


def test_what_a_view_is_called_stays_text(desk: Desk, own_shop: Path) -> None:
    execute(
        own_shop,
        "INSERT INTO saved_view (staff, name, position, columns) VALUES ('', ?, 9, '[\"id\"]')",
        "[/b]\x1b[2J\x1b]0;x\x07\u202e[@click=app.quit]",
    )
    terminal = desk(own_shop)
    terminal.press("v")
    terminal.until("␛[2J")
    terminal.press("end")
    for keys in ("r", "d"):
        terminal.press(keys)
        terminal.settle(0.1)
        terminal.press("escape")
        terminal.settle(0.1)
    terminal.press("3")
    terminal.until("view: [/b]␛")
    terminal.settle(0.1)
    assert foreign_sequences(terminal.raw) == []


def test_nothing_is_sent_while_the_choosers_stand_open(
    desk: Desk, made_up: Callable[..., Path]
) -> None:
    terminal = desk(made_up())
    for key in ("v", "w"):
        terminal.press(key)
        terminal.settle(0.4)
        assert terminal.settle(0.8, timeout=0.9) == 0
        terminal.press("escape")
        terminal.settle(0.2)
