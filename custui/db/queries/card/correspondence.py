"""The private note, messages, e-mails and vouchers."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.queries.card.paging import Page, Panel
from custui.locale import N_

EXCERPT_LENGTH = 200
"""How many characters of a thread's last message its row carries."""


@dataclass(frozen=True)
class Note:
    """The private note as it stands; ``written_at`` in Unix seconds UTC."""

    body: str
    written_by: str
    written_at: int


@dataclass(frozen=True)
class Thread:
    """A conversation by its last message; an empty author is the customer."""

    id: int
    subject: str
    status: str  # open, waiting, closed
    author: str
    excerpt: str
    sent_at: int  # Unix seconds UTC
    message_count: int
    order_id: int | None


@dataclass(frozen=True)
class Email:
    """An e-mail of the shop's; ``at`` (Unix seconds UTC) is when it was sent, or made."""

    id: int
    at: int
    language: str
    subject: str
    template: str
    state: str  # waiting, sent, failed
    recipient: str


@dataclass(frozen=True)
class Voucher:
    """Percent (hundredths) or amount (minor units) off; ``status`` is of the moment asked about."""

    id: int
    code: str
    name: str
    status: str  # untranslated
    quantity: int
    percent_off: int | None
    amount_off: int | None
    valid_from: int | None
    valid_to: int | None


VOUCHER_STATUSES = (N_("active"), N_("off"), N_("used up"), N_("expired"), N_("not yet valid"))

_LAST_MESSAGE = (
    "(SELECT id FROM message WHERE thread_id = t.id ORDER BY sent_at DESC, id DESC LIMIT 1)"
)
_THREADS = Panel(
    Thread,
    f"t.id, t.subject, t.status, coalesce(m.author, ''),"
    f" coalesce(substr(m.body, 1, {EXCERPT_LENGTH}), ''), coalesce(m.sent_at, t.updated_at),"
    " (SELECT count(*) FROM message WHERE thread_id = t.id), t.order_id",
    f"message_thread t LEFT JOIN message m ON m.id = {_LAST_MESSAGE} WHERE t.customer_id = ?",
    "t.updated_at DESC, t.id DESC",
    counted="message_thread WHERE customer_id = ?",
)
_EMAILS = Panel(
    Email,
    "id, coalesce(sent_at, created_at), language, subject, template, state, recipient",
    "sent_email WHERE customer_id = ?",
    "created_at DESC, id DESC",
)


def read_note(database: ShopDatabase, customer_id: int) -> Note | None:
    """The newest version of the note; ``None`` when there is none, or it was emptied."""
    row = database.execute_sql(
        "SELECT body, written_by, written_at FROM customer_note WHERE customer_id = ?"
        " ORDER BY id DESC LIMIT 1",
        (customer_id,),
    ).fetchone()
    return Note(*row) if row and row[0] else None


def read_threads(
    database: ShopDatabase, customer_id: int, limit: int | None = None, offset: int = 0
) -> Page[Thread]:
    """Message threads, the last to change first."""
    return _THREADS.read(database, (customer_id,), limit, offset)


def read_emails(
    database: ShopDatabase, customer_id: int, limit: int | None = None, offset: int = 0
) -> Page[Email]:
    """E-mails to the customer, newest first."""
    return _EMAILS.read(database, (customer_id,), limit, offset)


def read_vouchers(database: ShopDatabase, customer_id: int, *, now: int) -> tuple[Voucher, ...]:
    """Vouchers given to the customer, with their status at ``now`` (Unix seconds UTC)."""
    active, off, used_up, expired, not_yet = VOUCHER_STATUSES
    rows = database.execute_sql(
        "SELECT id, code, name, CASE WHEN active = 0 THEN ? WHEN valid_to < ? THEN ?"
        " WHEN quantity = 0 THEN ? WHEN valid_from > ? THEN ? ELSE ? END, quantity, percent_off,"
        " amount_off, valid_from, valid_to FROM voucher WHERE customer_id = ? ORDER BY id DESC",
        (off, now, expired, used_up, now, not_yet, active, customer_id),
    )
    return tuple(Voucher(*row) for row in rows)
