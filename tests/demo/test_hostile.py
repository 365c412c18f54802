"""Hostile texts: each class is planted, wherever a stranger can write, on the first page too."""

from __future__ import annotations

import sqlite3

import pytest

from custui.demo.hostile import LEAST, hostile_ids
from custui.demo.hostile_texts import CLASSES, LONG, NUL, TEXTS
from tests.demo.conftest import CUSTOMERS

COLUMNS = (
    "customer.first_name", "customer.last_name", "customer.company",
    "address.alias", "address.line1", "address.city", "address.first_name", "address.last_name",
    "customer_note.body", "sales_order.payment", "sales_order.carrier",
    "sales_order.shipping_address", "sales_order_line.name", "cart.carrier", "cart_line.name",
    "message_thread.subject", "message.body", "voucher.name", "sent_email.subject",
    "session.user_agent", "session.page", "session.referrer", "session_event.page",
    "login_attempt.user_agent", "product.name",
)  # fmt: skip


def values(connection: sqlite3.Connection, column: str) -> set[str]:
    table, _dot, name = column.partition(".")
    return {text for (text,) in connection.execute(f"SELECT DISTINCT {name} FROM {table}")}


@pytest.mark.parametrize("column", COLUMNS)
def test_hostile_text_reaches_the_column(hostile: sqlite3.Connection, column: str) -> None:
    found = values(hostile, column) & {*TEXTS}
    least = {"customer_note.body": 1, "voucher.name": 2, "login_attempt.user_agent": 8}
    assert len(found) >= least.get(column, 10 if "message" not in column else 3)


def test_a_plain_shop_has_none(plain: sqlite3.Connection) -> None:
    for column in COLUMNS:
        assert not values(plain, column) & {*TEXTS}, column


@pytest.mark.parametrize("name", CLASSES)
def test_each_class_is_somebodys_name(hostile: sqlite3.Connection, name: str) -> None:
    assert CLASSES[name] in values(hostile, "customer.last_name")


def test_hostile_emails_and_phones(hostile: sqlite3.Connection) -> None:
    emails = values(hostile, "customer.email")
    assert any("\x1b" in email for email in emails)
    assert any("\u202e" in email for email in emails)
    assert any("[red]" in email for email in emails)
    phones = values(hostile, "customer.phone")
    assert any("\x1b" in phone for phone in phones)
    assert any("[@click" in phone for phone in phones)


def test_a_nul_is_kept(hostile: sqlite3.Connection) -> None:
    found = hostile.execute("SELECT company FROM customer WHERE instr(company, char(0))").fetchone()
    assert found == (NUL,)


def test_the_classes_asked_for_are_there() -> None:
    everything = "".join(TEXTS)
    for sign in (
        "\x1b[", "\x1b]52", "\x1b]8;;", "\x1b]0;", "\x9b", "[/b]", "[@click=app.quit]x[/]", "[red]",
        "\u202e", "\u2066", "\u200b", "\u200d", "\n", "\t", "\r", "'; DROP TABLE", "=1+1", "%s",
        "{0}", "\ufffd", "\U000e0001", "\xad", "\u2028", "\x7f", "\u738b", "\u05d3",
    ):  # fmt: skip
        assert sign in everything, repr(sign)
    assert any(len(text) == LONG for text in TEXTS)
    assert all(1 <= len(text) <= 255 and "\0" not in text for text in TEXTS)


@pytest.mark.parametrize("customers", [100, CUSTOMERS, 50_000])
def test_they_are_spread_and_on_the_first_page(customers: int) -> None:
    ids = hostile_ids(customers)
    assert len(ids) >= min(LEAST, customers // 2)
    assert 1 not in ids
    assert len([number for number in ids if number > customers - 20]) >= 10
    assert min(ids) < customers / 5 + 100
    assert len(ids) < customers * 0.6
