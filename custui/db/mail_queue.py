"""Mail that waits to be sent. Whoever sends one claims it first, so that no other does.

A claim runs out: when a process dies between the server's answer and its note of it, the mail is
sent once more, under the same message number.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, fields
from typing import Final

from custui.db.connection import ShopDatabase

WAITING, SENT, FAILED = "waiting", "sent", "failed"

RETRY_FIRST: Final = 60
RETRY_LAST: Final = 3600
"""Seconds to the second attempt; twice as many to each one after it, up to these."""


@dataclass(frozen=True)
class QueuedMail:
    """A mail of the queue; moments in Unix seconds UTC. ``email`` is the customer's as it is now.

    ``attempts`` were made so far; ``problem`` is what the server said to the last one.
    """

    id: int
    customer_id: int | None
    recipient: str
    subject: str
    template: str
    language: str
    body: str
    staff: str
    message_id: str
    created_at: int
    attempts: int
    retry_at: int | None
    problem: str
    first_name: str
    last_name: str
    email: str
    shop: str


_OF_OTHERS = {
    "first_name": "coalesce(c.first_name, '')",
    "last_name": "coalesce(c.last_name, '')",
    "email": "coalesce(c.email, '')",
    "shop": "(SELECT name FROM shop WHERE id = coalesce(c.shop_id, (SELECT min(id) FROM shop)))",
}
_COLUMNS = ", ".join(_OF_OTHERS.get(each.name, f"m.{each.name}") for each in fields(QueuedMail))
_SELECT = f"SELECT {_COLUMNS} FROM sent_email m LEFT JOIN customer c ON c.id = m.customer_id"
_FREE = "state = 'waiting' AND coalesce(claimed_until, 0) <= :now"


def waiting_mail(database: ShopDatabase) -> list[QueuedMail]:
    """What waits to be sent, oldest first."""
    rows = database.execute_sql(f"{_SELECT} WHERE m.state = 'waiting' ORDER BY m.created_at, m.id")
    return [QueuedMail(*row) for row in rows]


def read_mail(database: ShopDatabase, email_id: int) -> QueuedMail | None:
    """One mail, whatever became of it."""
    row = database.execute_sql(f"{_SELECT} WHERE m.id = ?", (email_id,)).fetchone()
    return QueuedMail(*row) if row else None


def state_of(database: ShopDatabase, email_id: int) -> str:
    """``waiting``, ``sent`` or ``failed``; ``""`` when the mail is gone."""
    row = database.execute_sql("SELECT state FROM sent_email WHERE id = ?", (email_id,)).fetchone()
    return row[0] if row else ""


def claim(
    database: ShopDatabase,
    now: int,
    until: int,
    *,
    at_once: bool,
    but: Collection[int] = (),
    only: Collection[int] | None = None,
) -> QueuedMail | None:
    """Claim the oldest mail that is due, ``at_once``: due or not; ``None`` when there is none.

    Those of ``but`` are left alone; of ``only``, where it is given, one is taken.
    """
    rows = database.execute_sql(
        "UPDATE sent_email SET claimed_until = :until, attempts = attempts + 1 WHERE id ="
        f" (SELECT id FROM sent_email WHERE {_FREE}"
        " AND (:at_once OR coalesce(retry_at, 0) <= :now)"
        " AND id NOT IN (SELECT value FROM json_each(:but))"
        " AND (:only IS NULL OR id IN (SELECT value FROM json_each(:only)))"
        " ORDER BY created_at, id LIMIT 1) RETURNING id",
        {  # type: ignore[arg-type] # the driver takes names, too
            "now": now,
            "until": until,
            "at_once": at_once,
            "but": json.dumps(list(but)),
            "only": None if only is None else json.dumps(list(only)),
        },
    ).fetchall()
    return read_mail(database, rows[0][0]) if rows else None


def number(database: ShopDatabase, email_id: int, message_id: str) -> None:
    """Give a mail its message number."""
    database.execute_sql(
        "UPDATE sent_email SET message_id = ? WHERE id = ?", (message_id, email_id)
    )


def mark_sent(
    database: ShopDatabase, email_id: int, now: int, *, subject: str, body: str, language: str
) -> None:
    """The server has it, as it was written."""
    database.execute_sql(
        "UPDATE sent_email SET state = 'sent', sent_at = ?, subject = ?, body = ?, language = ?,"
        " claimed_until = NULL, retry_at = NULL, problem = '' WHERE id = ?",
        (now, subject, body, language, email_id),
    )


def mark_failed(database: ShopDatabase, email_id: int, problem: str) -> None:
    """It is given up."""
    database.execute_sql(
        "UPDATE sent_email SET state = 'failed', problem = ?, claimed_until = NULL,"
        " retry_at = NULL WHERE id = ?",
        (problem, email_id),
    )


def postpone(database: ShopDatabase, mail: QueuedMail, now: int, problem: str) -> None:
    """It goes on waiting, longer after each attempt."""
    wait = min(RETRY_LAST, RETRY_FIRST * 2 ** min(mail.attempts - 1, 10))
    database.execute_sql(
        "UPDATE sent_email SET retry_at = ?, problem = ?, claimed_until = NULL WHERE id = ?",
        (now + wait, problem, mail.id),
    )


def untold_failures(database: ShopDatabase, staff: str) -> list[QueuedMail]:
    """Mail that was given up and whose sender, a staff member, has not heard of it."""
    rows = database.execute_sql(
        f"{_SELECT} WHERE m.state = 'failed' AND m.told_at IS NULL AND m.staff = ?"
        " AND m.staff <> '' ORDER BY m.id",
        (staff,),
    )
    return [QueuedMail(*row) for row in rows]


def mark_told(database: ShopDatabase, ids: Iterable[int], now: int) -> None:
    """The staff member has heard of these failures."""
    database.execute_sql(
        "UPDATE sent_email SET told_at = ? WHERE id IN (SELECT value FROM json_each(?))",
        (now, json.dumps(list(ids))),
    )


def name(database: ShopDatabase, email_id: int, subject: str, language: str) -> None:
    """Let a mail that waits be listed under the subject that it will have."""
    database.execute_sql(
        "UPDATE sent_email SET subject = ?, language = ? WHERE id = ?",
        (subject, language, email_id),
    )
