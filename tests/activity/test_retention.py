"""What is older than the shop keeps it is removed, a little at a time; the sums stay."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from custui.activity import retention
from custui.activity.retention import Retention
from custui.db.connection import ShopDatabase
from tests.activity.feed import customer, feed, line, one, page, rows

DAY = 86_400


@pytest.fixture
def now() -> int:
    return int(time.time()) // DAY * DAY


def told(at: int, session: str) -> list[str]:
    return [
        page(session, at),
        line("product_view", at + 1, session=session, product_id=7),
        line("cart_add", at + 2, session=session, cart_id=at, amount="1.00", page="/p"),
        page(session, at + 5000),
        line("login_failed", at, email=f"{session}@x.pl"),
        line("address", at, id=1, customer_id=99, first_name="A", last_name="B", line1="x",
             city="x", country="PL"),
    ]  # fmt: skip


def removed_all(shop: ShopDatabase, days: int) -> None:
    keeper = Retention(shop)
    for _time in range(50):
        keeper.go_on(days)


def test_what_is_old_leaves_and_what_is_not_stays(
    shop: ShopDatabase, spool: Path, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 2)
    for days in (100, 95, 91, 89, 1):
        feed(shop, spool, told(now - days * DAY, f"s{days}"))
    tables = ("activity_sum", "left_page_sum")
    hours = {table: rows(shop, f"SELECT * FROM {table} WHERE span > 1") for table in tables}
    removed_all(shop, 90)
    assert rows(shop, "SELECT token FROM session ORDER BY 1") == [("s1",), ("s89",)]
    assert rows(shop, "SELECT email FROM login_attempt ORDER BY 1") == [("s1@x.pl",), ("s89@x.pl",)]
    for table in ("session_event", "product_view", "left_cart"):
        assert one(shop, f"SELECT count(DISTINCT session_id) FROM {table}") == 2, table
    for table in tables:
        assert rows(shop, f"SELECT * FROM {table} WHERE span > 1") == hours[table]
        assert one(shop, f"SELECT min(at) FROM {table} WHERE span = 1") >= now - 90 * DAY
    assert one(shop, "SELECT count(*) FROM feed_waiting") == 2
    assert one(shop, "SELECT count(*) FROM cart") == 5


def test_a_little_at_a_time(
    shop: ShopDatabase, spool: Path, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retention, "AT_ONCE", 3)
    feed(shop, spool, [page(f"s{n}", now - 100 * DAY) for n in range(10)])
    keeper = Retention(shop)
    counts = []
    for _time in range(5):
        keeper.go_on(90)
        counts.append(one(shop, "SELECT count(*) FROM session"))
    assert counts == [7, 4, 1, 0, 0]


def test_zero_days_keep_everything(shop: ShopDatabase, spool: Path, now: int) -> None:
    feed(shop, spool, told(now - 3000 * DAY, "a"))
    removed_all(shop, 0)
    assert one(shop, "SELECT count(*) FROM session") == 1


def test_a_session_that_goes_on_loses_what_is_old(
    shop: ShopDatabase, spool: Path, now: int
) -> None:
    feed(shop, spool, [*told(now - 100 * DAY, "a"), page("a", now - DAY)])
    removed_all(shop, 90)
    assert rows(shop, "SELECT started_at, page_count FROM session") == [(now - 100 * DAY, 4)]
    assert rows(shop, "SELECT at FROM session_event") == [(now - DAY,)]
    assert rows(shop, "SELECT count(*) FROM product_view") == [(0,)]


def test_it_rests_when_there_is_nothing_left(
    shop: ShopDatabase, spool: Path, now: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    removed_all(shop, 90)
    feed(shop, spool, [page("a", now - 100 * DAY)])
    keeper = Retention(shop)
    monkeypatch.setattr(keeper, "_rests_until", time.monotonic() + 100)
    keeper.go_on(90)
    assert one(shop, "SELECT count(*) FROM session") == 1


def test_a_customer_stays(shop: ShopDatabase, spool: Path, now: int) -> None:
    feed(shop, spool, [customer(1), page("a", now - 100 * DAY, customer_id=1)])
    removed_all(shop, 90)
    assert rows(shop, "SELECT last_visit_at FROM customer") == [(now - 100 * DAY,)]
