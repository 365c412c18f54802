"""The customers grid: its rows, its count, and the exact position of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from custui.db.connection import ShopDatabase
from custui.db.queries.columns import SQL, sort_expression
from custui.db.queries.conditions import condition
from custui.db.queries.lookups import Lookups
from custui.domain.filters import NEWEST_FIRST, Filter, Sort

if TYPE_CHECKING:
    from custui.domain.search import Search

Row = tuple[Any, ...]
"""One customer: the value of each column asked for, as ``domain.columns.Kind`` says."""


@dataclass(frozen=True)
class CustomerList:
    """Which customers, in which order. Banned ones are in no list.

    Those of ``first`` stand before all others, whatever the sort: the exact hits of the search.
    """

    filters: tuple[Filter, ...] = ()
    sort: tuple[Sort, ...] = NEWEST_FIRST
    shop: str | None = None
    time_zone: str = field(default="UTC", compare=False)
    search: Search | None = None
    first: tuple[int, ...] = ()


@dataclass(frozen=True)
class Statement:
    """A ``CustomerList`` compiled: the condition, its parameters, and the order."""

    where: str
    parameters: tuple[Any, ...]
    order: str


def compile_list(customers: CustomerList, lookups: Lookups) -> Statement:
    """Compile to SQL.

    Ties go by id in the direction of the last sort: mixed directions cannot walk an index.
    """
    conditions = [condition(each, lookups, customers.time_zone) for each in customers.filters]
    if customers.search is not None:
        from custui.db.queries.search.conditions import search_condition

        conditions.append(search_condition(customers.search))
    sql = [each.sql for each in conditions]
    parameters = [value for each in conditions for value in each.parameters]
    if lookups.has_banned:
        # By id, through an index of the few: any other index still covers the list.
        sql.append("c.id NOT IN (SELECT id FROM customer WHERE banned = 1)")
    if customers.shop is not None:
        sql.append("c.shop_id IN (SELECT id FROM shop WHERE code = ?)")
        parameters.append(customers.shop)
    order = [
        sort_expression(sort.column, lookups) + (" DESC" if sort.descending else "")
        for sort in customers.sort
    ]
    if customers.first:
        order.insert(0, f"c.id IN ({','.join(map(str, customers.first))}) DESC")
    if customers.sort[-1].column != "id":
        order.append("c.id DESC" if customers.sort[-1].descending else "c.id")
    where = f"WHERE {' AND '.join(sql)}" if sql else ""
    return Statement(where, tuple(parameters), f"ORDER BY {', '.join(order)}")


def select_list(columns: Sequence[str]) -> str:
    """The SQL that selects ``columns``."""
    return ", ".join(SQL[name].value for name in columns)


def decoded(rows: Sequence[Sequence[Any]], columns: Sequence[str], lookups: Lookups) -> list[Row]:
    """Rows as the database gave them, as rows of cell values."""
    decoders = [SQL[name].decode for name in columns]
    return [
        tuple(decode(value, lookups) for decode, value in zip(decoders, row, strict=True))
        for row in rows
    ]


def read_rows(
    database: ShopDatabase,
    customers: CustomerList,
    lookups: Lookups,
    columns: Sequence[str],
    *,
    limit: int,
    offset: int = 0,
) -> list[Row]:
    """``limit`` rows from position ``offset`` (0 is the first)."""
    statement = compile_list(customers, lookups)
    rows = database.execute_sql(
        f"SELECT {select_list(columns)} FROM customer c {statement.where} {statement.order}"
        " LIMIT ? OFFSET ?",
        (*statement.parameters, limit, offset),
    ).fetchall()
    return decoded(rows, columns, lookups)


def count_rows(database: ShopDatabase, customers: CustomerList, lookups: Lookups) -> int:
    """How many customers the filters match, exactly."""
    statement = compile_list(customers, lookups)
    (count,) = database.execute_sql(
        f"SELECT count(*) FROM customer c {statement.where}", statement.parameters
    ).fetchone()
    return int(count)


def rows_by_id(
    database: ShopDatabase, ids: Sequence[int], lookups: Lookups, columns: Sequence[str]
) -> dict[int, Row]:
    """The rows of ``ids`` as they are now, by id; a customer that is gone is missing."""
    listed = ",".join(str(int(customer_id)) for customer_id in ids)
    rows = database.execute_sql(
        f"SELECT {select_list(['id', *columns])} FROM customer c WHERE c.id IN ({listed})"
    ).fetchall()
    return {row[0]: row[1:] for row in decoded(rows, ["id", *columns], lookups)}
