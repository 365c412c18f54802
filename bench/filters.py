"""Figures 6 and 7: the first page and the exact count of any filter in any order.

The baseline of each pair is what raw ``sqlite3`` takes for the same rows without an index: it scans
the table, tests the plain condition and keeps the top hundred; it is the same for the count. All
are taken in turn on one connection each, so that both find the file cached alike.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from statistics import median

from bench.context import Context
from bench.table import Figure
from custui.db.connection import ShopDatabase, open_database
from custui.db.queries.customers import CustomerList, count_rows, read_rows
from custui.db.queries.lookups import Lookups, read_lookups
from custui.domain.columns import DEFAULT
from custui.domain.filters import Sort, parse_filter

ROWS = 100
_RUNS = 3
_TIME_ZONE = "Europe/Warsaw"

# As typed, and as somebody writes it in plain SQL.
FILTERS: dict[str, str] = {
    "": "1",
    "last_name=kow": "last_name_fold LIKE '%kow%'",
    "last_name=zolw": "last_name_fold LIKE '%zolw%'",
    "last_name=x": "last_name_fold LIKE '%x%'",
    "first_name=^an": "first_name_fold LIKE 'an%'",
    "email=gmail": "email_fold LIKE '%gmail%'",
    "email=@wp.pl": "email_fold LIKE '%@wp.pl%'",
    'company=!""': "company <> ''",
    "phone=600100": "phone_digits LIKE '%600100%'",
    "country=PL": "country = 'PL'",
    "country=DE": "country = 'DE'",
    "group=Wholesale": "default_group_id = 3",
    "enabled=no": "enabled = 0",
    "newsletter=yes": "newsletter = 1",
    "registered_at=2024": "registered_at >= 1704063600 AND registered_at < 1735686000",
    "last_visit_at=never": "last_visit_at IS NULL",
    "sales=>1000": "sales > 100000",
    "country=PL newsletter=yes sales=>100": "country = 'PL' AND newsletter = 1 AND sales > 10000",
    "last_name=nobodyhasthis": "last_name_fold LIKE '%nobodyhasthis%'",
}
SORTS = {
    "id": "id",
    "last_name": "last_name_sort",
    "sales": "sales",
    "registered_at": "registered_at",
    "last_visit_at": "last_visit_at",
}
_COLUMNS = (
    "id, title_id, first_name, last_name, email, company, sales, enabled, newsletter,"
    " partner_offers, registered_at, last_visit_at, default_group_id, phone, country"
)


@dataclass(frozen=True)
class Pair:
    """What one question took, in seconds, beside its baseline."""

    what: str
    value: float
    baseline: float

    @property
    def ratio(self) -> float:
        """How many baselines it took."""
        return self.value / self.baseline


def figures(context: Context) -> Iterator[Figure]:
    """Figures 6 and 7, each as its median and its worst."""
    if context.wants("6"):
        pages = list(first_pages(context.shop()))
        yield _median("6", f"first page of {len(pages)} filters × sorts, p50 / raw", pages, 0.3)
        yield _worst("6", "the same, worst / raw", pages, 2.0)
    if context.wants("7"):
        counts = list(exact_counts(context.shop()))
        yield _worst("7", f"exact count of {len(counts)} filters, worst / raw", counts, 2.5)


def first_pages(shop: Path) -> Iterator[Pair]:
    """Each filter in each order, ascending and descending."""
    with closing(sqlite3.connect(shop)) as raw, _desk(shop) as desk:
        for (typed, plain), (name, column), descending in product(
            FILTERS.items(), SORTS.items(), (False, True)
        ):
            way = "DESC" if descending else "ASC"
            order = f"{column} {way}" + ("" if column == "id" else f", id {way}")
            # "+" keeps the order from being read off the table itself.
            sql = (
                f"SELECT {_COLUMNS} FROM customer NOT INDEXED WHERE {plain}"
                f" ORDER BY +{order} LIMIT {ROWS}"
            )
            customers = _list(typed, Sort(name, descending))
            ours, theirs = partial(desk.page, customers), partial(_rows, raw, sql)
            assert ours() == theirs(), customers
            value, baseline = _in_turn(ours, theirs)
            yield Pair(f"{typed} sorted by {customers.sort[0]}", value, baseline)


def exact_counts(shop: Path) -> Iterator[Pair]:
    """Each filter, counted; the baseline is the top hundred of the same by sales."""
    with closing(sqlite3.connect(shop)) as raw, _desk(shop) as desk:
        for typed, plain in FILTERS.items():
            sql = (
                f"SELECT {_COLUMNS} FROM customer NOT INDEXED WHERE {plain}"
                f" ORDER BY sales, id LIMIT {ROWS}"
            )
            customers = _list(typed, Sort("id"))
            (expected,) = raw.execute(f"SELECT count(*) FROM customer WHERE {plain}").fetchone()
            assert desk.count(customers) == expected, typed
            value, baseline = _in_turn(partial(desk.count, customers), partial(_rows, raw, sql))
            yield Pair(typed, value, baseline)


@dataclass(frozen=True)
class Desk:
    """What the desk asks, on one connection."""

    database: ShopDatabase
    lookups: Lookups

    def page(self, customers: CustomerList) -> list[int]:
        """The ids of the first page, read with every column that the grid begins with."""
        rows = read_rows(self.database, customers, self.lookups, DEFAULT, limit=ROWS)
        return [row[0] for row in rows]

    def count(self, customers: CustomerList) -> int:
        """How many there are."""
        return count_rows(self.database, customers, self.lookups)


@contextmanager
def _desk(shop: Path) -> Iterator[Desk]:
    database = open_database(str(shop))
    with database.connection_context():
        yield Desk(database, read_lookups(database))


def _list(typed: str, sort: Sort) -> CustomerList:
    filters = (parse_filter(*word.split("=", 1)) for word in typed.split())
    return CustomerList(tuple(filters), (sort,), time_zone=_TIME_ZONE)


def _rows(raw: sqlite3.Connection, sql: str) -> list[int]:
    return [row[0] for row in raw.execute(sql)]


def _in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """The medians of both, in seconds."""
    rounds = [(_seconds(ours), _seconds(theirs)) for _ in range(_RUNS)]
    mine, baseline = zip(*rounds, strict=True)
    return median(mine), median(baseline)


def _seconds(ask: Callable[[], object]) -> float:
    begun = time.perf_counter()
    ask()
    return time.perf_counter() - begun


def _median(number: str, what: str, pairs: list[Pair], limit: float) -> Figure:
    middle = sorted(pairs, key=lambda pair: pair.ratio)[len(pairs) // 2]
    return _figure(number, what, middle, limit)


def _worst(number: str, what: str, pairs: list[Pair], limit: float) -> Figure:
    return _figure(number, what, max(pairs, key=lambda pair: pair.ratio), limit)


def _figure(number: str, what: str, pair: Pair, limit: float) -> Figure:
    return Figure(
        number, what, pair.value * 1000, pair.baseline * 1000, "ms", limit, note=pair.what
    )
