"""Titles, and who bears them."""

from __future__ import annotations

from custui.db.connection import ShopDatabase


def last_position(database: ShopDatabase) -> int:
    """The place of the last title in their order."""
    (position,) = database.execute_sql("SELECT coalesce(max(position), 0) FROM title").fetchone()
    return int(position)


def bearers_of(database: ShopDatabase, title_id: int) -> list[int]:
    """The customers who bear a title."""
    rows = database.execute_sql(
        "SELECT id FROM customer WHERE title_id = ? ORDER BY id", (title_id,)
    ).fetchall()
    return [number for (number,) in rows]


def give_title(database: ShopDatabase, title_id: int, to: int | None) -> None:
    """Give everybody who bears a title another one, or none."""
    database.execute_sql("UPDATE customer SET title_id = ? WHERE title_id = ?", (to, title_id))
