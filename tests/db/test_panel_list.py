"""A panel as a list: its order, pages, count, positions and choices."""

from __future__ import annotations

import pytest

from custui.db.connection import ShopDatabase
from custui.db.queries.audit import AUDIT
from custui.db.queries.card.sales import ORDERS
from custui.db.queries.customers import CustomerList
from custui.db.queries.lists import RowList
from custui.db.queries.panel import PanelList
from custui.db.queries.snapshot import Snapshot
from custui.domain.filters import FilterError, Sort, parse_filter, parse_sort
from tests.db.rows import MOMENT, add_customer, add_order, insert

DAY = 86_400
NAMES = ("id", "reference", "status", "product_count", "total", "valid")


@pytest.fixture
def orders(shop: ShopDatabase) -> PanelList:
    """Five orders of one customer, two of them at one moment; somebody else has one."""
    customer = add_customer(shop)
    for number, days in enumerate((0, 1, 1, 2, 3)):
        order = add_order(
            shop,
            customer,
            100 * number,
            valid=number != 3,
            id=10 + number,
            reference=("ŁAN", "LAS", "MAK", "ŻUK", "ZEN")[number],
            placed_at=MOMENT + days * DAY,
        )
        for quantity in range(1, number + 1):
            insert(shop, "sales_order_line", order_id=order, name="Mug", quantity=quantity, price=1)
    add_order(shop, add_customer(shop), 1, id=99)
    return PanelList(ORDERS, customer)


def keys(database: ShopDatabase, rows: RowList) -> list[int]:
    return [row[0] for row in rows.first_rows(database, ("id",), 100)]


def test_the_newest_come_first_and_ties_go_by_key(shop: ShopDatabase, orders: PanelList) -> None:
    assert keys(shop, orders) == [14, 13, 12, 11, 10]
    assert orders.first_rows(shop, NAMES, 2) == [
        (14, "ZEN", "Płatność zaakceptowana", 10, 400, True),
        (13, "ŻUK", "Anulowane", 6, 300, False),
    ]
    assert orders.count(shop) == 5


def test_a_negative_limit_is_none(shop: ShopDatabase, orders: PanelList) -> None:
    assert orders.first_rows(shop, NAMES, -1) == orders.first_rows(shop, NAMES, 5)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("placed_at", [10, 11, 12, 13, 14]),
        ("reference", [11, 10, 12, 14, 13]),  # LAS, ŁAN, MAK, ZEN, ŻUK
        ("-reference", [13, 14, 12, 10, 11]),
        ("-valid", [14, 12, 11, 10, 13]),
        ("valid", [13, 10, 11, 12, 14]),
        ("valid,-total", [13, 14, 12, 11, 10]),
        ("-product_count", [14, 13, 12, 11, 10]),
    ],
)
def test_any_column_sorts(
    shop: ShopDatabase, orders: PanelList, sort: str, expected: list[int]
) -> None:
    assert keys(shop, orders.sorted_by(parse_sort(sort, orders.columns))) == expected


@pytest.mark.parametrize(
    ("column", "typed", "expected"),
    [
        ("reference", "^la", [11, 10]),
        ("reference", "=zuk", [13]),
        ("total", ">=2", [14, 13, 12]),
        ("total", "1,00..3", [13, 12, 11]),
        ("product_count", "0", [10]),
        ("valid", "no", [13]),
        ("status", "anulowane", [13]),
        ("status", "!Anulowane", [14, 12, 11, 10]),
        ("placed_at", "2023-11-16", [12, 11]),  # by the clock in Tokyo
        ("paid_at", "never", [14, 13, 12, 11, 10]),
        ("carrier", '!""', []),
    ],
)
def test_any_column_filters(
    shop: ShopDatabase, orders: PanelList, column: str, typed: str, expected: list[int]
) -> None:
    wanted = parse_filter(column, typed, orders.columns)
    assert parse_filter(column, str(wanted), orders.columns) == wanted
    found = PanelList(ORDERS, orders.owner, (wanted,), time_zone="Asia/Tokyo")
    assert keys(shop, found) == expected
    assert found.count(shop) == len(expected)


