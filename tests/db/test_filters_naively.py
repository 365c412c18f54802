"""Any filters in any order, by every plan, against an evaluation in plain Python."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.db.queries import plans
from custui.db.queries.customers import CustomerList, count_rows, read_rows
from custui.db.queries.lookups import Lookups, read_lookups
from custui.db.queries.snapshot import Snapshot
from custui.domain.columns import BY_NAME
from custui.domain.filters import Sort, parse_filter
from custui.domain.text import digits
from tests.db.naive import Person, naive_key, random_case

NAMES = list(BY_NAME)
NOW = 1_709_164_800  # 2024-02-29 00:00 UTC, 01:00 in Warsaw
ROUNDS = 400
SORTS = ("id", "last_name", "sales", "registered_at", "last_visit_at")

# Seconds for a walk, and how many rows are few and some: each forces another plan.
PLANS = {
    "as they are": (plans.WALK_SECONDS, plans.FEW, plans.SOME),
    "walks": (60.0, -1, -1),
    "looks up": (60.0, 10**9, 10**9),
    "gives the walk up and looks up": (0.0, -1, 10**9),
    "gives the walk up and scans": (0.0, -1, -1),
}


@pytest.fixture(scope="module", params=[False, True], ids=["usual", "hostile"])
def database(
    made_up: Callable[..., Path], request: pytest.FixtureRequest
) -> Iterator[ShopDatabase]:
    opened = open_database(str(made_up(1000, hostile=request.param)))
    with opened.connection_context():
        yield opened


@pytest.fixture(scope="module")
def lookups(database: ShopDatabase) -> Lookups:
    return read_lookups(database)


@pytest.fixture(scope="module")
def people(database: ShopDatabase, lookups: Lookups) -> list[Person]:
    rows = read_rows(database, CustomerList(), lookups, NAMES, limit=10_000)
    people = [dict(zip(NAMES, row, strict=True)) for row in rows]
    numbers: dict[int, list[str]] = {person["id"]: [] for person in people}
    for customer_id, *phones in database.execute_sql(
        "SELECT customer_id, phone, phone_mobile FROM address WHERE deleted = 0"
    ):
        numbers[customer_id] += filter(None, map(digits, phones))
    return [{**person, "numbers": numbers[person["id"]]} for person in people]


def random_sort(rng: random.Random) -> tuple[Sort, ...]:
    names = SORTS if rng.random() < 0.7 else NAMES
    count = rng.choice([1, 1, 1, 2, 3])
    return tuple(Sort(rng.choice(names), rng.random() < 0.5) for _ in range(count))


def naively_sorted(people: list[Person], sort: tuple[Sort, ...]) -> list[int]:
    found = sorted(people, key=lambda person: person["id"], reverse=sort[-1].descending)
    for each in reversed(sort):
        found.sort(key=naive_key(each.column), reverse=each.descending)
    return [person["id"] for person in found]


@pytest.mark.parametrize("plan", PLANS)
def test_any_filters_in_any_order(
    database: ShopDatabase,
    lookups: Lookups,
    people: list[Person],
    plan: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in zip(("WALK_SECONDS", "FEW", "SOME"), PLANS[plan], strict=True):
        monkeypatch.setattr(plans, name, value)
    rng = random.Random(plan)
    found_somebody = 0
    for _ in range(ROUNDS // len(PLANS)):
        cases = [random_case(rng, people, NOW) for _ in range(rng.choice([0, 1, 1, 1, 2]))]
        sort = random_sort(rng)
        filters = tuple(parse_filter(case.column, case.typed) for case in cases)
        customers = CustomerList(filters, sort, time_zone="Europe/Warsaw", now=NOW)
        matching = [person for person in people if all(case.finds(person) for case in cases)]
        expected = naively_sorted(matching, sort)
        said = f"{cases} sorted by {[str(each) for each in sort]}"
        rows = read_rows(database, customers, lookups, ["id"], limit=30)
        assert [row[0] for row in rows] == expected[:30], said
        rest = read_rows(database, customers, lookups, ["id"], limit=-1, offset=30)
        assert [row[0] for row in rest] == expected[30:], said
        assert count_rows(database, customers, lookups) == len(expected), said
        found_somebody += bool(expected)
    assert found_somebody > ROUNDS / len(PLANS) / 2


def test_a_snapshot_has_the_same_order(
    database: ShopDatabase, lookups: Lookups, people: list[Person]
) -> None:
    rng = random.Random(7)
    for _ in range(40):
        case, sort = random_case(rng, people, NOW), random_sort(rng)
        filters = (parse_filter(case.column, case.typed),)
        customers = CustomerList(filters, sort, time_zone="Europe/Warsaw", now=NOW)
        snapshot = Snapshot(database, customers)
        expected = naively_sorted([person for person in people if case.finds(person)], sort)
        assert snapshot.build() == len(expected), case
        rows = snapshot.page(["id"], 0, 2000)
        assert [row and row[0] for row in rows] == expected, case
        snapshot.close()
