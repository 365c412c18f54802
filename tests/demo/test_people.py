"""Who the made-up customers are, and how unevenly things fall to them."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest

from custui.demo.companies import nip, regon
from custui.demo.draws import chance
from custui.demo.emails import Mailboxes
from custui.demo.names import NameBook
from custui.demo.people import collectors
from custui.demo.polish_names import feminine
from tests.demo.conftest import CUSTOMERS


def share(connection: sqlite3.Connection, condition: str) -> float:
    (count,) = connection.execute(f"SELECT count(*) FROM customer WHERE {condition}").fetchone()
    return int(count) / CUSTOMERS


@pytest.mark.parametrize(
    ("condition", "low", "high"),
    [
        ("language = 'pl'", 0.55, 0.68),
        ("is_guest = 1", 0.03, 0.07),
        ("company <> ''", 0.07, 0.11),
        ("newsletter = 1", 0.36, 0.44),
        ("partner_offers = 1", 0.16, 0.24),
        ("enabled = 0", 0.01, 0.04),
        ("last_visit_at IS NULL", 0.11, 0.19),
        ("birthday IS NOT NULL", 0.65, 0.75),
        ("order_count = 0", 0.35, 0.55),
        ("default_group_id = 2", 0.75, 0.92),
        ("default_group_id = 3", 0.02, 0.07),
        ("default_group_id = 4", 0.01, 0.06),
        ("opening_sales <> 0", 0.0005, 0.02),
        ("title_id IS NULL", 0.005, 0.04),
        ("phone <> ''", 0.7, 0.95),
    ],
)
def test_shares(plain: sqlite3.Connection, condition: str, low: float, high: float) -> None:
    assert low <= share(plain, condition) <= high


def test_orders_are_two_each_and_unevenly_spread(plain: sqlite3.Connection) -> None:
    counts = [
        count
        for (count,) in plain.execute(
            "SELECT count(o.id) FROM customer c LEFT JOIN sales_order o ON o.customer_id = c.id"
            " GROUP BY c.id ORDER BY 1 DESC"
        )
    ]
    assert 1.7 <= sum(counts) / CUSTOMERS <= 2.5
    assert 250 <= counts[0] <= 400
    assert sum(counts[: CUSTOMERS // 10]) > sum(counts) / 2


@pytest.mark.parametrize(("customers", "most"), [(1_000, 200), (1_000_000, 20_000)])
def test_the_greatest_collector_grows_with_the_shop(customers: int, most: int) -> None:
    counts = sorted(collectors(customers, 1).values(), reverse=True)
    assert counts[0] == pytest.approx(most, rel=0.01)
    assert sum(counts) < customers / 2


def test_no_two_registered_customers_share_an_email(plain: sqlite3.Connection) -> None:
    emails = Counter(
        key for (key,) in plain.execute("SELECT lower(email) FROM customer WHERE is_guest = 0")
    )
    assert emails.most_common(1)[0][1] == 1


def test_namesakes_never_share_a_mailbox() -> None:
    book = NameBook()
    first = book.names(["Jan", "Jerzy", "Thomas", "Martin"])
    last = book.names(["Kowalski", "Żak", "Martin", "Thomas"])
    mailboxes = Mailboxes(1, len(book), len(book))
    dice = chance("namesakes")
    given = [
        mailboxes.local_part(dice.choice(first), dice.choice(last), dice.getrandbits(32))
        for _person in range(20_000)
    ]
    assert len({*given}) == len(given)


def test_some_guests_come_again_under_their_email(plain: sqlite3.Connection) -> None:
    again = plain.execute(
        "SELECT email, count(DISTINCT last_name) FROM customer WHERE is_guest = 1"
        " GROUP BY email HAVING count(*) > 1"
    ).fetchall()
    assert again
    assert all(names == 1 for _email, names in again)


def test_women_bear_the_feminine_form(plain: sqlite3.Connection) -> None:
    masculine = "(last_name LIKE '%ski' OR last_name LIKE '%cki') AND country = 'PL'"
    assert share(plain, f"{masculine} AND title_id = 2") == 0
    assert share(plain, f"{masculine} AND title_id = 1") > 0.05
    assert share(plain, "last_name LIKE '%ska' AND title_id = 1") == 0


@pytest.mark.parametrize(
    ("his", "hers"),
    [("Kowalski", "Kowalska"), ("Zawadzki", "Zawadzka"), ("Cichy", "Cicha"), ("Nowak", "Nowak")],
)
def test_feminine(his: str, hers: str) -> None:
    assert feminine(his) == hers


def test_check_digits_are_right() -> None:
    for number in range(0, 2**32, 2**22 + 12_345):
        digits = [int(digit) for digit in nip(number)]
        weights = (6, 5, 7, 2, 3, 4, 5, 6, 7)
        assert len(digits) == 10
        assert sum(d * w for d, w in zip(digits, weights, strict=False)) % 11 == digits[9]
        digits = [int(digit) for digit in regon(number)]
        weights = (8, 9, 2, 3, 4, 5, 6, 7)
        assert len(digits) == 9
        assert sum(d * w for d, w in zip(digits, weights, strict=False)) % 11 % 10 == digits[8]


def test_known_numbers_of_registries_pass_the_same_sum() -> None:
    assert nip(526_025_099 - 100_000_000) == "5260250995"
    assert regon(12_345_678) == "123456785"


def test_addresses_are_written_as_in_their_country(plain: sqlite3.Connection) -> None:
    forms = {"PL": "[0-9][0-9]-[0-9][0-9][0-9]", "DE": "[0-9][0-9][0-9][0-9][0-9]",
             "CZ": "[0-9][0-9][0-9] [0-9][0-9]", "NO": "[0-9][0-9][0-9][0-9]"}  # fmt: skip
    for country, form in forms.items():
        found = plain.execute(
            "SELECT count(*), sum(postcode GLOB ?) FROM address WHERE country = ?", (form, country)
        ).fetchone()
        assert found[0] > 10
        assert found[0] == found[1], country


def test_customer_one_fills_every_panel(plain: sqlite3.Connection) -> None:
    row = plain.execute(
        "SELECT first_name, last_name, phone, city, email FROM customer WHERE id = 1"
    ).fetchone()
    assert row == ("Łucja", "Żółw", "+48 600 100 200", "Łódź", "l.zolw@example.pl")
    assert plain.execute(
        "SELECT customer_id FROM sales_order WHERE reference = 'XKBKNABJK'"
    ).fetchone() == (1,)
    filled = "company", "regon", "vat_id", "website", "birthday", "last_visit_at", "risk"
    for column in (*filled, "allowed_outstanding", "max_payment_days"):
        assert plain.execute(f"SELECT {column} FROM customer WHERE id = 1").fetchone()[0], column
    least = {
        "sales_order": 30, "cart": 4, "address": 4, "message_thread": 3, "voucher": 3,
        "sent_email": 3, "session": 4, "login_attempt": 1, "login_grant": 1, "customer_note": 1,
        "consent": 2, "subscription": 2, "group_membership": 1,
    }  # fmt: skip
    for table, count in least.items():
        (found,) = plain.execute(f"SELECT count(*) FROM {table} WHERE customer_id = 1").fetchone()
        assert found >= count, table
    (views,) = plain.execute(
        "SELECT count(*) FROM product_view WHERE session_id IN"
        " (SELECT id FROM session WHERE customer_id = 1)"
    ).fetchone()
    assert views


def test_an_attack_is_under_way(plain: sqlite3.Connection) -> None:
    bursts = plain.execute(
        "SELECT count(*), count(DISTINCT ip) FROM login_attempt WHERE reason = 'bad_password'"
        " GROUP BY email_key HAVING count(*) >= 10"
    ).fetchall()
    assert (10, 1) in bursts
    assert share(plain, "locked_until IS NOT NULL") > 0
    guessed = plain.execute(
        "SELECT count(DISTINCT email_key) FROM login_attempt GROUP BY ip"
        " HAVING count(DISTINCT email_key) >= 4"
    ).fetchall()
    assert guessed
