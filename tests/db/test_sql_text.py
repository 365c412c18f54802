"""A list as SQL text: it runs where custui is not, and finds the same customers in order."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from custui.db import search
from custui.db.connection import ShopDatabase, open_database
from custui.db.queries.customers import CustomerList, read_rows
from custui.db.queries.lookups import read_lookups
from custui.db.queries.sql_text import sql_of
from custui.domain.columns import COLUMNS, DEFAULT
from custui.domain.filters import Match, Sort, Text, parse_filter
from custui.domain.search import Scope, parse_search
from custui.domain.text import fold, printable
from tests.db.naive import random_case
from tests.db.rows import add_customer
from tests.db.test_filters_naively import NOW, database, lookups, people, random_sort

__all__ = ["database", "lookups", "people"]


def ids_by_shell(path: Path, sql: str) -> list[int]:
    """What the statement gives in the shell, or where there is none in a bare connection."""
    if shell := shutil.which("sqlite3"):
        told = subprocess.run(
            [shell, "-readonly", "-batch", "-bail", str(path)],
            input=sql,
            capture_output=True,
            text=True,
            check=True,
        )
        assert told.stderr == ""
        return [int(line.split("|")[0]) for line in told.stdout.splitlines()]
    return ids_by_bare_connection(path, sql)


def ids_by_bare_connection(path: Path, sql: str, *, with_fold: bool = False) -> list[int]:
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        if with_fold:
            connection.create_function("fold", 1, fold, deterministic=True)
        return [row[0] for row in connection.execute(sql)]
    finally:
        connection.close()


def test_any_list_as_text_gives_the_same_rows(
    database: ShopDatabase, people: list[dict[str, object]]
) -> None:
    rng = random.Random(11)
    known = read_lookups(database)
    with_own_functions = 0
    for _ in range(150):
        cases = [random_case(rng, people, NOW) for _ in range(rng.choice([0, 1, 1, 2]))]
        customers = CustomerList(
            tuple(parse_filter(case.column, case.typed) for case in cases),
            random_sort(rng),
            time_zone="Europe/Warsaw",
            now=NOW,
        )
        sql = sql_of(customers, known, ["id"])
        assert all(printable(line) == line for line in sql.splitlines()), sql
        if "custui's own" in sql:
            with_own_functions += 1
            if "has_number" in sql:
                continue
            found = ids_by_bare_connection(database.path, sql, with_fold=True)
        else:
            found = ids_by_bare_connection(database.path, sql)
        expected = [row[0] for row in read_rows(database, customers, known, ["id"], limit=-1)]
        assert found == expected, sql
    assert 0 < with_own_functions < 75


@pytest.mark.parametrize(
    "customers",
    [
        CustomerList(),
        CustomerList((parse_filter("last_name", "o'h"), parse_filter("sales", ">100"))),
        CustomerList((parse_filter("first_name", "a$"),), (Sort("title"), Sort("last_name", True))),
        CustomerList((parse_filter("groups", "General"),), (Sort("groups"),)),
        CustomerList(search=parse_search("kowalski jan"), first=(7, 3)),
        CustomerList(search=parse_search('"', Scope.NAMES)),
    ],
    ids=["all", "quote", "ends", "groups", "search", "one sign"],
)
def test_the_shell_runs_it(made_up: Callable[..., Path], customers: CustomerList) -> None:
    database = open_database(str(made_up()))
    with database.connection_context():
        known = read_lookups(database)
        expected = [row[0] for row in read_rows(database, customers, known, ["id"], limit=-1)]
        assert ids_by_shell(database.path, sql_of(customers, known, ["id", *DEFAULT])) == expected


def test_every_column_can_be_selected(made_up: Callable[..., Path]) -> None:
    database = open_database(str(made_up()))
    with database.connection_context():
        names = [column.name for column in COLUMNS]
        sql = sql_of(CustomerList(), read_lookups(database), names)
    assert printable(sql.replace("\n", "")) == sql.replace("\n", "")
    assert len(ids_by_bare_connection(database.path, sql)) == 1000


def test_it_reads_as_a_person_would_write_it(shop: ShopDatabase) -> None:
    customers = CustomerList(
        (parse_filter("country", "PL"), parse_filter("sales", ">=100")),
        (Sort("sales", descending=True),),
    )
    assert sql_of(customers, read_lookups(shop), ["id", "last_name", "group", "enabled"]) == (
        "-- Amounts are in hundredths, moments in seconds since 1970 (UTC).\n"
        "SELECT c.id,\n"
        "       c.last_name,\n"
        '       c.default_group_id AS "group",\n'
        "       c.enabled\n"
        "FROM customer c\n"
        "WHERE (c.country IN ('PL'))\n"
        "  AND (c.sales >= 10000)\n"
        "ORDER BY c.sales DESC, c.id DESC;\n"
    )


@pytest.mark.parametrize(
    "name",
    ["O'Hara", "''", "a\0b", "x\x1b[31m", "\u202elive", "é", "a\nb -- ; DROP", "?", "\\", "'?'"],
)
def test_whatever_strangers_typed_is_a_literal(shop: ShopDatabase, name: str) -> None:
    names = (name, "Xyz")
    search.add(shop, [add_customer(shop, last_name=each, company=each) for each in names])
    shop.raw().commit()
    for match in Match:
        wanted = (Text("last_name", name, match), Text("company", name, match))
        customers = CustomerList(wanted)
        expected = [
            row[0] for row in read_rows(shop, customers, read_lookups(shop), ["id"], limit=-1)
        ]
        sql = sql_of(customers, read_lookups(shop), ["id"])
        assert printable(sql.replace("\n", "")) == sql.replace("\n", "")
        assert ids_by_shell(shop.path, sql) == expected == [1]


def test_it_says_where_a_function_of_its_own_is_needed(shop: ShopDatabase) -> None:
    known = read_lookups(shop)
    of_city = sql_of(CustomerList((parse_filter("city", "lodz"),)), known, ["id"])
    assert "fold()" not in of_city
    of_website = sql_of(CustomerList((parse_filter("website", "lodz"),)), known, ["id"])
    assert "fold() is a function of custui's own" in of_website
    of_phone = sql_of(CustomerList((parse_filter("phone", "=600100200"),)), known, ["id"])
    assert "has_number() is a function of custui's own" in of_phone
    called_so = sql_of(CustomerList((parse_filter("last_name", "fold("),)), known, ["id"])
    assert "custui's own" not in called_so
