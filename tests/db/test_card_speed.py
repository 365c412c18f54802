"""A customer with 20,000 orders opens as fast as one with two.

Speed is counted in steps of the engine, which are the same on every machine under any load.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.queries.card import contact, products, sales, visits
from custui.db.queries.card.head import read_head
from custui.db.queries.card.whole import PANELS
from custui.db.queries.panel import Panel, PanelList
from custui.db.queries.snapshot import Snapshot
from custui.db.totals import refresh_totals
from custui.domain.filters import Sort, parse_filter
from tests.db.conftest import opened_shop
from tests.db.rows import MOMENT, add_customer

MANY, FEW = 20_000, 2
FIRST_ROWS = 20
GROW = (
    *(sales.ORDERS, sales.CARTS, products.PURCHASES, contact.THREADS, contact.EMAILS),
    *(visits.CONNECTIONS, visits.LOGIN_ATTEMPTS, contact.NOTES, contact.VOUCHERS),
)
"""Panels with a row for each order below; the sums of all purchases come later."""

FILL = """
CREATE TEMP TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
    WHERE i < {count}) SELECT i, {first} + i AS id, {moment} - i * 7919 AS at FROM n;
INSERT INTO sales_order (id, customer_id, cart_id, reference, status_id, placed_at, paid_at, total)
    SELECT id, {customer}, id, 'R' || id, 2 + i % 5, at, iif(i <= 4, NULL, at), i % 1000 FROM n;
INSERT INTO sales_order_line (order_id, product_id, name, category, quantity, price)
    SELECT id, i % 99, 'Kubek ' || i % 300, 'Żółte', 1 + i % 3, i % 500 FROM n;
INSERT INTO cart (id, customer_id, order_id, created_at, updated_at)
    SELECT id, {customer}, id, at, at FROM n;
INSERT INTO cart (customer_id, created_at, updated_at) SELECT {customer}, at, at FROM n LIMIT 2;
INSERT INTO message_thread (id, customer_id, updated_at) SELECT id, {customer}, at FROM n;
INSERT INTO message (thread_id, body, sent_at) SELECT id, 'Żółw', at FROM n;
INSERT INTO sent_email (customer_id, recipient, created_at) SELECT {customer}, 'a@b', at FROM n;
INSERT INTO session (id, customer_id, ip, started_at, last_seen_at)
    SELECT id, {customer}, '10.0.0.1', at - 9, at FROM n;
INSERT INTO session (ip, started_at, last_seen_at) SELECT '10.9.' || i, {moment} - i, {moment}
    FROM n;
INSERT INTO session (ip, started_at, last_seen_at)
    SELECT '10.0.0.1', {moment} + 500000, {moment} + 500000 + i FROM n;
INSERT INTO product_view (session_id, product_id, at) SELECT id, i % 99, at FROM n;
INSERT INTO login_attempt (at, email, email_key, customer_id, succeeded)
    SELECT at, 'a', 'a', {customer}, 1 FROM n;
INSERT INTO customer_note (customer_id, body, written_by, written_at)
    SELECT {customer}, 'note', 'anna', at FROM n;
INSERT INTO voucher (customer_id, code, amount_off) SELECT {customer}, 'V' || id, 1 FROM n;
DROP TABLE n
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ShopDatabase]:
    """Customer 1 with many rows everywhere, customer 2 with few."""
    database = opened_shop(tmp_path_factory.mktemp("speed") / "shop.db")
    with database.connection_context():
        with database.writing():
            for count in (MANY, FEW):
                customer = add_customer(database)
                script = FILL.format(
                    count=count, customer=customer, first=customer * 10**6, moment=MOMENT
                )
                for statement in script.split(";"):
                    database.execute_sql(statement)
            refresh_totals(database)
        yield database


def steps(database: ShopDatabase, read: Callable[[], object]) -> int:
    """How many hundreds of steps the engine takes."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    database.raw().set_progress_handler(count, 100)
    try:
        read()
    finally:
        database.raw().set_progress_handler(None, 0)
    return counted


def test_the_head_takes_no_longer(shop: ShopDatabase) -> None:
    preferences = replace(read_preferences(shop), b2b=True)
    many, few = (
        steps(shop, lambda: read_head(shop, number, preferences, now=MOMENT))  # noqa: B023
        for number in (1, 2)
    )
    assert many <= 1.3 * few + 1
    head = read_head(shop, 1, preferences, now=MOMENT)
    assert head is not None
    assert head.standing is not None
    assert head.standing.owed == 1 + 2 + 3, "the fourth was cancelled"


@pytest.mark.parametrize("panel", GROW, ids=lambda panel: panel.columns.name)
def test_the_first_rows_of_a_panel_take_no_longer(shop: ShopDatabase, panel: Panel) -> None:
    many = PanelList(panel, 1, now=MOMENT)
    names = (many.columns.key, *many.columns.default)
    few_rows = steps(shop, lambda: many.first_rows(shop, names, 2))
    taken = steps(shop, lambda: many.first_rows(shop, names, FIRST_ROWS))
    counts = {sales.CARTS: 2, products.PURCHASES: MANY * 4 // 5}
    assert many.count(shop) == counts.get(panel, MANY)
    per_row = 2 + few_rows
    assert taken <= per_row * FIRST_ROWS, "as many more as there are rows"
    assert taken < 60, "and few in all"


def test_looking_back_for_viewed_products_ends_somewhere(shop: ShopDatabase) -> None:
    """Neither all sessions of the customer's are gone through, nor all visitors of those days."""
    viewed = PanelList(products.VIEWED, 1, now=MOMENT)
    assert steps(shop, lambda: viewed.first_rows(shop, ("name",), FIRST_ROWS)) < 2000


@pytest.mark.parametrize("panel", GROW, ids=lambda panel: panel.columns.name)
def test_a_page_in_the_middle_is_as_near_as_the_first(shop: ShopDatabase, panel: Panel) -> None:
    rows = PanelList(panel, 1, now=MOMENT)
    keys = [key for (key,) in rows.first_rows(shop, (rows.columns.key,), -1)]
    middle = keys[len(keys) // 2 :][:FIRST_ROWS]
    assert steps(shop, lambda: rows.rows_by_key(shop, middle, rows.columns.default)) < 60


def test_any_order_of_many_rows_is_there_in_a_moment(shop: ShopDatabase) -> None:
    """A sanity check by the clock, far from what it takes: 10 to 60 ms."""
    orders = PanelList(sales.ORDERS, 1)
    wanted = parse_filter("total", ">5", orders.columns)
    begun = time.perf_counter()
    for name in orders.columns.by_name:
        asked = orders.filtered((wanted,)).sorted_by((Sort(name),))
        assert len(asked.first_rows(shop, orders.columns.default, 100)) == 100
    snapshot = Snapshot(shop, orders)
    assert snapshot.build() == MANY
    assert snapshot.page(("id",), MANY - 1, 100) == [(1_000_000 + MANY,)]
    snapshot.close()
    assert time.perf_counter() - begun < 10


def test_every_panel_is_looked_at_here_or_small() -> None:
    small = {"by_product", "by_category", "viewed_products", "memberships", "addresses",
             "subscriptions", "consents", "history"}  # fmt: skip
    assert {panel.columns.name for panel in PANELS if panel not in GROW} == small
