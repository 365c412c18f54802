"""Any filters in any order, of every panel, against an evaluation in plain Python."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.db.queries.card.whole import INSIDE, PANELS
from custui.db.queries.panel import Panel, PanelList
from custui.db.queries.snapshot import Snapshot
from custui.demo.clock import REFERENCE_MOMENT
from custui.domain.filters import Sort, parse_filter
from tests.db.naive import panel_key, random_case

ROUNDS = 25
EVERY = (*PANELS, *(panel for panels in INSIDE.values() for panel in panels))
NOW = REFERENCE_MOMENT

FILL = """
INSERT INTO audit_entry (at, staff, act, customer_id, fields, reason)
    SELECT placed_at, 'Łucja', 'edit', 1, json_object('newsletter', json_array(id % 2, 1)), ''
    FROM sales_order LIMIT 30;
INSERT INTO subscription (customer_id, service, active, since, source)
    SELECT 1, 'Ósma kawa ' || id, id % 2, placed_at, '' FROM sales_order LIMIT 9;
INSERT INTO group_membership (customer_id, group_id) SELECT 1, id FROM customer_group
    WHERE id NOT IN (SELECT group_id FROM group_membership WHERE customer_id = 1);
INSERT INTO customer_note (customer_id, body, written_by, written_at)
    SELECT 1, 'Żółta notatka ' || id, payment, placed_at FROM sales_order LIMIT 20;
INSERT INTO login_attempt (at, email, email_key, customer_id, ip, succeeded, reason)
    SELECT placed_at, 'a@b.pl', 'a@b.pl', 1, '10.0.0.' || id % 9, id % 2,
           iif(id % 2, '', iif(id % 3, 'bad_password', 'own reason')) FROM sales_order LIMIT 40;
INSERT INTO sent_email (customer_id, recipient, created_at, state, language)
    SELECT 1, 'a@b.pl', placed_at, 'waiting', 'de' FROM sales_order LIMIT 9;
"""


@pytest.fixture(scope="module")
def database(
    made_up: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[ShopDatabase]:
    """A made-up shop, of which customer 1 has something in every panel."""
    path = tmp_path_factory.mktemp("panels") / "shop.db"
    path.write_bytes(made_up(1000, hostile=True).read_bytes())
    opened = open_database(str(path))
    with opened.connection_context():
        with opened.writing():
            for statement in filter(str.strip, FILL.split(";")):
                opened.execute_sql(statement)
        yield opened


def the_fullest(database: ShopDatabase, panel: Panel) -> PanelList:
    """The list with the most rows: of customer 1, or of one of the rows in a panel of theirs."""
    outer = next((each for each, inside in INSIDE.items() if panel in inside), None)
    owners = [1]
    if outer is not None:
        keys = PanelList(outer, 1).first_rows(database, ("id",), -1)
        owners = [key for (key,) in keys]
    lists = [PanelList(panel, owner, time_zone="Europe/Warsaw", now=NOW) for owner in owners]
    return max(lists, key=lambda rows: rows.count(database))


def random_sort(rng: random.Random, names: Sequence[str]) -> tuple[Sort, ...]:
    count = rng.choice([1, 1, 2, 3])
    return tuple(Sort(rng.choice(names), rng.random() < 0.5) for _ in range(count))


def naively_sorted(
    rows: list[dict[str, Any]], sort: tuple[Sort, ...], panel: Panel
) -> list[dict[str, Any]]:
    found = sorted(rows, key=lambda row: row["id"], reverse=sort[-1].descending)
    for each in reversed(sort):
        found.sort(key=panel_key(panel.columns.by_name[each.column]), reverse=each.descending)
    return found


@pytest.mark.parametrize("panel", EVERY, ids=lambda panel: panel.columns.name)
def test_any_filters_in_any_order(database: ShopDatabase, panel: Panel) -> None:
    every = the_fullest(database, panel)
    names = tuple(every.columns.by_name)
    cells = every.first_rows(database, names, -1)
    rows = [dict(zip(names, row, strict=True)) for row in cells]
    assert len(rows) > 1
    assert len({row["id"] for row in rows}) == len(rows) == every.count(database)
    rng = random.Random(panel.columns.name)
    found_something = 0
    for _ in range(ROUNDS):
        cases = [
            random_case(rng, rows, NOW, panel.columns.columns)
            for _ in range(rng.choice([0, 1, 1, 2]))
        ]
        sort = random_sort(rng, names)
        filters = tuple(parse_filter(case.column, case.typed, panel.columns) for case in cases)
        for wanted in filters:
            assert parse_filter(wanted.column, str(wanted), panel.columns) == wanted
        asked = every.filtered(filters).sorted_by(sort)
        matching = [row for row in rows if all(case.finds(row) for case in cases)]
        expected = [tuple(row.values()) for row in naively_sorted(matching, sort, panel)]
        said = f"{cases} sorted by {[str(each) for each in sort]}"
        assert asked.first_rows(database, names, 5) == expected[:5], said
        assert asked.first_rows(database, names, -1) == expected, said
        assert asked.count(database) == len(expected), said
        snapshot = Snapshot(database, asked)
        assert snapshot.build() == len(expected), said
        assert snapshot.page(names, 0, len(expected)) == expected, said
        snapshot.close()
        found_something += bool(expected)
    assert found_something > ROUNDS / 3


@pytest.mark.parametrize("panel", EVERY, ids=lambda panel: panel.columns.name)
def test_whatever_may_be_chosen_finds_something(database: ShopDatabase, panel: Panel) -> None:
    every = the_fullest(database, panel)
    for name, column in every.columns.by_name.items():
        if name in ("country", "language"):
            continue  # every country of the world
        for typed in every.choices(database, name):
            found = every.filtered((parse_filter(name, typed, every.columns),))
            assert found.count(database) or (column.labels and not column.open), typed
