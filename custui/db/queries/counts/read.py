"""Counts the customers of a list by a column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.queries.counts.grouping import Grouping, grouping
from custui.db.queries.customers import CustomerList, compile_list
from custui.db.queries.lookups import read_lookups
from custui.db.queries.plans import plan_for_all
from custui.domain.filters import Filter, FilterError, parse_filter

MOST = 1000
"""Values that are told one by one, those that most customers have."""


@dataclass(frozen=True)
class Counted:
    """So many customers have ``value``: a cell's, or a range's filter; ``None`` is empty.

    ``filter`` finds exactly these; there is none where no filter can say it.
    """

    value: Any
    filter: Filter | None
    customers: int


@dataclass(frozen=True)
class Counts:
    """The values that most of ``customers`` have, and of ``others`` values how many have them.

    In a column of several choices a customer counts once for each.
    """

    column: str
    customers: int
    values: tuple[Counted, ...]
    others: int = 0
    customers_of_others: int = 0


def count_by(database: ShopDatabase, customers: CustomerList, column: str) -> Counts:
    """How many of ``customers`` have which value of ``column``, at one moment.

    Takes a scan; a statement that is interrupted raises as any does. Needs an open connection.
    """
    with database.atomic("DEFERRED"):
        total, counted = _counted(database, replace(customers, first=()), column)
    ordered = sorted(counted.values(), key=lambda each: -each.customers)
    values = tuple(map(_sayable, ordered[:MOST]))
    others = ordered[MOST:]
    return Counts(column, total, values, len(others), sum(each.customers for each in others))


def _counted(
    database: ShopDatabase, customers: CustomerList, column: str
) -> tuple[int, dict[object, Counted]]:
    lookups = read_lookups(database)
    (highest,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM customer").fetchone()
    by = grouping(column, lookups, customers.time_zone, highest)
    statement = compile_list(customers, lookups)
    planned, parameters = statement.planned(plan_for_all(database, statement.conditions, ()))
    found: dict[object, Counted] = {}
    total = 0
    for first, second, count in _rows(database, by, planned, parameters):
        key, value, wanted = by.meant(first, second)
        before = found.get(key)
        found[key] = Counted(value, wanted, count + (before.customers if before else 0))
        total += count
    if by.of_memberships:
        sql = f"SELECT count(*) FROM {planned}"
        (total,) = database.execute_sql(sql, parameters).fetchone()
    return total, found


def _rows(
    database: ShopDatabase, by: Grouping, planned: str, parameters: tuple[Any, ...]
) -> Iterator[tuple[Any, Any, int]]:
    source = planned
    if by.of_memberships:
        source = (
            f"(SELECT c.id AS found FROM {planned})"
            " LEFT JOIN group_membership m ON m.customer_id = found"
        )
    sql = (
        f"SELECT {by.first}, {by.second}, count(*) FROM {source}"
        f" GROUP BY {'1' if by.aggregates else '1, 2'}"
    )
    return iter(database.execute_sql(sql, (*by.parameters, *parameters)))


def _sayable(counted: Counted) -> Counted:
    """Without its filter where that, once written, would be read as another one."""
    wanted = counted.filter
    if wanted is None:
        return counted
    try:
        is_same = str(wanted).isprintable() and parse_filter(wanted.column, str(wanted)) == wanted
    except FilterError:
        is_same = False
    return counted if is_same else replace(counted, filter=None)
