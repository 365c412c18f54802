"""Streams customers out of the database, row by row, in one consistent view of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.queries.customers import CustomerList, compile_list, select_list
from custui.db.queries.lookups import read_lookups
from custui.db.queries.plans import plan_for_all


def stream(
    database: ShopDatabase, columns: Sequence[str], customers: CustomerList
) -> Iterator[tuple[Any, ...]]:
    """The ``columns`` of each customer as the database keeps them: choices by their number."""
    statement = compile_list(customers, read_lookups(database))
    plan = plan_for_all(database, statement.conditions, statement.order_columns)
    planned, parameters = statement.planned(plan)
    # One statement sees one state of the database, whoever writes meanwhile.
    return database.raw().execute(
        f"SELECT {select_list(columns)} FROM {planned} {statement.order}", parameters
    )
