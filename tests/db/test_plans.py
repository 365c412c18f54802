"""Which way the engine goes by each plan, and what becomes of a plan that runs out of time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.db.problems import Interrupted, explained
from custui.db.queries import customers as customers_module
from custui.db.queries import plans
from custui.db.queries.conditions import Condition
from custui.db.queries.customers import CustomerList, Statement, compile_list, count_rows, read_rows
from custui.db.queries.lookups import Lookups, read_lookups
from custui.db.queries.plans import Plan, plan_for_all, plan_for_count, plans_for_page
from custui.domain.filters import parse_filter, parse_sort

INDEXES = {
    "last_name": "customer_last_name",
    "sales": "customer_sales",
    "registered_at": "customer_registered_at",
    "last_visit_at": "customer_last_visit_at",
}


@pytest.fixture
def database(made_up: Callable[..., Path]) -> Iterator[ShopDatabase]:
    opened = open_database(str(made_up()))
    with opened.connection_context():
        yield opened


@pytest.fixture
def lookups(database: ShopDatabase) -> Lookups:
    return read_lookups(database)


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is few: as in a shop of a million."""
    monkeypatch.setattr(plans, "FEW", -1)
    monkeypatch.setattr(plans, "SOME", -1)


def a_list(filters: str, sort: str) -> CustomerList:
    parsed = (parse_filter(*word.split("=", 1)) for word in filters.split())
    return CustomerList(tuple(parsed), parse_sort(sort), now=1_700_000_000)


def steps(database: ShopDatabase, statement: Statement, plan: Plan, order: bool = True) -> str:
    """How the engine goes about the ids of a list."""
    planned, parameters = statement.planned(plan)
    ordered = f"{statement.order} LIMIT 100" if order else ""
    rows = database.execute_sql(
        f"EXPLAIN QUERY PLAN SELECT c.id FROM {planned} {ordered}", parameters
    ).fetchall()
    return "; ".join(row[3] for row in rows)


def page_steps(database: ShopDatabase, lookups: Lookups, filters: str, sort: str) -> list[str]:
    statement = compile_list(a_list(filters, sort), lookups)
    found = plans_for_page(database, statement.conditions, statement.order_columns)
    return [steps(database, statement, plan) for plan in found]


@pytest.mark.parametrize("direction", ["", "-"])
@pytest.mark.parametrize("column", INDEXES)
@pytest.mark.parametrize("filters", ["country=PL", "last_name=kow", "group=Wholesale sales=>1"])
@pytest.mark.usefixtures("crowded")
def test_a_walk_walks_and_a_scan_scans(
    database: ShopDatabase, lookups: Lookups, filters: str, column: str, direction: str
) -> None:
    walk, scan = page_steps(database, lookups, filters, direction + column)
    assert f"USING INDEX {INDEXES[column]}" in walk
    assert "TEMP B-TREE" not in walk
    assert scan == "SCAN c; USE TEMP B-TREE FOR ORDER BY"


@pytest.mark.parametrize("column", INDEXES)
@pytest.mark.usefixtures("crowded")
def test_ties_that_are_sorted_too_walk_along_the_first_column(
    database: ShopDatabase, lookups: Lookups, column: str
) -> None:
    walk, _scan = page_steps(database, lookups, "country=PL", f"-{column},city")
    assert f"USING INDEX {INDEXES[column]}" in walk
    assert "FOR RIGHT PART OF ORDER BY" in walk


@pytest.mark.usefixtures("crowded")
def test_by_id_the_table_is_walked(database: ShopDatabase, lookups: Lookups) -> None:
    assert set(page_steps(database, lookups, "country=PL", "-id")) == {"SCAN c"}


@pytest.mark.parametrize(
    ("filters", "sort", "index"),
    [
        ("", "sales", "customer_sales"),
        ("sales=>100", "-sales", "customer_sales"),
        ("last_visit_at=never", "last_visit_at", "customer_last_visit_at"),
        ("registered_at=!2023", "registered_at", "customer_registered_at"),
        ("groups=General", "registered_at", "customer_registered_at"),
    ],
)
def test_where_the_index_knows_all_nothing_else_is_tried(
    database: ShopDatabase,
    lookups: Lookups,
    filters: str,
    sort: str,
    index: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(plans, "FEW", 500)
    (only,) = page_steps(database, lookups, filters, sort)
    assert f"USING COVERING INDEX {index}" in only


@pytest.mark.parametrize(
    ("filters", "by"),
    [
        ("last_name=kowalski country=PL", "customer_fts"),
        ("phone=600100200", "customer_fts"),
        ("email=^anna", "customer_fts"),
        ("sales=>1 city=w", "customer_sales"),
        ("registered_at=7d city=w", "customer_registered_at"),
        ("groups=Wholesale country=PL", "group_membership"),
        ("id=5", "INTEGER PRIMARY KEY"),
    ],
)
def test_the_few_are_looked_up(
    database: ShopDatabase, lookups: Lookups, filters: str, by: str
) -> None:
    (only,) = page_steps(database, lookups, filters, "last_visit_at")
    assert only.startswith("SEARCH c USING INTEGER PRIMARY KEY")
    assert by in only


@pytest.mark.parametrize(
    "filters", ["last_name=ko", "last_name=!kow", "company=\ufffe\ufffe\ufffe"]
)
def test_where_no_index_can_tell_none_is_asked(
    database: ShopDatabase, lookups: Lookups, filters: str
) -> None:
    statement = compile_list(a_list(filters, "id"), lookups)
    assert all(condition.ids is None for condition in statement.conditions)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ("sales=>100", "SEARCH c USING COVERING INDEX customer_sales (sales>?)"),
        ("last_visit_at=!never", "SCAN c USING COVERING INDEX customer_last_visit_at"),
        ("country=PL sales=>100", "SCAN c"),
        ("newsletter=yes", "SCAN c"),
    ],
)
@pytest.mark.usefixtures("crowded")
def test_counting(database: ShopDatabase, lookups: Lookups, filters: str, expected: str) -> None:
    statement = compile_list(a_list(filters, "id"), lookups)
    plan = plan_for_count(database, statement.conditions)
    assert steps(database, statement, plan, order=False) == expected


