"""Messages, vouchers, e-mails and the private note as panels."""

from __future__ import annotations

from custui.db.queries.panel import panel
from custui.domain.panels import contact

EXCERPT_LENGTH = 200
"""How many characters of a message its row carries."""

_LAST_MESSAGE = (
    "(SELECT id FROM message WHERE thread_id = t.id ORDER BY sent_at DESC, id DESC LIMIT 1)"
)
_AUTHOR = f"CASE m.author WHEN '' THEN '{contact.CUSTOMER}' ELSE m.author END"

THREADS = panel(
    contact.THREADS,
    f"message_thread t LEFT JOIN message m ON m.id = {_LAST_MESSAGE} WHERE t.customer_id = ?1",
    {
        "id": "t.id",
        "status": "t.status",
        "author": f"coalesce({_AUTHOR}, '')",
        "excerpt": f"coalesce(substr(m.body, 1, {EXCERPT_LENGTH}), t.subject)",
        "updated_at": "t.updated_at",
        "subject": "t.subject",
        "message_count": "(SELECT count(*) FROM message WHERE thread_id = t.id)",
        "reference": "coalesce((SELECT reference FROM sales_order WHERE id = t.order_id), '')",
        "order_id": "t.order_id",
    },
    counted="message_thread WHERE customer_id = ?1",
)

MESSAGES = panel(
    contact.MESSAGES,
    "message m WHERE m.thread_id = ?1",
    {
        "id": "m.id",
        "sent_at": "m.sent_at",
        "author": _AUTHOR,
        "excerpt": f"substr(m.body, 1, {EXCERPT_LENGTH})",
        "body": "m.body",
    },
)

VOUCHERS = panel(
    contact.VOUCHERS,
    "voucher v CROSS JOIN (SELECT ?2 AS moment) asked WHERE v.customer_id = ?1",
    {
        "id": "v.id",
        "code": "v.code",
        "name": "v.name",
        "status": "CASE WHEN v.active = 0 THEN 'off' WHEN v.valid_to < asked.moment THEN 'expired'"
        " WHEN v.quantity = 0 THEN 'used up'"
        " WHEN v.valid_from > asked.moment THEN 'not yet valid' ELSE 'active' END",
        "quantity": "v.quantity",
        "percent_off": "v.percent_off",
        "amount_off": "v.amount_off",
        "valid_from": "v.valid_from",
        "valid_to": "v.valid_to",
    },
)

EMAILS = panel(
    contact.EMAILS,
    "sent_email e WHERE e.customer_id = ?1",
    {
        "id": "e.id",
        "created_at": "e.created_at",
        "language": "e.language",
        "subject": "e.subject",
        "template": "e.template",
        "state": "e.state",
        "recipient": "e.recipient",
        "sent_at": "e.sent_at",
        "body": "e.body",
    },
)

NOTES = panel(
    contact.NOTES,
    "customer_note n WHERE n.customer_id = ?1",
    {
        "id": "n.id",
        "written_at": "n.written_at",
        "written_by": "n.written_by",
        "excerpt": f"substr(n.body, 1, {EXCERPT_LENGTH})",
        "body": "n.body",
    },
)
