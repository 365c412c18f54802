"""Removes what is older than a shop keeps it, a small batch at a time.

The sums of minutes and hours stay for good; those of single seconds go with their sessions.
"""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.feed.places import forget_places


def remove_old(database: ShopDatabase, before: int, limit: int) -> int:
    """Remove up to ``limit`` rows of each kind from before a moment (Unix seconds); how many.

    Inside a transaction. Of a session that goes on, what was done in it before leaves too, when
    there is nothing else left to remove.
    """
    run = database.execute_sql
    removed = 0
    for statement in (
        "DELETE FROM session WHERE id IN"
        " (SELECT id FROM session WHERE last_seen_at < ? ORDER BY last_seen_at LIMIT ?)",
        "DELETE FROM login_attempt WHERE id IN"
        " (SELECT id FROM login_attempt WHERE at < ? ORDER BY at LIMIT ?)",
        "DELETE FROM feed_waiting WHERE id IN (SELECT id FROM feed_waiting WHERE at < ? LIMIT ?)",
    ):
        removed += run(statement, (before, limit)).rowcount
    for shop_id, span, table in _second_sums(database):
        removed += run(
            f"DELETE FROM {table} WHERE (shop_id, span, at) IN (SELECT shop_id, span, at"
            f" FROM {table} WHERE shop_id = ? AND span = ? AND at < ? LIMIT ?)",
            (shop_id, span, before, limit),
        ).rowcount
    if not removed:
        forget_places(database, before)
    return removed


def _second_sums(database: ShopDatabase) -> list[tuple[int, int, str]]:
    shops = database.execute_sql("SELECT id FROM shop").fetchall()
    return [
        (shop_id, 1, table) for (shop_id,) in shops for table in ("activity_sum", "left_page_sum")
    ]


def trim_long_sessions(database: ShopDatabase, before: int, after_id: int, limit: int) -> int:
    """Remove what was done before a moment in sessions that go on.

    Looks at ``limit`` sessions after the one with ``after_id``; returns the last one's id, 0 when
    there are no more. Inside a transaction.
    """
    rows = database.execute_sql(
        "SELECT id, started_at FROM session WHERE id > ? ORDER BY id LIMIT ?", (after_id, limit)
    ).fetchall()
    for number, started_at in rows:
        if started_at < before:
            for table in ("session_event", "product_view"):
                database.execute_sql(
                    f"DELETE FROM {table} WHERE session_id = ? AND at < ?", (number, before)
                )
    return int(rows[-1][0]) if len(rows) == limit else 0
