"""Answers to messages: kept as waiting mail, and the thread follows."""

from __future__ import annotations

import time

import pytest

from custui.db.connection import ShopDatabase
from custui.db.queries.card.contact import EMAILS, THREADS
from custui.services.messages import reply, set_thread_status
from custui.services.refusals import ChangedSince, CustomerGone, InvalidValue
from custui.services.undo import undo_last
from tests.db.rows import insert
from tests.services.desk import data, staff
from tests.services.panels import rows


@pytest.fixture
def thread(shop: ShopDatabase) -> int:
    shop.execute_sql("UPDATE customer SET email = 'Jan@x.pl', language = 'pl' WHERE id = 1")
    number = insert(shop, "message_thread", customer_id=1, subject="Zwrot", updated_at=1)
    insert(shop, "message", thread_id=number, body="Kiedy?", sent_at=1)
    return number


def waiting(shop: ShopDatabase) -> list[tuple[object, ...]]:
    return shop.execute_sql(
        "SELECT customer_id, recipient, subject, template, language, body, sent_at FROM sent_email"
        " WHERE state = 'waiting'"
    ).fetchall()


def test_a_reply_waits_to_be_sent(shop: ShopDatabase, thread: int) -> None:
    began = int(time.time())
    reply(shop, staff(), thread, "Jutro.\n")
    assert waiting(shop) == [(1, "Jan@x.pl", "Re: Zwrot", "reply", "pl", "Jutro.\n", None)]
    (row,) = rows(shop, THREADS)
    assert (row.status, row.author, row.excerpt, row.message_count) == (
        *("waiting", "anna", "Jutro.\n", 2),
    )
    assert row.updated_at >= began
    assert rows(shop, EMAILS)[0].state == "waiting"


def test_it_may_close_the_thread(shop: ShopDatabase, thread: int) -> None:
    reply(shop, staff(), thread, "Jutro.", close=True)
    assert rows(shop, THREADS)[0].status == "closed"


@pytest.mark.parametrize("subject", ["Re: Zwrot", "RE : Zwrot", "odp: Zwrot", "Re:"])
def test_an_answer_to_an_answer_is_called_the_same(
    shop: ShopDatabase, thread: int, subject: str
) -> None:
    shop.execute_sql("UPDATE message_thread SET subject = ?", (subject,))
    reply(shop, staff(), thread, "Jutro.")
    assert waiting(shop)[0][2] == subject


@pytest.mark.parametrize("body", ["", " \n\t", "x" * 100_001, "a\0b", "\ud800"])
def test_bad_texts(shop: ShopDatabase, thread: int, body: str) -> None:
    before = data(shop)
    with pytest.raises(InvalidValue) as refused:
        reply(shop, staff(), thread, body)
    assert refused.value.field == "message"
    assert data(shop) == before


@pytest.mark.parametrize("email", ["jan@shop.invalid", "JAN@SHOP.INVALID"])
def test_nobody_writes_to_a_placeholder(shop: ShopDatabase, thread: int, email: str) -> None:
    shop.execute_sql("UPDATE customer SET email = ? WHERE id = 1", (email,))
    before = data(shop)
    with pytest.raises(InvalidValue, match="is a placeholder"):
        reply(shop, staff(), thread, "Jutro.")
    assert data(shop) == before


def test_a_thread_of_nobody(shop: ShopDatabase) -> None:
    number = insert(shop, "message_thread", subject="?", updated_at=1)
    with pytest.raises(InvalidValue, match="Nobody is known to write to"):
        reply(shop, staff(), number, "Jutro.")
    assert set_thread_status(shop, staff(), number, "closed").changed


def test_a_thread_that_is_not_there(shop: ShopDatabase) -> None:
    with pytest.raises(CustomerGone, match="no message thread 99"):
        reply(shop, staff(), 99, "Jutro.")


def test_what_was_sent_is_not_taken_back(shop: ShopDatabase, thread: int) -> None:
    anna = staff()
    reply(shop, anna, thread, "Jutro.")
    shop.execute_sql("UPDATE sent_email SET state = 'sent', sent_at = 5")
    with pytest.raises(ChangedSince):
        undo_last(shop, anna)
    assert rows(shop, THREADS)[0].message_count == 2


def test_what_the_customer_answered_is_not_taken_back(shop: ShopDatabase, thread: int) -> None:
    anna = staff()
    reply(shop, anna, thread, "Jutro.")
    insert(shop, "message", thread_id=thread, body="Super", sent_at=9)
    shop.execute_sql("UPDATE message_thread SET status = 'open', updated_at = 9")
    with pytest.raises(ChangedSince):
        undo_last(shop, anna)
