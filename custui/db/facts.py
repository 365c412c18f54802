"""What a customer alone should know, as the shop knows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.row_changes import Value

BIRTHDAY, CITY, POSTCODE, STREET, PHONE = ("birthday", "city", "postcode", "street", "phone_end")
ORDER_DAY, ORDER_TOTAL, PRODUCT = ("last_order_day", "last_order_total", "last_order_product")
REGISTERED, TAX_NUMBER = ("registered_year", "vat_id_end")

KINDS: Final[tuple[tuple[str, ...], ...]] = (
    (BIRTHDAY,),
    (CITY, POSTCODE, STREET),
    (ORDER_DAY, ORDER_TOTAL, PRODUCT),
    (PHONE,),
    (TAX_NUMBER,),
    (REGISTERED,),
)
"""Facts that whoever knows one of a kind often knows another of, too."""

DIGITS_ASKED: Final = 3
"""How many digits at the end of a number are asked for."""

_ORDER = """
FROM sales_order o JOIN order_status s ON s.id = o.status_id
WHERE o.customer_id = c.id AND s.counts_as_sale = 1 ORDER BY o.placed_at DESC, o.id DESC LIMIT 1
"""
_ADDRESS = """
FROM address a WHERE a.customer_id = c.id AND a.deleted = 0
ORDER BY a.default_billing DESC, a.default_shipping DESC, a.id LIMIT 1
"""
_FACTS: Final[Mapping[str, str]] = {
    BIRTHDAY: "c.birthday",
    CITY: "c.city",
    POSTCODE: "c.postcode",
    STREET: f"(SELECT a.line1 {_ADDRESS})",
    PHONE: "digits(c.phone)",
    ORDER_DAY: f"(SELECT o.placed_at {_ORDER})",
    ORDER_TOTAL: f"(SELECT o.total {_ORDER})",
    PRODUCT: "(SELECT l.name FROM sales_order_line l WHERE l.order_id ="
    f" (SELECT o.id {_ORDER}) ORDER BY l.price * l.quantity DESC, l.id LIMIT 1)",
    REGISTERED: "c.registered_at",
    TAX_NUMBER: "digits(c.vat_id)",
}


def read_facts(database: ShopDatabase, customer_id: int) -> dict[str, Value]:
    """What is known of a customer, by the name of the fact; what is not known is left out.

    Days of orders and registration are moments (Unix seconds UTC), totals in minor units.
    """
    row = database.execute_sql(
        f"SELECT {', '.join(_FACTS.values())} FROM customer c WHERE c.id = ?", (customer_id,)
    ).fetchone()
    found = dict(zip(_FACTS, row, strict=True)) if row else {}
    return {name: value for name, value in found.items() if _tells(name, value)}


def _tells(name: str, value: Value) -> bool:
    """Whether there is something to ask for."""
    if name in (PHONE, TAX_NUMBER):
        return len(str(value or "")) > DIGITS_ASKED
    return value is not None and bool(str(value).strip())
