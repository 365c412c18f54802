"""Plants hostile texts in every column that a stranger can fill."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.demo_load import copy_emails, overwrite
from custui.db.totals import refresh_addresses
from custui.demo.hostile_texts import NUL, TEXTS
from custui.demo.showcase import SHOWCASE
from custui.domain.text import email_key, fold, sort_key

EVERY = 97
"""One customer in so many is hostile."""

LEAST = len(TEXTS)
"""So many there are in any shop that has room for them, the newest first: one of each class."""

_CHUNK = 500

# Each child table with the column that leads to the customer, and the texts in it that came from
# outside with the room that they have.
_CHILDREN: dict[str, tuple[str, dict[str, int]]] = {
    "address": ("customer_id", {
        "alias": 255, "company": 255, "first_name": 255, "last_name": 255, "line1": 255,
        "line2": 255, "postcode": 32, "city": 255, "region": 255, "phone": 64,
        "phone_mobile": 64, "vat_id": 64}),
    "customer_note": ("customer_id", {"body": 255, "written_by": 64}),
    "consent": ("customer_id", {"source": 255, "recorded_by": 64}),
    "subscription": ("customer_id", {"source": 255}),
    "sales_order": ("customer_id", {
        "payment": 255, "carrier": 255, "shipping_address": 255, "billing_address": 255}),
    "cart": ("customer_id", {"carrier": 255}),
    "voucher": ("customer_id", {"name": 255}),
    "message_thread": ("customer_id", {"subject": 255}),
    "sent_email": ("customer_id", {"subject": 255, "template": 255, "language": 255, "body": 255}),
    "session": ("customer_id", {"user_agent": 255, "referrer": 255, "page": 255, "ip": 64}),
    "login_attempt": ("customer_id", {"user_agent": 255, "ip": 64, "reason": 255}),
    "login_grant": ("customer_id", {"reason": 255, "staff": 64}),
    "message": ("thread_id", {"body": 255, "author": 64}),
    "session_event": ("session_id", {"page": 255}),
    "sales_order_line": ("order_id", {"name": 255, "category": 255}),
    "cart_line": ("cart_id", {"name": 255, "category": 255}),
}  # fmt: skip
_CUSTOMER = (
    "first_name", "last_name", "email", "company", "first_name_fold", "last_name_fold",
    "email_fold", "company_fold", "first_name_sort", "last_name_sort", "company_sort", "email_key",
    "website", "vat_id", "regon",
)  # fmt: skip
_PARENTS = {
    "thread_id": "message_thread", "session_id": "session", "order_id": "sales_order",
    "cart_id": "cart",
}  # fmt: skip


def hostile_ids(customers: int) -> list[int]:
    """The customers who are hostile: spread over the shop, and every other one of the newest."""
    spread = set(range(EVERY, customers + 1, EVERY))
    newest = range(customers, SHOWCASE, -2)
    for customer in newest[:LEAST]:
        spread.add(customer)
    return sorted(spread)


def hostile_product_names() -> tuple[str, ...]:
    """Names for goods of the catalogue."""
    return TEXTS


def plant_hostile(database: ShopDatabase, customers: int) -> None:
    """Overwrite the texts of the hostile customers, and keep what is derived from them right.

    Call it inside the load, when the indexes are there and the search index is not.
    """
    # The newest first: the first page of the grid shows the worst.
    ids = hostile_ids(customers)[::-1]
    rows = [(*_customer(place, customer), customer) for place, customer in enumerate(ids)]
    overwrite(database, "customer", _CUSTOMER, "id", rows)
    for table, (column, texts) in _CHILDREN.items():
        children = [
            (*(_text(place + shift)[:room] for shift, room in enumerate(texts.values())), customer)
            for place, customer in enumerate(ids)
        ]
        overwrite(database, table, tuple(texts), column, children, parent=_PARENTS.get(column, ""))
    copy_emails(database, ids)
    for start in range(0, len(ids), _CHUNK):
        refresh_addresses(database, ids[start : start + _CHUNK])


def _text(number: int) -> str:
    return TEXTS[number % len(TEXTS)]


def _email(text: str, customer: int) -> str:
    """``text`` in a quoted local part, at a domain of its own."""
    quoted = text[:120].replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"@h{customer}.example'


def _customer(place: int, customer: int) -> tuple[str, ...]:
    """The texts of the ``place``-th hostile customer, as in ``_CUSTOMER``."""
    first, last = _text(place * 7 + 3), _text(place)
    company = NUL if place % 50 == 1 else _text(place * 5 + 1)
    email = _email(_text(place * 11 + 2), customer)
    return (
        first, last, email, company, fold(first), fold(last), fold(email), fold(company),
        sort_key(first), sort_key(last), sort_key(company), email_key(email),
        f"https://{_text(place + 9)}", _text(place + 4)[:64], _text(place + 5)[:64],
    )  # fmt: skip
