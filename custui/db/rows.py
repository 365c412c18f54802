"""Writing single rows by their id, for acts of a person.

Names of tables and columns are the program's own, never somebody's input.
"""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.row_changes import Value


def insert_row(database: ShopDatabase, table: str, /, **values: Value) -> int:
    """Insert one row; returns its id."""
    marks = ", ".join("?" * len(values))
    cursor = database.execute_sql(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )
    return int(cursor.lastrowid or 0)


def update_row(database: ShopDatabase, table: str, number: int, /, **values: Value) -> None:
    """Set columns of the row whose id is ``number``."""
    if values:
        assignments = ", ".join(f"{column} = ?" for column in values)
        database.execute_sql(
            f"UPDATE {table} SET {assignments} WHERE id = ?", (*values.values(), number)
        )


def delete_row(database: ShopDatabase, table: str, number: int) -> None:
    """Remove the row whose id is ``number``, with what hangs on it."""
    database.execute_sql(f"DELETE FROM {table} WHERE id = ?", (number,))
