"""Sessions and what was done in them, read and written a batch at a time."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.totals import THESE, these
from custui.domain.events.kinds import STAGES
from custui.domain.visits import Done, Returned, Visit

_STAGE = {name: place for place, name in enumerate(STAGES)}

_VISIT = (
    "started_at, last_seen_at, stage, stage_since, page, page_count, cart_id, cart_total, has_cart,"
    " customer_number, product_at, cart_at, checkout_at, payment_at, order_at"
)
_OWN = "customer_id, ip, ip_at, user_agent, referrer, event_count"
_COLUMNS = f"{_VISIT}, {_OWN}".split(", ")

_READ = f"""
SELECT token, id, {_OWN}, {_VISIT} FROM session
WHERE token IN (SELECT value FROM json_each(?)) AND token <> '' AND shop_id = ?
"""
_INSERT = f"""
INSERT INTO session (id, shop_id, token, {", ".join(_COLUMNS)})
VALUES ({", ".join("?" * (len(_COLUMNS) + 3))})
"""
_UPDATE = f"UPDATE session SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?"
_INSERT_EVENT = """
INSERT INTO session_event
    (session_id, number, at, event, page, cart_id, cart_total, customer_number)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

EventRow = tuple[int, int, int, int, str, int | None, int | None, int | None]
"""Session, number, and the fields of a ``Done``."""


class KeptSession:
    """A session while a batch goes through: its row, and the visit that its events come to.

    ``first_at`` is the moment of the earliest event known; ``late_from`` the number of events
    before the first that came too late to be taken in its turn, -1 when all came in order.
    """

    __slots__ = (
        "customer_id",
        "event_count",
        "first_at",
        "id",
        "ip",
        "ip_at",
        "is_new",
        "late_from",
        "referrer",
        "token",
        "user_agent",
        "visit",
    )

    def __init__(self, number: int, token: str) -> None:
        self.id = number
        self.token = token
        self.is_new = True
        self.customer_id: int | None = None
        self.ip = ""
        self.ip_at = 0
        self.user_agent = ""
        self.referrer = ""
        self.event_count = 0
        self.visit = Visit()
        self.first_at = 0
        self.late_from = -1

    def row(self) -> tuple[Any, ...]:
        """The values of the row's columns."""
        visit = self.visit
        return (
            visit.started_at,
            visit.last_seen_at,
            STAGES[visit.stage],
            visit.stage_since,
            visit.page,
            visit.page_count,
            visit.cart_id,
            visit.cart_total,
            visit.has_cart,
            visit.customer_number,
            *visit.reached[1:],
            self.customer_id,
            self.ip,
            self.ip_at,
            self.user_agent,
            self.referrer,
            self.event_count,
        )


def _kept(row: Sequence[Any]) -> KeptSession:
    session = KeptSession(row[1], row[0])
    visit = session.visit
    session.is_new = False
    (
        session.customer_id,
        session.ip,
        session.ip_at,
        session.user_agent,
        session.referrer,
        session.event_count,
        visit.started_at,
        visit.last_seen_at,
        stage,
        visit.stage_since,
        visit.page,
        visit.page_count,
        visit.cart_id,
        visit.cart_total,
        has_cart,
        visit.customer_number,
    ) = row[2:18]
    visit.stage = _STAGE[stage]
    visit.has_cart = bool(has_cart)
    visit.reached[1:] = row[18:]
    session.first_at = visit.started_at
    return session


def sessions_called(
    database: ShopDatabase, shop_id: int, tokens: Collection[str]
) -> dict[str, KeptSession]:
    """The sessions of a shop that are there already, by their token."""
    rows = database.execute_sql(_READ, (json.dumps(list(tokens)), shop_id)).fetchall()
    return {row[0]: _kept(row) for row in rows}


def next_session_id(database: ShopDatabase) -> int:
    """The id of the next new session."""
    (last,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM session").fetchone()
    return int(last) + 1


def store_sessions(database: ShopDatabase, shop_id: int, sessions: Iterable[KeptSession]) -> None:
    """Write sessions that are new or changed."""
    new, changed = [], []
    for session in sessions:
        if session.is_new:
            new.append((session.id, shop_id, session.token, *session.row()))
        else:
            changed.append((*session.row(), session.id))
    database.raw().executemany(_INSERT, new)
    database.raw().executemany(_UPDATE, changed)


def store_events(database: ShopDatabase, rows: Iterable[EventRow]) -> None:
    """Write what was done in sessions; these must be there."""
    database.raw().executemany(_INSERT_EVENT, rows)


def events_of(database: ShopDatabase, sessions: Sequence[int]) -> dict[int, list[Done]]:
    """What was done in each of ``sessions``, in the order in which it became known."""
    found: dict[int, list[Done]] = {number: [] for number in sessions}
    for number, *done in database.execute_sql(
        "SELECT session_id, at, event, page, cart_id, cart_total, customer_number"
        f" FROM session_event WHERE session_id IN {THESE} ORDER BY session_id, number",
        (these(sessions),),
    ):
        found[number].append(Done(*done))
    return found


def store_returned(
    database: ShopDatabase, anew: Sequence[int], returned: Iterable[tuple[int, Returned]]
) -> None:
    """Write carts that were come back to; those of the sessions ``anew`` replace what is there."""
    if anew:
        database.execute_sql(f"DELETE FROM left_cart WHERE session_id IN {THESE}", (these(anew),))
    database.raw().executemany(
        "INSERT OR REPLACE INTO left_cart (session_id, left_at, back_at, stage, page, value)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [
            (number, left.at, back_at, STAGES[left.stage], left.page, left.value)
            for number, (left, back_at) in returned
        ],
    )
