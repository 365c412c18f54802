"""Orders, their lines and statuses as their records say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.feed.people import insert
from custui.domain.text import fold


def order_called(database: ShopDatabase, shop_id: int, reference: str) -> int | None:
    """The order's id by its reference."""
    row = database.execute_sql(
        "SELECT id FROM sales_order WHERE reference = ? AND shop_id = ?", (reference, shop_id)
    ).fetchone()
    return int(row[0]) if row else None


def customer_of(database: ShopDatabase, order_id: int) -> int | None:
    """Whose order it is."""
    row = database.execute_sql(
        "SELECT customer_id FROM sales_order WHERE id = ?", (order_id,)
    ).fetchone()
    return row[0] if row else None


def replace_lines(database: ShopDatabase, order_id: int, lines: Iterable[tuple[Any, ...]]) -> None:
    """Let an order have exactly these lines: product, name, category, quantity, price."""
    database.execute_sql("DELETE FROM sales_order_line WHERE order_id = ?", (order_id,))
    database.raw().executemany(
        "INSERT INTO sales_order_line (order_id, product_id, name, category, quantity, price)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(order_id, *line) for line in lines],
    )


def statuses(database: ShopDatabase) -> dict[str, int]:
    """The statuses' ids by code and by name, folded; a code goes before a name."""
    rows = database.execute_sql("SELECT id, code, name FROM order_status").fetchall()
    names = {fold(name): number for number, _code, name in rows}
    return names | {fold(code): number for number, code, _name in rows}


def add_status(database: ShopDatabase, name: str, *, counts_as_sale: int) -> int:
    """Add a status that the shop has; returns its id."""
    code = fold(name).replace(" ", "_")[:64]
    return insert(
        database, "order_status", {"code": code, "name": name, "counts_as_sale": counts_as_sale}
    )


def note_status(database: ShopDatabase, order_id: int, status_id: int, at: int) -> bool:
    """Note that an order had a status from ``at`` (Unix seconds); says whether that is news.

    The latest one stands, in whatever order they become known. One that only repeats the status
    that the order had at the time is none.
    """
    known = database.execute_sql(
        "SELECT status_id, at FROM order_status_change WHERE order_id = ? ORDER BY at, id",
        (order_id,),
    ).fetchall()
    before = [status for status, since in known if since <= at]
    if before and before[-1] == status_id:
        return False
    values = {"order_id": order_id, "status_id": status_id, "at": at}
    insert(database, "order_status_change", values)
    database.execute_sql(
        "UPDATE sales_order SET status_id = (SELECT status_id FROM order_status_change"
        " WHERE order_id = ?1 ORDER BY at DESC, id DESC LIMIT 1) WHERE id = ?1",
        (order_id,),
    )
    return True
