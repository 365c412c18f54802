"""Which order is meant by a reference, or by one of its lines."""

from __future__ import annotations

from collections.abc import Sequence

from custui.db.connection import ShopDatabase


def order_called(database: ShopDatabase, customer_id: int, references: Sequence[str]) -> int | None:
    """The number of the customer's newest order that bears one of ``references``."""
    marks = ",".join("?" * len(references))
    row = database.execute_sql(
        f"SELECT id FROM sales_order WHERE customer_id = ? AND reference IN ({marks})"
        " ORDER BY placed_at DESC, id DESC LIMIT 1",
        (customer_id, *references),
    ).fetchone()
    return None if row is None else int(row[0])


def order_of_line(database: ShopDatabase, line_id: int) -> int | None:
    """The number of the order that a line belongs to."""
    row = database.execute_sql(
        "SELECT order_id FROM sales_order_line WHERE id = ?", (line_id,)
    ).fetchone()
    return None if row is None else int(row[0])
