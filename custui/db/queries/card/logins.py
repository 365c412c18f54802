"""The log-ins that failed lately: why somebody cannot get in."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase

LATELY_SECONDS = 24 * 3600


@dataclass(frozen=True)
class FailedLogins:
    """How many failed since the last one that succeeded, within a day, and when the last did."""

    count: int
    last_at: int | None


def read_failed_logins(database: ShopDatabase, customer_id: int, *, now: int) -> FailedLogins:
    """Those up to ``now`` (Unix seconds UTC)."""
    count, last_at = database.execute_sql(
        "SELECT count(*), max(at) FROM login_attempt"
        " WHERE customer_id = ?1 AND succeeded = 0 AND at BETWEEN ?2 AND ?3 AND at > coalesce("
        "(SELECT max(at) FROM login_attempt WHERE customer_id = ?1 AND succeeded = 1"
        " AND at <= ?3), 0)",
        (customer_id, now - LATELY_SECONDS, now),
    ).fetchone()
    return FailedLogins(count, last_at)
