"""Attempts to log in: stored, looked at for bursts, and counted towards locks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from custui.db.connection import ShopDatabase
from custui.db.totals import THESE, these
from custui.domain.events.logins import TURNED_AWAY
from custui.domain.lockout import LockRule, locked_until
from custui.domain.suspicion import Attempt, SuspicionRule, suspicions

_INSERT = """
INSERT INTO login_attempt
    (id, at, email, email_key, customer_id, ip, user_agent, succeeded, reason)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_NOT_COUNTED = ", ".join(f"'{reason}'" for reason in sorted(TURNED_AWAY))


class NewAttempt(NamedTuple):
    """An attempt that the feed told of; ``at`` in Unix seconds, ``email`` as typed."""

    at: int
    email: str
    email_key: str
    customer_id: int | None
    ip: str
    user_agent: str
    succeeded: bool
    reason: str


class Locked(NamedTuple):
    """An account that the rule locked, and until when before and now (Unix seconds)."""

    customer_id: int
    before: int | None
    until: int


def store_attempts(database: ShopDatabase, attempts: Sequence[NewAttempt]) -> None:
    """Write attempts, in their order."""
    (last,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM login_attempt").fetchone()
    database.raw().executemany(
        _INSERT, [(number, *each) for number, each in enumerate(attempts, last + 1)]
    )


def mark_suspicious(
    database: ShopDatabase, attempts: Sequence[NewAttempt], rule: SuspicionRule
) -> None:
    """Mark the attempts that ``attempts``, just stored, make suspicious with those around them."""
    if not attempts:
        return
    # A span that has a new attempt reaches as far, and a success right after it once as far again.
    first = min(each.at for each in attempts) - 2 * rule.within
    last = max(each.at for each in attempts) + 2 * rule.within
    around: dict[int, Attempt] = {}
    known: dict[int, int] = {}
    for column, keys in (
        ("email_key", {each.email_key for each in attempts}),
        ("ip", {each.ip for each in attempts}),
    ):
        for number, at, email, ip, succeeded, suspicion in _around(
            database, column, keys - {""}, first, last
        ):
            around[number] = Attempt(number, at, email, ip, bool(succeeded))
            known[number] = suspicion
    found = suspicions(around.values(), rule)
    database.raw().executemany(
        "UPDATE login_attempt SET suspicion = ? WHERE id = ?",
        [(int(why) | known[n], n) for n, why in found.items() if int(why) | known[n] != known[n]],
    )


def _around(
    database: ShopDatabase, column: str, keys: Collection[str], first: int, last: int
) -> list[Sequence[Any]]:
    rows: list[Sequence[Any]] = database.execute_sql(
        "SELECT a.id, a.at, a.email_key, a.ip, a.succeeded, a.suspicion"
        f" FROM json_each(?) k CROSS JOIN login_attempt a ON a.{column} = k.value"
        " WHERE a.at BETWEEN ? AND ?",
        (json.dumps(list(keys)), first, last),
    ).fetchall()
    return rows


def lock_accounts(
    database: ShopDatabase, attempts: Sequence[NewAttempt], rule: LockRule
) -> list[Locked]:
    """Lock the accounts that failures among ``attempts``, just stored, take over the limit.

    A lock only ever moves further off. Attempts from before staff unlocked an account do not count.
    """
    failures: dict[int, list[int]] = {}
    for each in attempts:
        if not each.succeeded and each.customer_id and each.reason not in TURNED_AWAY:
            failures.setdefault(each.customer_id, []).append(each.at)
    counted = _counted_failures(database, failures, rule.within)
    before = _locks(database, list(failures))
    locked = []
    for customer, moments in sorted(counted.items()):
        until = locked_until(moments, rule)
        if until is not None and until > (before[customer] or 0):
            locked.append(Locked(customer, before[customer], until))
    database.raw().executemany(
        "UPDATE customer SET locked_until = ? WHERE id = ?",
        [(each.until, each.customer_id) for each in locked],
    )
    return locked


def _counted_failures(
    database: ShopDatabase, failures: Mapping[int, Sequence[int]], within: int
) -> dict[int, list[int]]:
    """The moments of the failures that count for each customer, around the new ones."""
    counted: dict[int, list[int]] = {}
    for customer, moments in failures.items():
        rows = database.execute_sql(
            "SELECT a.at FROM login_attempt a WHERE a.customer_id = ? AND a.at BETWEEN ? AND ?"
            f" AND a.succeeded = 0 AND a.reason NOT IN ({_NOT_COUNTED}) AND a.id >"
            " coalesce((SELECT failures_after FROM credential WHERE customer_id = ?), 0)",
            (customer, min(moments) - within, max(moments) + within, customer),
        ).fetchall()
        counted[customer] = [at for (at,) in rows]
    return counted


def _locks(database: ShopDatabase, customers: Sequence[int]) -> dict[int, int | None]:
    rows: Iterable[tuple[int, int | None]] = database.execute_sql(
        f"SELECT id, locked_until FROM customer WHERE id IN {THESE}", (these(customers),)
    ).fetchall()
    return dict(rows)


def is_locked(database: ShopDatabase, customer_id: int, now: int) -> bool:
    """Whether an account is locked at ``now`` (Unix seconds)."""
    found = database.execute_sql(
        "SELECT 1 FROM customer WHERE id = ? AND locked_until > ?", (customer_id, now)
    ).fetchone()
    return found is not None


def unlock(database: ShopDatabase, customer_id: int) -> None:
    """Open a locked account; failures up to now no longer count towards a lock."""
    database.execute_sql("UPDATE customer SET locked_until = NULL WHERE id = ?", (customer_id,))
    database.execute_sql(
        "INSERT INTO credential (customer_id, failures_after)"
        " VALUES (?, (SELECT coalesce(max(id), 0) FROM login_attempt))"
        " ON CONFLICT (customer_id) DO UPDATE SET failures_after = excluded.failures_after",
        (customer_id,),
    )