@pytest.mark.parametrize(
    ("filters", "sort", "expected"),
    [
        ("", "-sales", "SCAN c USING COVERING INDEX customer_sales"),
        ("country=PL", "-sales", "SCAN c; USE TEMP B-TREE FOR ORDER BY"),
        ("", "sales,last_name", "SCAN c; USE TEMP B-TREE FOR ORDER BY"),
        ("country=PL", "id", "SCAN c"),
    ],
)
@pytest.mark.usefixtures("crowded")
def test_every_row_in_order(
    database: ShopDatabase, lookups: Lookups, filters: str, sort: str, expected: str
) -> None:
    statement = compile_list(a_list(filters, sort), lookups)
    plan = plan_for_all(database, statement.conditions, statement.order_columns)
    assert steps(database, statement, plan) == expected


def test_the_only_shop_is_not_asked_for(database: ShopDatabase, lookups: Lookups) -> None:
    statement = compile_list(CustomerList(shop="main"), lookups)
    assert statement.where == ""
    other = compile_list(CustomerList(shop="other"), lookups)
    assert "shop_id" in other.where


# --- the deadline -------------------------------------------------------------------------------


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Plan, bool]]:
    """The plans that were tried, and whether each came to its end."""
    tried: list[tuple[Plan, bool]] = []
    read = customers_module._read_by

    def watched(plan: Plan, *arguments: object) -> object:
        tried.append((plan, False))
        rows = read(plan, *arguments)  # type: ignore[arg-type]
        tried[-1] = (plan, True)
        return rows

    monkeypatch.setattr(customers_module, "_read_by", watched)
    return tried


@pytest.mark.usefixtures("crowded")
def test_a_walk_out_of_time_is_followed_by_a_scan(
    database: ShopDatabase,
    lookups: Lookups,
    asked: list[tuple[Plan, bool]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    customers = a_list("city=!warszawa", "sales")
    in_time = read_rows(database, customers, lookups, ["id"], limit=900)
    monkeypatch.setattr(plans, "WALK_SECONDS", 0.0)
    late = read_rows(database, customers, lookups, ["id"], limit=900)
    assert late == in_time
    assert [(plan.table, ended) for plan, ended in asked] == [
        ("customer c INDEXED BY customer_sales", True),
        ("customer c INDEXED BY customer_sales", False),
        ("customer c NOT INDEXED", True),
    ]


@pytest.mark.usefixtures("crowded")
def test_a_statement_after_a_deadline_has_none(
    database: ShopDatabase, lookups: Lookups, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plans, "WALK_SECONDS", 0.0)
    customers = a_list("city=!warszawa", "sales")
    assert len(read_rows(database, customers, lookups, ["id"], limit=10)) == 10
    assert count_rows(database, customers, lookups) > 900


def test_an_index_that_takes_too_long_to_ask_is_not_asked(
    database: ShopDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = Condition(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
        " SELECT i FROM n WHERE i < 0"
    )
    slow = Condition("c.id > 0", ids=endless)
    assert plan_for_count(database, [slow]) == Plan("customer c NOT INDEXED")


@pytest.mark.parametrize("seconds", [60.0, 0.0], ids=["walking", "scanning"])
@pytest.mark.usefixtures("crowded")
def test_a_persons_interrupt_is_no_deadline(
    database: ShopDatabase, lookups: Lookups, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever plan is under way, the one who gave up gets no rows."""
    monkeypatch.setattr(plans, "WALK_SECONDS", seconds)
    private = database.private()
    under_way = threading.Event()

    def slow(_value: object) -> int:
        # Rows are being read: from now on somebody may interrupt.
        if seconds or scanning:
            under_way.set()
            interrupted.wait(10)
        return 1

    interrupted = threading.Event()
    scanning = []
    read = customers_module._read_by

    def watched(plan: Plan, *arguments: object) -> object:
        if plan.seconds is None:
            scanning.append(plan)
        return read(plan, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(customers_module, "_read_by", watched)
    outcome: list[object] = []

    def work() -> None:
        with private.connection_context():
            private.register_function(slow, "fold", 1)
            customers = a_list("website=!nobody", "sales")
            try:
                with explained(private.path):
                    outcome.append(read_rows(private, customers, lookups, ["id"], limit=900))
            except Interrupted as error:
                outcome.append(error)

    monkeypatch.setattr(
        "custui.db.queries.text_conditions.folded_value", lambda _sql: "fold(c.website)"
    )
    thread = threading.Thread(target=work)
    thread.start()
    assert under_way.wait(10)
    private.raw().interrupt()
    interrupted.set()
    thread.join(10)
    assert [type(each) for each in outcome] == [Interrupted]
