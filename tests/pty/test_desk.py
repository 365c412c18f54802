"""The real desk in a real terminal: walked over hostile rows, hung up on, changed from outside."""

from __future__ import annotations

import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from custui.db.connection import open_database
from tests.pty.sequences import foreign_sequences
from tests.pty.terminal import Terminal

ROOT = Path(__file__).parents[2]
Desk = Callable[..., Terminal]
AT_ONCE = 1.0


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Open the desk on a database; further arguments go to custui, options to ``Terminal``."""
    opened: list[Terminal] = []

    def open_one(database: Path, *arguments: str, **options: Any) -> Terminal:
        command = [sys.executable, "-m", "custui", "--db", str(database), "--as", "anna"]
        terminal = Terminal([*command, *arguments], cwd=ROOT, **options)
        opened.append(terminal)
        return terminal

    yield open_one
    for terminal in opened:
        terminal.close()


def sound(database: Path) -> bool:
    """Is the file whole, as SQLite sees it?"""
    with sqlite3.connect(database) as connection:
        result: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return result == "ok"


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (160, 45)])
def test_every_screen_over_hostile_rows_sends_no_foreign_sequence(
    desk: Desk, made_up: Callable[..., Path], columns: int, rows: int
) -> None:
    terminal = desk(made_up(1000, hostile=True), columns=columns, rows=rows)
    terminal.until("of 1,000")
    for _page in range(4):
        terminal.press("pagedown")
        terminal.settle(0.1)
    for _column in range(15):
        terminal.press("right")
        terminal.settle(0.05)
    for key in ("s", "s", "end", "home", "?", "escape", ":", "escape", "r", "f2"):
        terminal.press(key)
        terminal.settle(0.15)
    for section in "234561":
        terminal.press(section)
        terminal.settle(0.1)
    assert "␛" in terminal.raw.decode() or "�" in terminal.raw.decode()  # hostile rows were seen
    assert foreign_sequences(terminal.raw) == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_ends_the_desk_at_once_and_leaves_the_database_sound(
    desk: Desk, own_shop: Path, number: signal.Signals
) -> None:
    terminal = desk(own_shop)
    terminal.until("of 1,000")
    terminal.signal(number)
    begun = time.perf_counter()
    assert terminal.wait_exit() == 128 + number
    assert time.perf_counter() - begun < AT_ONCE
    assert b"\x1b[?1049l" in terminal.raw
    assert sound(own_shop)


@pytest.mark.parametrize("ignoring", [[], [signal.SIGHUP]], ids=["heard", "ignored"])
def test_a_closed_terminal_ends_the_desk_at_once(
    desk: Desk, own_shop: Path, ignoring: list[signal.Signals]
) -> None:
    terminal = desk(own_shop, ignoring=ignoring)
    terminal.until("of 1,000")
    terminal.hang_up()
    begun = time.perf_counter()
    terminal.wait_exit()
    assert time.perf_counter() - begun < AT_ONCE
    assert sound(own_shop)


def test_what_another_process_writes_appears_by_itself(desk: Desk, own_shop: Path) -> None:
    terminal = desk(own_shop)
    terminal.until("of 1,000")
    database = open_database(str(own_shop))
    with database.connection_context(), database.writing():
        database.execute_sql("UPDATE customer SET first_name = 'Suddenly' WHERE id = 997")
    assert terminal.until("Suddenly", timeout=5) < 5


def test_nothing_is_sent_while_nothing_changes(desk: Desk, made_up: Callable[..., Path]) -> None:
    terminal = desk(made_up())
    terminal.until("of 1,000")
    terminal.settle(0.5)
    assert terminal.settle(1.5, timeout=1.6) == 0


def test_a_stray_byte_does_not_end_the_desk(desk: Desk, made_up: Callable[..., Path]) -> None:
    terminal = desk(made_up())
    terminal.until("of 1,000")
    terminal.send(b"\xff\xfe\xc5")
    terminal.press("down")
    terminal.until("row 2 of")


def test_q_leaves_with_exit_code_0(desk: Desk, made_up: Callable[..., Path]) -> None:
    terminal = desk(made_up())
    terminal.until("of 1,000")
    terminal.press("q")
    assert terminal.wait_exit() == 0


def test_polish(desk: Desk, made_up: Callable[..., Path]) -> None:
    terminal = desk(made_up(), "--lang", "pl")
    terminal.until("Klienci")
    terminal.until("Nazwisko")


def test_where_there_is_no_database_the_desk_offers_a_beginning(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    terminal = desk(path)
    terminal.until("Create an empty shop")
    terminal.press("enter")
    terminal.until("Keep the shop in")
    terminal.press("enter")
    terminal.until("Nobody here.")
    assert path.is_file()


def test_the_offer_reads_a_csv_file(desk: Desk, tmp_path: Path) -> None:
    csv = tmp_path / "shop.csv"
    csv.write_text(
        "ID;Social title;First name;Last name;Email address;Enabled;Registration\n"
        "7;Mr;Jan;Kowalski;jan@example.pl;1;2024-05-17 10:00:00\n"
    )
    terminal = desk(tmp_path / "new.db")
    terminal.until("Create an empty shop")
    terminal.press("down", "enter")
    terminal.until("CSV file)")
    terminal.send(str(csv).encode())
    terminal.press("enter")
    terminal.until("Kowalski")


def test_a_file_that_the_offer_cannot_read_leaves_no_shop_behind(
    desk: Desk, tmp_path: Path
) -> None:
    csv = tmp_path / "bad.csv"
    csv.write_text("one column\nof nothing\n")
    terminal = desk(tmp_path / "new.db")
    terminal.until("Create an empty shop")
    terminal.press("down", "enter")
    terminal.until("CSV file)")
    terminal.send(str(csv).encode())
    terminal.press("enter")
    assert terminal.wait_exit() == 3
    assert not (tmp_path / "new.db").exists()
