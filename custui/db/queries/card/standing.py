"""How a company stands in B2B mode: what it owes, and for how long."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from custui.db.connection import ShopDatabase
from custui.locale.formats import zone


@dataclass(frozen=True)
class Standing:
    """What is owed, in minor units, and for how many days; unpaid orders are valid ones."""

    owed: int
    allowed_outstanding: int
    oldest_unpaid_days: int
    max_payment_days: int

    @property
    def payment_required(self) -> bool:
        """Owes more than allowed, or for longer."""
        return self.owed > 0 and (
            self.owed > self.allowed_outstanding or self.oldest_unpaid_days > self.max_payment_days
        )


# Through the index of the few orders that are not paid.
_UNPAID = """
SELECT coalesce(sum(o.total), 0), min(o.placed_at)
FROM sales_order o CROSS JOIN order_status s ON s.id = o.status_id
WHERE o.customer_id = ? AND o.paid_at IS NULL AND s.counts_as_sale = 1
"""


def read_standing(
    database: ShopDatabase, customer_id: int, *, now: int, time_zone: str
) -> Standing:
    """What the customer owes at ``now`` (Unix seconds UTC); days are those of ``time_zone``."""
    owed, oldest = database.execute_sql(_UNPAID, (customer_id,)).fetchone()
    limits = database.execute_sql(
        "SELECT allowed_outstanding, max_payment_days FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    allowed, most_days = limits or (0, 0)
    days = 0 if oldest is None else _days(oldest, now, time_zone)
    return Standing(owed, allowed, days, most_days)


def _days(since: int, now: int, time_zone: str) -> int:
    """How many times the day has changed; 0 for a moment that no calendar has."""
    there = zone(time_zone)
    try:
        passed = (
            datetime.fromtimestamp(now, there).date() - datetime.fromtimestamp(since, there).date()
        )
    except (ValueError, OverflowError, OSError):
        return 0
    return max(0, passed.days)
