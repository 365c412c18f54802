"""Streams customers out of the database, row by row, in one consistent view of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.queries.columns import SQL
from custui.db.queries.customers import CustomerList, compile_list
from custui.db.queries.lookups import read_lookups
from custui.db.queries.plans import plan_for_all
from custui.db.totals import THESE, these

_MORE: Mapping[str, str] = {
    "banned": "c.banned",
    "locked_until": "c.locked_until",
    "allowed_outstanding": "c.allowed_outstanding",
    "max_payment_days": "c.max_payment_days",
    "password_hash": "(SELECT password_hash FROM credential WHERE customer_id = c.id)",
    "sessions_valid_from": "(SELECT sessions_valid_from FROM credential WHERE customer_id = c.id)",
    "group_ids": "(SELECT group_concat(group_id) FROM group_membership WHERE customer_id = c.id)",
}
"""What only files tell, and what they tell otherwise than the grid."""


def stream(
    database: ShopDatabase, columns: Sequence[str], customers: CustomerList
) -> Iterator[tuple[Any, ...]]:
    """The ``columns`` of each customer as the database keeps them: choices by their number."""
    statement = compile_list(customers, read_lookups(database))
    plan = plan_for_all(database, statement.conditions, statement.order_columns)
    planned, parameters = statement.planned(plan)
    selected = ", ".join(_MORE.get(name) or SQL[name].value for name in columns)
    return database.raw().execute(f"SELECT {selected} FROM {planned} {statement.order}", parameters)


@contextmanager
def one_view(database: ShopDatabase) -> Iterator[None]:
    """Everything read inside is of one moment, whoever writes meanwhile."""
    database.execute_sql("BEGIN DEFERRED")
    try:
        yield
    finally:
        database.execute_sql("ROLLBACK")


def related(
    database: ShopDatabase, table: str, columns: Sequence[str], ids: Sequence[int]
) -> dict[int, list[tuple[Any, ...]]]:
    """The ``columns`` of the rows of ``table`` that belong to customers, in their order."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for customer_id, *values in database.raw().execute(
        f"SELECT customer_id, {', '.join(columns)} FROM {table}"
        f" WHERE customer_id IN {THESE} ORDER BY customer_id, id",
        (these(ids),),
    ):
        found.setdefault(customer_id, []).append(tuple(values))
    return found


def used_groups(database: ShopDatabase, customers: CustomerList) -> list[tuple[str, int, int, str]]:
    """The groups of the customers: name, discount (1/100 %), prices with tax (0 or 1), role."""
    statement = compile_list(customers, read_lookups(database))
    among = (
        f"AND m.customer_id IN (SELECT c.id FROM customer c {statement.where})"
        if statement.where
        else ""
    )
    rows: list[tuple[str, int, int, str]] = database.execute_sql(
        "SELECT name, discount, prices_with_tax, role FROM customer_group g WHERE EXISTS"
        f" (SELECT 1 FROM group_membership m WHERE m.group_id = g.id {among})",
        statement.parameters,
    ).fetchall()
    return rows
