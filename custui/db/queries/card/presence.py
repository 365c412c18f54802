"""Whether the customer is in the shop now, and where."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase


@dataclass(frozen=True)
class Presence:
    """The session that was active last; ``cart_total`` in minor units, moments Unix seconds UTC.

    ``stage`` is one of ``domain.panels.visits.STAGES``.
    """

    session_id: int
    started_at: int
    last_seen_at: int
    stage: str
    page: str
    page_count: int
    ip: str
    cart_id: int | None
    cart_total: int


_LAST_ACTIVE = """
SELECT id, started_at, last_seen_at, stage, page, page_count, ip, cart_id, cart_total FROM session
WHERE customer_id = ? AND last_seen_at BETWEEN ? AND ? ORDER BY last_seen_at DESC, id DESC LIMIT 1
"""


def read_presence(
    database: ShopDatabase, customer_id: int, *, now: int, online_minutes: int
) -> Presence | None:
    """Who was active in the ``online_minutes`` before ``now`` is in the shop; ``None``: is not."""
    since = now - online_minutes * 60
    row = database.execute_sql(_LAST_ACTIVE, (customer_id, since, now)).fetchone()
    return None if row is None else Presence(*row)
