"""What the customer bought, and what the customer looked at."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.queries.card.paging import Page, Panel

SAME_IP_SECONDS = 24 * 3600
"""A visitor this near in time on the same address may well be the customer."""

_RECENT_SESSIONS = 100
"""How many of the customer's last sessions count for that."""


@dataclass(frozen=True)
class Purchase:
    """A line of a valid order; ``price`` of one piece in minor units, ``at`` Unix seconds UTC."""

    at: int
    quantity: int
    name: str
    category: str
    price: int
    order_id: int
    reference: str


@dataclass(frozen=True)
class PurchaseSum:
    """What was bought of one product or one category; ``value`` in minor units."""

    name: str
    quantity: int
    value: int


@dataclass(frozen=True)
class ViewedProduct:
    """A product looked at, last at a moment (Unix seconds UTC) and how many times.

    ``same_ip``: not by the customer's own sessions but by a visitor on the same address.
    """

    at: int
    name: str
    times: int
    same_ip: bool
    product_id: int


_BOUGHT = """
    sales_order o JOIN order_status s ON s.id = o.status_id AND s.counts_as_sale = 1
    JOIN sales_order_line l ON l.order_id = o.id WHERE o.customer_id = ?
"""
_PURCHASES = Panel(
    Purchase,
    "o.placed_at, l.quantity, l.name, l.category, l.price, o.id, o.reference",
    _BOUGHT,
    "o.placed_at DESC, o.id DESC, l.id",
)

_VIEWED = f"""
WITH own (id, ip, started_at, last_seen_at) AS (
    SELECT id, ip, started_at, last_seen_at FROM session WHERE customer_id = :customer
), recent (ip, started_at, last_seen_at) AS (
    SELECT ip, started_at, last_seen_at FROM own WHERE ip <> ''
    ORDER BY last_seen_at DESC LIMIT {_RECENT_SESSIONS}
), visitor (id) AS (
    SELECT DISTINCT v.id FROM recent r JOIN session v ON v.ip = r.ip
        AND v.last_seen_at >= r.started_at - {SAME_IP_SECONDS}
    WHERE v.customer_id IS NULL AND v.started_at <= r.last_seen_at + {SAME_IP_SECONDS}
), seen (product_id, at, same_ip) AS (
    SELECT p.product_id, p.at, 0 FROM own JOIN product_view p ON p.session_id = own.id
    UNION ALL
    SELECT p.product_id, p.at, 1 FROM visitor JOIN product_view p ON p.session_id = visitor.id
)
SELECT max(seen.at), coalesce(product.name, ''), count(*), seen.same_ip, seen.product_id
FROM seen LEFT JOIN product ON product.id = seen.product_id
GROUP BY seen.product_id, seen.same_ip ORDER BY 1 DESC, seen.product_id
"""


def read_purchases(
    database: ShopDatabase, customer_id: int, limit: int | None = None, offset: int = 0
) -> Page[Purchase]:
    """Products of the customer's valid orders, newest first."""
    return _PURCHASES.read(database, (customer_id,), limit, offset)


def read_purchases_by_product(database: ShopDatabase, customer_id: int) -> tuple[PurchaseSum, ...]:
    """Sums by product, the most bought first."""
    return _sums(database, customer_id, "l.name")


def read_purchases_by_category(database: ShopDatabase, customer_id: int) -> tuple[PurchaseSum, ...]:
    """Sums by category, the most bought first."""
    return _sums(database, customer_id, "l.category")


def _sums(database: ShopDatabase, customer_id: int, column: str) -> tuple[PurchaseSum, ...]:
    rows = database.execute_sql(
        f"SELECT {column}, sum(l.quantity), sum(l.quantity * l.price) FROM {_BOUGHT}"
        f" GROUP BY {column} ORDER BY 2 DESC, 3 DESC, 1",
        (customer_id,),
    )
    return tuple(PurchaseSum(*row) for row in rows)


def read_viewed_products(database: ShopDatabase, customer_id: int) -> tuple[ViewedProduct, ...]:
    """Products looked at, the last one first.

    By the customer's own sessions (one that began as a visitor's and then logged in is among
    them), and by visitors within 24 h on an address that the customer used.
    """
    rows = database.raw().execute(_VIEWED, {"customer": customer_id})
    return tuple(
        ViewedProduct(at, name, times, bool(same_ip), product_id)
        for at, name, times, same_ip, product_id in rows
    )
