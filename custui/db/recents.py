"""Whom each staff member looked at lately."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from custui.db.connection import ShopDatabase

KEPT: Final = 50
"""How many customers are kept for each staff member."""


def note(database: ShopDatabase, staff: str, customer_id: int, at: int) -> None:
    """Note that ``staff`` looked at a customer now (Unix seconds); nothing when there is none."""
    run = database.execute_sql
    run(
        "INSERT OR REPLACE INTO recent_customer (staff, customer_id, at)"
        " SELECT ?, id, ? FROM customer WHERE id = ?",
        (staff, at, customer_id),
    )
    run(
        "DELETE FROM recent_customer WHERE id IN (SELECT id FROM recent_customer"
        " WHERE staff = ? ORDER BY id DESC LIMIT -1 OFFSET ?)",
        (staff, KEPT),
    )


def read(database: ShopDatabase, staff: str, shop: str | None) -> Iterator[tuple[int, int]]:
    """The customers of a shop (by its code, else of all) that ``staff`` looked at, latest first.

    Each with when that was, in Unix seconds UTC. Banned ones are left out, as in every list.
    """
    of_shop = "" if shop is None else " AND c.shop_id IN (SELECT id FROM shop WHERE code = ?)"
    yield from database.execute_sql(
        "SELECT r.customer_id, r.at FROM recent_customer r JOIN customer c ON c.id = r.customer_id"
        f" WHERE r.staff = ? AND c.banned = 0{of_shop} ORDER BY r.id DESC",
        (staff,) if shop is None else (staff, shop),
    ).fetchall()
