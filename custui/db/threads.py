"""Single message threads, for those who answer them."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase

OPEN, WAITING, CLOSED = STATUSES = ("open", "waiting", "closed")
"""What a thread is: to be answered, answered, or done with."""


@dataclass(frozen=True)
class OpenThread:
    """A thread with whom it is with; without a customer ``email`` is empty."""

    id: int
    customer_id: int | None
    subject: str
    status: str
    email: str
    language: str


def read_thread(database: ShopDatabase, thread_id: int) -> OpenThread | None:
    """The thread of that number."""
    row = database.execute_sql(
        "SELECT t.id, t.customer_id, t.subject, t.status, coalesce(c.email, ''),"
        " coalesce(c.language, '') FROM message_thread t"
        " LEFT JOIN customer c ON c.id = t.customer_id WHERE t.id = ?",
        (thread_id,),
    ).fetchone()
    return OpenThread(*row) if row else None
