"""The grid's rows, count and positions against a plain Python evaluation."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.db.problems import Interrupted
from custui.db.queries.customers import CustomerList, count_rows, read_rows, rows_by_id
from custui.db.queries.lookups import read_lookups
from custui.db.queries.snapshot import Snapshot
from custui.domain.columns import BY_NAME, COLUMNS, Kind
from custui.domain.filters import Sort, parse_filter
from custui.domain.text import digits, fold
from tests.db.naive import naive_key

NAMES = list(BY_NAME)


@pytest.fixture
def database(made_up: Callable[..., Path]) -> Iterator[ShopDatabase]:
    opened = open_database(str(made_up(1000, hostile=True)))
    with opened.connection_context():
        yield opened


@pytest.fixture
def people(database: ShopDatabase) -> list[dict[str, Any]]:
    rows = read_rows(database, CustomerList(), read_lookups(database), NAMES, limit=10_000)
    return [dict(zip(NAMES, row, strict=True)) for row in rows]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("column", NAMES)
def test_every_column_sorts(
    database: ShopDatabase, people: list[dict[str, Any]], column: str, descending: bool
) -> None:
    customers = CustomerList(sort=(Sort(column, descending),))
    rows = read_rows(database, customers, read_lookups(database), ["id"], limit=10_000)
    key = naive_key(column)
    expected = sorted(people, key=lambda p: (key(p), p["id"]), reverse=descending)
    assert [row[0] for row in rows] == [person["id"] for person in expected]


FILTERS: list[tuple[str, str, Callable[[dict[str, Any]], bool]]] = [
    ("last_name", "kow", lambda p: "kow" in fold(p["last_name"])),
    ("last_name", "zolw", lambda p: "zolw" in fold(p["last_name"])),
    ("first_name", "=anna", lambda p: fold(p["first_name"]) == "anna"),
    ("email", "@wp.pl", lambda p: "@wp.pl" in fold(p["email"])),
    ("country", "PL,de", lambda p: p["country"] in ("PL", "DE")),
    ("group", "wholesale", lambda p: p["group"] == "Wholesale"),
    ("groups", "Retailer", lambda p: "Retailer" in p["groups"]),
    ("enabled", "no", lambda p: not p["enabled"]),
    ("is_guest", "yes", lambda p: p["is_guest"]),
    ("last_visit_at", "never", lambda p: p["last_visit_at"] is None),
    ("company", '!""', lambda p: p["company"] != ""),
    ("sales", "0", lambda p: p["sales"] == 0),
    ("risk", "low,medium", lambda p: p["risk"] in ("low", "medium")),
    ("title", '""', lambda p: p["title"] == ""),
    ("city", "lodz", lambda p: "lodz" in fold(p["city"])),
    ("last_name", "%", lambda p: "%" in p["last_name"]),
    ("last_name", "_", lambda p: "_" in p["last_name"]),
]


@pytest.mark.parametrize(("column", "typed", "matches"), FILTERS)
def test_filters_match_what_they_say(
    database: ShopDatabase,
    people: list[dict[str, Any]],
    column: str,
    typed: str,
    matches: Callable[[dict[str, Any]], bool],
) -> None:
    customers = CustomerList((parse_filter(column, typed),))
    lookups = read_lookups(database)
    found = [row[0] for row in read_rows(database, customers, lookups, ["id"], limit=10_000)]
    assert found == [person["id"] for person in people if matches(person)]
    assert count_rows(database, customers, lookups) == len(found)


def test_a_phone_filter_looks_at_the_digits_of_every_address(database: ShopDatabase) -> None:
    customer_id, phone = database.execute_sql(
        "SELECT customer_id, phone FROM address WHERE default_billing = 0 AND deleted = 0"
        " AND length(phone) > 8 LIMIT 1"
    ).fetchone()
    customers = CustomerList(
        (parse_filter("phone", f"({digits(phone)[-9:-6]}) {digits(phone)[-6:]}"),)
    )
    found = read_rows(database, customers, read_lookups(database), ["id"], limit=10_000)
    assert (customer_id,) in found


def test_a_day_is_the_shops_day(database: ShopDatabase) -> None:
    (seconds,) = database.execute_sql("SELECT max(registered_at) FROM customer").fetchone()
    from datetime import datetime
    from zoneinfo import ZoneInfo

    day = datetime.fromtimestamp(seconds, ZoneInfo("Pacific/Auckland")).date().isoformat()
    customers = CustomerList((parse_filter("registered_at", day),), time_zone="Pacific/Auckland")
    rows = read_rows(database, customers, read_lookups(database), ["registered_at"], limit=9999)
    assert (seconds,) in rows
    for (moment,) in rows:
        there = datetime.fromtimestamp(moment, ZoneInfo("Pacific/Auckland"))
        assert there.date().isoformat() == day


def test_a_snapshot_gives_every_page_in_order(database: ShopDatabase) -> None:
    customers = CustomerList(sort=(Sort("last_name"),))
    snapshot = Snapshot(database, customers)
    assert snapshot.build() == 1000
    expected = read_rows(database, customers, read_lookups(database), NAMES, limit=10_000)
    assert snapshot.page(NAMES, 0, 1000) == expected
    assert snapshot.page(NAMES, 990, 100) == expected[990:]
    assert snapshot.position(expected[500][0]) == 500
    assert snapshot.position(10**9) is None
    snapshot.close()


def test_a_row_deleted_after_the_snapshot_leaves_a_gap(own_shop: Path) -> None:
    database = open_database(str(own_shop))
    snapshot = Snapshot(database, CustomerList())
    snapshot.build()
    first, second, third = snapshot.page(["id"], 0, 3)
    with database.connection_context(), database.writing():
        database.execute_sql("PRAGMA defer_foreign_keys = 1")
        database.execute_sql("DELETE FROM customer WHERE id = ?", second)
    assert snapshot.page(["id"], 0, 3) == [first, None, third]
    snapshot.close()


def test_the_banned_are_in_no_list(own_shop: Path) -> None:
    from tests.shops import execute

    execute(own_shop, "UPDATE customer SET banned = 1 WHERE id IN (5, 1000)")
    database = open_database(str(own_shop))
    with database.connection_context():
        lookups = read_lookups(database)
        rows = read_rows(database, CustomerList(), lookups, ["id"], limit=10_000)
        assert count_rows(database, CustomerList(), lookups) == len(rows) == 998
    assert (1000,) not in rows
    assert (5,) not in rows


def test_a_closed_snapshot_answers_nobody(database: ShopDatabase) -> None:
    snapshot = Snapshot(database, CustomerList())
    snapshot.build()
    snapshot.close()
    with pytest.raises(Interrupted):
        snapshot.page(["id"], 0, 1)


def test_an_interrupted_snapshot_says_so(database: ShopDatabase) -> None:
    snapshot = Snapshot(database, CustomerList())
    outcome: list[object] = []

    def build() -> None:
        try:
            outcome.append(snapshot.build())
        except Interrupted as interrupted:
            outcome.append(interrupted)

    snapshot.interrupt()
    thread = threading.Thread(target=build)
    thread.start()
    thread.join(10)
    assert isinstance(outcome[0], Interrupted)


def test_rows_by_id_leaves_out_who_is_gone(database: ShopDatabase) -> None:
    lookups = read_lookups(database)
    rows = rows_by_id(database, [1, 2, 10**9], lookups, ["id", "email"])
    assert set(rows) == {1, 2}
    assert rows[1][0] == 1


def test_every_column_has_the_value_its_kind_promises(people: list[dict[str, Any]]) -> None:
    types: dict[Kind, tuple[type, ...]] = {
        Kind.NUMBER: (int,),
        Kind.MONEY: (int,),
        Kind.TEXT: (str,),
        Kind.PHONE: (str,),
        Kind.DATE: (str, type(None)),
        Kind.MOMENT: (int, type(None)),
        Kind.FLAG: (bool,),
        Kind.CHOICE: (str,),
        Kind.CHOICES: (tuple,),
    }
    for person in people:
        for column in COLUMNS:
            assert isinstance(person[column.name], types[column.kind]), column.name
