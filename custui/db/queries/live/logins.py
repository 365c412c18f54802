"""Attempts to log in, all and suspicious ones, and the log of log-ins as customer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.queries.panel import Panel, PanelList, panel
from custui.domain.panels import live
from custui.domain.preferences import Preferences
from custui.domain.suspicion import Attempt, Burst, Suspicion, bursts, suspicion_rule, suspicions

MOST_ATTEMPTS: Final = 20_000
"""Suspicious attempts that bursts are put together from, the latest."""

_NAME = "coalesce((SELECT c.first_name || ' ' || c.last_name FROM customer c WHERE c.id = {0}), '')"


def _why(bits: str) -> str:
    """SQL: the first reason of a suspicion."""
    cases = " ".join(
        f"WHEN {bits} & {int(Suspicion[code.upper()])} THEN '{code}'"
        for code, _label in live.SUSPICIONS
    )
    return f"CASE {cases} ELSE '' END"


def _attempts(source: str, suspicion: str) -> Panel:
    return panel(
        live.LOGINS,
        source,
        {
            "id": "a.id",
            "at": "a.at",
            "email": "a.email",
            "customer_id": "a.customer_id",
            "customer": _NAME.format("a.customer_id"),
            "ip": "a.ip",
            "succeeded": "a.succeeded",
            "reason": "a.reason",
            "suspicion": _why(suspicion),
            "user_agent": "a.user_agent",
        },
    )


# A clock that runs ahead hides nothing: what is yet to come is left out for an asked moment alone.
LOGINS: Final = _attempts("login_attempt a WHERE a.at <= ?2 + ?1", "a.suspicion")
SUSPICIOUS: Final = _attempts(
    "login_attempt a WHERE a.suspicion <> 0 AND a.at <= ?2 + ?1", "a.suspicion"
)
_SUSPICIOUS_AT: Final = _attempts(
    "temp.suspicious_at t CROSS JOIN login_attempt a ON a.id = t.id WHERE a.at <= ?2", "t.suspicion"
)
_LOGINS_AT: Final = _attempts(
    "login_attempt a LEFT JOIN temp.suspicious_at t ON t.id = a.id WHERE a.at <= ?2",
    "coalesce(t.suspicion, 0)",
)

LOGINS_AS_CUSTOMER: Final = panel(
    live.LOGINS_AS_CUSTOMER,
    "login_grant g WHERE g.created_at <= ?2 + ?1",
    {
        "id": "g.id",
        "at": "g.created_at",
        "staff": "g.staff",
        "customer_id": "g.customer_id",
        "customer": _NAME.format("g.customer_id"),
        "reason": "g.reason",
        "state": "CASE WHEN g.used_at <= ?2 THEN 'used' WHEN g.expires_at <= ?2 THEN 'expired'"
        " ELSE 'open' END",
        "used_at": "iif(g.used_at <= ?2, g.used_at, NULL)",
        "cart_id": "g.cart_id",
    },
)

_AHEAD = 86_400


def login_list(
    preferences: Preferences, *, suspicious: bool = False, now: int | None = None
) -> PanelList:
    """Every attempt, or the suspicious ones, the latest first; ``now`` as the clock has it."""
    return PanelList(
        SUSPICIOUS if suspicious else LOGINS, _AHEAD, time_zone=preferences.time_zone, now=now
    )


def login_list_at(
    database: ShopDatabase, preferences: Preferences, at: int, *, suspicious: bool = False
) -> PanelList:
    """Every attempt until a moment (Unix seconds), suspicious by what was known then.

    It can be asked through this connection alone, until somebody asks for another moment.
    """
    run = database.execute_sql
    rule = suspicion_rule(preferences)
    attempts = list(_flagged(database, at - 3 * rule.within, at, limit=-1))
    run("DROP TABLE IF EXISTS temp.suspicious_at")
    run("CREATE TEMP TABLE suspicious_at (id INTEGER PRIMARY KEY, suspicion INTEGER NOT NULL)")
    # What is older than a span and what follows it was as suspicious then as it is now.
    run(
        "INSERT INTO temp.suspicious_at SELECT id, suspicion FROM login_attempt"
        " WHERE suspicion <> 0 AND at < ?",
        (at - rule.within,),
    )
    found = suspicions(attempts, rule)
    database.raw().executemany(
        "INSERT INTO temp.suspicious_at VALUES (?, ?)",
        [
            (each.id, int(found[each.id]))
            for each in attempts
            if each.id in found and each.at >= at - rule.within
        ],
    )
    source = _SUSPICIOUS_AT if suspicious else _LOGINS_AT
    return PanelList(source, 0, time_zone=preferences.time_zone, now=at)


def login_as_list(preferences: Preferences, now: int | None = None) -> PanelList:
    """Staff's log-ins as customer, the latest first."""
    return PanelList(LOGINS_AS_CUSTOMER, 0, time_zone=preferences.time_zone, now=now)


def read_bursts(
    database: ShopDatabase,
    preferences: Preferences,
    at: int,
    *,
    since: int = 0,
    limit: int = MOST_ATTEMPTS,
) -> list[Burst]:
    """The bursts that went on after ``since``, as of ``at`` (Unix seconds), the latest first.

    They are the evidence of the latest ``limit`` suspicious attempts.
    """
    rule = suspicion_rule(preferences)
    attempts = _flagged(database, since - 3 * rule.within if since else 0, at, limit=limit)
    return [burst for burst in bursts(attempts, rule) if burst.last_at > since]


def _flagged(database: ShopDatabase, first: int, at: int, *, limit: int) -> Iterable[Attempt]:
    rows = database.execute_sql(
        "SELECT id, at, email_key, ip, succeeded FROM login_attempt"
        " WHERE suspicion <> 0 AND at BETWEEN ? AND ? ORDER BY at DESC, id DESC LIMIT ?",
        (first, at, limit),
    ).fetchall()
    return (
        Attempt(number, moment, email, ip, bool(succeeded))
        for number, moment, email, ip, succeeded in rows
    )
