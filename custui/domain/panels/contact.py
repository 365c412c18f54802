"""What the shop and the customer wrote to each other, vouchers and the private note."""

from __future__ import annotations

from custui.domain.columns import Column, ColumnSet, Kind, Labels
from custui.locale import N_

CUSTOMER = "customer"
"""The author of a message that no staff member wrote."""

THREAD_STATUSES: Labels = (
    ("open", N_("open")),
    ("waiting", N_("waiting")),
    ("closed", N_("closed")),
)
EMAIL_STATES: Labels = (
    ("waiting", N_("waiting")),
    ("sent", N_("sent")),
    ("failed", N_("failed")),
)
VOUCHER_STATUSES: Labels = (
    ("active", N_("active")),
    ("not yet valid", N_("not yet valid")),
    ("used up", N_("used up")),
    ("expired", N_("expired")),
    ("off", N_("off")),
)

_AUTHOR = Column(
    "author",
    N_("Author"),
    Kind.CHOICE,
    12,
    shown=True,
    labels=((CUSTOMER, N_("customer")),),
    open=True,
)

THREADS = ColumnSet(
    "messages",
    N_("Messages"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("status", N_("Status"), Kind.CHOICE, 10, shown=True, labels=THREAD_STATUSES),
        _AUTHOR,
        Column("excerpt", N_("Message"), Kind.TEXT, 40, shown=True),
        Column("updated_at", N_("Sent"), Kind.MOMENT, 16, shown=True),
        Column("subject", N_("Subject"), Kind.TEXT, 30),
        Column("message_count", N_("Messages"), Kind.NUMBER, 10),
        Column("reference", N_("Order"), Kind.TEXT, 11),
        Column("order_id", N_("Order ID"), Kind.NUMBER, 13),
    ),
    order="-updated_at",
)

MESSAGES = ColumnSet(
    "thread",
    N_("Messages"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("sent_at", N_("Sent"), Kind.MOMENT, 16, shown=True),
        _AUTHOR,
        Column("excerpt", N_("Message"), Kind.TEXT, 40, shown=True),
        Column("body", N_("Whole message"), Kind.TEXT, 40),
    ),
    order="sent_at",
)

VOUCHERS = ColumnSet(
    "vouchers",
    N_("Vouchers"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("code", N_("Code"), Kind.TEXT, 14, shown=True),
        Column("name", N_("Name"), Kind.TEXT, 20, shown=True),
        Column("status", N_("Status"), Kind.CHOICE, 14, shown=True, labels=VOUCHER_STATUSES),
        Column("quantity", N_("Quantity available"), Kind.NUMBER, 5, short=N_("Qty"), shown=True),
        Column("percent_off", N_("Percent off"), Kind.PERCENT, 8, short=N_("Off %"), shown=True),
        Column("amount_off", N_("Amount off"), Kind.MONEY, 10, short=N_("Amount"), shown=True),
        Column("valid_from", N_("Valid from"), Kind.MOMENT, 16),
        Column("valid_to", N_("Valid until"), Kind.MOMENT, 16, shown=True),
    ),
)

EMAILS = ColumnSet(
    "emails",
    N_("Last e-mails"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("created_at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("language", N_("Language"), Kind.CHOICE, 8, shown=True),
        Column("subject", N_("Subject"), Kind.TEXT, 30, shown=True),
        Column("template", N_("Template"), Kind.CHOICE, 14, shown=True),
        Column("state", N_("State"), Kind.CHOICE, 10, shown=True, labels=EMAIL_STATES),
        Column("recipient", N_("Recipient"), Kind.TEXT, 26),
        Column("sent_at", N_("Sent"), Kind.MOMENT, 16),
        Column("body", N_("Whole message"), Kind.TEXT, 40),
    ),
    order="-created_at",
)

NOTES = ColumnSet(
    "note_history",
    N_("Private note, every version"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("written_at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("written_by", N_("Staff"), Kind.CHOICE, 12, shown=True),
        Column("excerpt", N_("Note"), Kind.TEXT, 40, shown=True),
        Column("body", N_("Whole note"), Kind.TEXT, 40),
    ),
)
