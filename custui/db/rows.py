"""Writing single rows, for acts of a person. Names of tables and columns are the program's own."""

from __future__ import annotations

from collections.abc import Mapping

from custui.db.connection import ShopDatabase
from custui.db.row_changes import Value


def insert_row(database: ShopDatabase, table: str, values: Mapping[str, Value]) -> int:
    """Insert one row; returns its id."""
    marks = ", ".join("?" * len(values))
    cursor = database.execute_sql(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )
    return int(cursor.lastrowid or 0)


def update_row(
    database: ShopDatabase, table: str, key: int | str, values: Mapping[str, Value], by: str = "id"
) -> None:
    """Set columns of the row whose column ``by`` is ``key``."""
    if not values:
        return
    assignments = ", ".join(f"{column} = ?" for column in values)
    database.execute_sql(
        f"UPDATE {table} SET {assignments} WHERE {by} = ?", (*values.values(), key)
    )


def delete_row(database: ShopDatabase, table: str, key: int | str, by: str = "id") -> None:
    """Remove the row whose column ``by`` is ``key``, with what hangs on it."""
    database.execute_sql(f"DELETE FROM {table} WHERE {by} = ?", (key,))
