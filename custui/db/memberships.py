"""The groups that a customer is in."""

from __future__ import annotations

from collections.abc import Sequence

from custui.db.connection import ShopDatabase
from custui.db.totals import THESE, these


def default_of(database: ShopDatabase, customer_id: int) -> int:
    """The default group of a customer who is there."""
    row = database.execute_sql(
        "SELECT default_group_id FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    return int(row[0])


def set_memberships(database: ShopDatabase, customer_id: int, groups: Sequence[int]) -> None:
    """Let a customer be in ``groups`` and in no others."""
    database.execute_sql(
        f"DELETE FROM group_membership WHERE customer_id = ? AND group_id NOT IN {THESE}",
        (customer_id, these(groups)),
    )
    database.raw().executemany(
        "INSERT OR IGNORE INTO group_membership (customer_id, group_id) VALUES (?, ?)",
        [(customer_id, group) for group in sorted(set(groups))],
    )
