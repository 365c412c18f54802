"""Sessions as they were at a moment that the feed has gone on from."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.feed.customers import customers_numbered
from custui.db.feed.sessions import events_of
from custui.domain.events.kinds import STAGES
from custui.domain.visits import fold

_COLUMNS = (
    "id, shop_id, token, customer_id, ip, user_agent, referrer, started_at, last_seen_at, stage,"
    " page, page_count, cart_id, cart_total, stage_since, has_cart"
)
_CHANGED = (
    "started_at = ?, last_seen_at = ?, stage = ?, page = ?, page_count = ?, cart_id = ?,"
    " cart_total = ?, stage_since = ?, has_cart = ?, customer_id = ?"
)
_AT_ONCE = 500


def fill_sessions_at(database: ShopDatabase, at: int, window: int) -> None:
    """Fill ``temp.session_at`` with the sessions active in the ``window`` seconds before ``at``.

    Those that went on are put together again of what was done in them until then.
    """
    run = database.execute_sql
    run("DROP TABLE IF EXISTS temp.session_at")
    run(
        f"CREATE TEMP TABLE session_at AS SELECT {_COLUMNS} FROM session"
        " WHERE last_seen_at BETWEEN ? AND ?",
        (at - window, at),
    )
    later = run(
        "SELECT id, shop_id FROM session WHERE last_seen_at > ? AND started_at <= ?", (at, at)
    ).fetchall()
    for start in range(0, len(later), _AT_ONCE):
        _add(database, dict(later[start : start + _AT_ONCE]), at, window)
    run("CREATE UNIQUE INDEX temp.session_at_id ON session_at (id)")


def _add(database: ShopDatabase, shops: dict[int, int], at: int, window: int) -> None:
    known: dict[tuple[int, int], int | None] = {}
    rows = []
    for number, events in events_of(database, list(shops)).items():
        until = [done for done in events if done.at <= at]
        visit = fold(until, window).visit
        if not until or visit.last_seen_at < at - window:
            continue
        customer, key = None, (shops[number], visit.customer_number or 0)
        if key[1]:
            if key not in known:
                known[key] = customers_numbered(database, *key[:1], [key[1]]).get(key[1])
            customer = known[key]
        rows.append((
            visit.started_at, visit.last_seen_at, STAGES[visit.stage], visit.page,
            visit.page_count, visit.cart_id, visit.cart_total, visit.stage_since, visit.has_cart,
            customer, number,
        ))  # fmt: skip
    database.raw().executemany(
        f"INSERT INTO temp.session_at ({_COLUMNS}) SELECT {_COLUMNS} FROM session WHERE id = ?",
        [(row[-1],) for row in rows],
    )
    database.raw().executemany(f"UPDATE temp.session_at SET {_CHANGED} WHERE id = ?", rows)
