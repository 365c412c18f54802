"""Forms in a real terminal: tasks of a day at the desk by their counts, and a line that drops."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.pty.sequences import foreign_sequences
from tests.pty.terminal import Terminal
from tests.shops import execute

ROOT = Path(__file__).parents[2]
Desk = Callable[..., Terminal]


@pytest.fixture
def desk() -> Iterator[Desk]:
    """Open the desk on a database at 80×24."""
    opened: list[Terminal] = []

    def open_one(database: Path, *, staff: str = "anna") -> Terminal:
        command = [sys.executable, "-m", "custui", "--db", str(database), "--as", staff]
        terminal = Terminal(command, cwd=ROOT)
        opened.append(terminal)
        terminal.until("of 1,000")
        return terminal

    yield open_one
    for terminal in opened:
        terminal.close()


class Counted:
    """Presses keys on a terminal and counts them; what must be typed anyway does not count."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.keys = 0

    def press(self, *keys: str) -> None:
        self.keys += len(keys)
        self.terminal.press(*keys)

    def type(self, text: str) -> None:
        self.terminal.press(text)

    def next_field(self) -> None:
        """Tab between fields, which does not count either."""
        self.terminal.press("tab")


def customer(path: Path, name: str, number: int) -> object:
    return execute(path, f"SELECT {name} FROM customer WHERE id = ?", number)[0][0]


# --- tasks 4, 5 and 15 ------------------------------------------------------------------------


def test_stop_the_newsletter_then_leave_it(desk: Desk, own_shop: Path) -> None:
    execute(own_shop, "UPDATE customer SET newsletter = 1 WHERE id = 1000")
    terminal = desk(own_shop)
    terminal.press("enter")
    terminal.until("Customers › 1000")
    hand = Counted(terminal)
    hand.press("n")
    terminal.until_true(lambda: customer(own_shop, "newsletter", 1000) == 0, "the newsletter off")
    assert hand.keys == 1
    hand.press("z")
    terminal.until("Taken back")
    assert hand.keys == 2
    assert customer(own_shop, "newsletter", 1000) == 1


def test_an_account_for_a_caller(desk: Desk, own_shop: Path) -> None:
    terminal = desk(own_shop)
    hand = Counted(terminal)
    hand.press("a")
    hand.next_field()
    hand.type("Zofia")
    hand.next_field()
    hand.type("Lis")
    hand.next_field()
    hand.type("zofia@lis.pl")
    hand.next_field()
    hand.next_field()
    hand.press("ctrl+g", "ctrl+s")
    terminal.until("Customers › 1001")
    terminal.until("Zofia Lis")
    assert hand.keys <= 6
    assert customer(own_shop, "email", 1001) == "zofia@lis.pl"
    assert execute(own_shop, "SELECT count(*) FROM credential WHERE customer_id = 1001") == [(1,)]


def drop_the_line(terminal: Terminal) -> None:
    terminal.hang_up()


def end_it(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTERM)


def kill_it(terminal: Terminal) -> None:
    terminal.signal(signal.SIGKILL)


def until_kept(database: Path, text: str) -> None:
    """Wait until what was typed is kept, as it is a moment later."""
    deadline = time.monotonic() + 5
    while text not in str(execute(database, "SELECT typed FROM form_draft")):
        assert time.monotonic() < deadline, "it is not kept"
        time.sleep(0.02)


@pytest.mark.parametrize("leave", [drop_the_line, end_it, kill_it])
def test_the_line_drops_in_the_middle_of_an_edit(
    desk: Desk, own_shop: Path, leave: Callable[[Terminal], None]
) -> None:
    first_name = customer(own_shop, "first_name", 1000)
    terminal = desk(own_shop)
    terminal.press("e")
    terminal.until("Customers › 1000 › Edit")
    terminal.press("tab", "Zenobia", "tab", "ctrl+u", "Wyspiańska")
    terminal.until("Wyspiańska")
    if leave is kill_it:
        until_kept(own_shop, "Wyspia")
    leave(terminal)
    terminal.wait_exit()
    assert customer(own_shop, "first_name", 1000) == first_name

    again = desk(own_shop)
    again.until("You left a form before it was saved")
    hand = Counted(again)
    hand.press("enter")
    again.until("Customers › 1000 › Edit")
    again.until(f"{first_name}Zenobia")
    again.until("Wyspiańska")
    assert hand.keys == 1
    again.press("ctrl+s")
    again.until_gone("› Edit")
    assert customer(own_shop, "last_name", 1000) == "Wyspiańska"
    assert execute(own_shop, "SELECT 1 FROM form_draft") == []


# --- two people -------------------------------------------------------------------------------


def test_two_people_edit_one_customer_and_nothing_is_lost(desk: Desk, own_shop: Path) -> None:
    execute(own_shop, "UPDATE customer SET first_name = 'Jan', last_name = 'Kos' WHERE id = 1000")
    anna, tom = desk(own_shop), desk(own_shop, staff="tom")
    for terminal in (anna, tom):
        terminal.press("e")
        terminal.until("Customers › 1000 › Edit")
    tom.press("tab", "ctrl+u", "Janusz", "tab", "ctrl+u", "Kruk", "ctrl+s")
    tom.until_gone("› Edit")
    anna.press("tab", "tab", "ctrl+u", "Sowa", "ctrl+s")
    anna.until("tom changed this while your form was open")
    for text in ("Kos", "Kruk", "Sowa", "Janusz"):
        anna.until(text)
    anna.press("y", "ctrl+s")
    anna.until_gone("› Edit")
    assert execute(own_shop, "SELECT first_name, last_name FROM customer WHERE id = 1000") == [
        ("Janusz", "Sowa")
    ]


# --- what reaches the terminal ----------------------------------------------------------------


def test_all_at_once_is_the_same_as_one_by_one(desk: Desk, own_shop: Path) -> None:
    terminal = desk(own_shop)
    terminal.send(b"a\tZofia\tLis\tzofia@lis.pl\t\t\x07\x13")
    terminal.until("Customers › 1001")
    assert customer(own_shop, "last_name", 1001) == "Lis"


def test_nothing_is_sent_while_a_form_stands_open(desk: Desk, own_shop: Path) -> None:
    terminal = desk(own_shop)
    terminal.press("e")
    terminal.until("Customers › 1000 › Edit")
    terminal.settle(0.5)
    assert terminal.settle(1.5, timeout=1.6) == 0


def test_what_is_pasted_into_a_form_stays_text(desk: Desk, own_shop: Path) -> None:
    terminal = desk(own_shop)
    terminal.press("a")
    terminal.until("New customer")
    terminal.press("tab")
    terminal.send(b"\x1b[200~Jan\x9d0;x\x9c\xe2\x80\xae[/b]\x07\x1b[201~")
    terminal.until("Jan")
    terminal.press("ctrl+s")
    terminal.until("is missing")
    terminal.press("escape")
    terminal.until("What you typed is not saved")
    terminal.settle(0.2)
    assert foreign_sequences(terminal.raw) == []
