"""Streams customers out of the database, row by row, in one consistent view of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from custui.db.connection import ShopDatabase

READ_AS: Mapping[str, str] = {"title": "title_id", "group": "default_group_id"}
"""Columns of the registry that come out as the number of a choice."""


@dataclass(frozen=True)
class Selection:
    """Which customers, in which order: SQL over the table ``customer``, and its parameters.

    ``where`` and ``order`` come from the compiled filters and sort, never from input.
    """

    where: str = "banned = 0"
    params: Sequence[object] = ()
    order: str = "id"


def count(database: ShopDatabase, selection: Selection) -> int:
    """How many customers ``selection`` has."""
    row = database.execute_sql(
        f"SELECT count(*) FROM customer WHERE {selection.where}",
        selection.params,
    ).fetchone()
    return int(row[0])


def stream(
    database: ShopDatabase, columns: Sequence[str], selection: Selection
) -> Iterator[tuple[Any, ...]]:
    """The ``columns`` (names of the registry kept on the customer) of each customer."""
    names = ", ".join(READ_AS.get(column, column) for column in columns)
    # One statement sees one state of the database, whoever writes meanwhile.
    return database.raw().execute(
        f"SELECT {names} FROM customer WHERE {selection.where} ORDER BY {selection.order}",
        selection.params,
    )