def test_a_column_of_another_list_is_none_of_this_one(orders: PanelList) -> None:
    with pytest.raises(FilterError, match="reference"):
        parse_filter("last_name", "x", orders.columns)
    with pytest.raises(FilterError, match="reference"):
        parse_sort("sales", orders.columns)


def test_a_snapshot_fixes_the_order(shop: ShopDatabase, orders: PanelList) -> None:
    snapshot = Snapshot(shop, orders)
    assert snapshot.build() == snapshot.count == 5
    assert snapshot.of == orders
    assert snapshot.keys(1, 2) == [13, 12]
    assert snapshot.page(("total", "id"), 3, 9) == [(100, 11), (0, 10)]
    assert (snapshot.position(12), snapshot.position(99)) == (2, None)
    shop.execute_sql("DELETE FROM sales_order WHERE id = 13")
    shop.execute_sql("UPDATE sales_order SET total = 7 WHERE id = 14")
    assert snapshot.page(("id", "total"), 0, 3) == [(14, 7), None, (12, 200)]
    snapshot.close()


def test_rows_by_key_leave_out_what_is_gone_or_somebody_elses(
    shop: ShopDatabase, orders: PanelList
) -> None:
    assert orders.rows_by_key(shop, [12, 99, 1000], ("total",)) == {12: (200,)}


def test_what_may_be_chosen_is_what_there_is(shop: ShopDatabase, orders: PanelList) -> None:
    assert orders.choices(shop, "status") == ["Anulowane", "Płatność zaakceptowana"]
    assert orders.choices(shop, "carrier") == []
    assert orders.choices(shop, "total") == []
    for typed in orders.choices(shop, "status"):
        found = orders.filtered((parse_filter("status", typed, orders.columns),))
        assert found.count(shop)


def test_equal_lists_are_one() -> None:
    one = PanelList(ORDERS, 1)
    assert one == PanelList(ORDERS, 1, (), (Sort("placed_at", descending=True),))
    assert one != PanelList(ORDERS, 2)
    assert one != one.sorted_by((Sort("total"),))
    assert one != one.filtered((parse_filter("total", "5", ORDERS.columns),))


def test_rows_of_a_whole_table_have_no_owner(shop: ShopDatabase) -> None:
    for at, customer in ((MOMENT, 1), (MOMENT + DAY, 2), (MOMENT - DAY, None)):
        insert(shop, "audit_entry", at=at, staff="anna", act="edit", customer_id=customer)
    entries = PanelList(AUDIT)
    assert keys(shop, entries) == [3, 2, 1]
    assert entries.sorted_by((Sort("at"),)).first_rows(shop, ("customer_id",), 2) == [(None,), (1,)]
    about_nobody = entries.filtered((parse_filter("customer_id", '""', entries.columns),))
    assert (about_nobody.count(shop), keys(shop, about_nobody)) == (1, [3])
    assert list(entries.stream(shop, ("id",), 2)) == [(3,), (2,)]
    assert list(entries.stream(shop, ("id",))) == [(3,), (2,), (1,)]


def test_the_customers_are_asked_alike(shop: ShopDatabase) -> None:
    first, second = add_customer(shop, country="PL"), add_customer(shop, country="DE")
    rows: RowList = CustomerList()
    assert rows.first_rows(shop, ("id",), 1) == [(second,)]
    assert rows.count(shop) == 2
    assert rows.rows_by_key(shop, [first, 99], ("country",)) == {first: ("PL",)}
    rows = rows.filtered((parse_filter("country", "PL"),)).sorted_by((Sort("email"),))
    assert keys(shop, rows) == [first]
    assert rows.choices(shop, "group")[0] == "General"
    snapshot = Snapshot(shop, rows)
    assert snapshot.build() == 1
    snapshot.close()
