"""What the customer bought, and what the customer looked at, as panels."""

from __future__ import annotations

from custui.db.queries.panel import made_of, panel
from custui.domain.panels import sales

SAME_IP_SECONDS = 24 * 3600
"""A visitor this near in time on the same address may well be the customer."""

OWN_SESSIONS = 500
"""How many of the customer's last sessions are recent."""

_ADDRESSES_OF_SESSIONS = 100
"""Of how many of them the IP addresses count."""

_LONGEST_VISIT = 24 * 3600
"""Seconds: how long a visitor's session is taken to last at most."""

# A plain JOIN: in order it goes by the customer's orders, by key by the lines.
_BOUGHT = """
    sales_order o JOIN sales_order_line l ON l.order_id = o.id WHERE o.customer_id = ?1
    AND o.status_id IN (SELECT id FROM order_status WHERE counts_as_sale = 1)
"""

PURCHASES = panel(
    sales.PURCHASES,
    _BOUGHT,
    {
        "id": "l.id",
        "at": "o.placed_at",
        "quantity": "l.quantity",
        "name": "l.name",
        "category": "l.category",
        "reference": "o.reference",
        "price": "l.price",
        "value": "l.quantity * l.price",
        "order_id": "o.id",
    },
)


def _sums(column: str) -> str:
    return f"""
        SELECT min(l.id) AS id, {column} AS name, sum(l.quantity) AS quantity,
               sum(l.quantity * l.price) AS value, count(DISTINCT o.id) AS orders,
               max(o.placed_at) AS last_at
        FROM {_BOUGHT} GROUP BY {column}
    """


BY_PRODUCT = made_of(sales.BY_PRODUCT, _sums("l.name"))
BY_CATEGORY = made_of(sales.BY_CATEGORY, _sums("l.category"))

# A session that began as a visitor's and then logged in is the customer's own. The sign keeps the
# engine from going through every visitor of those days.
VIEWED = made_of(
    sales.VIEWED,
    f"""
    WITH own (id, ip, started_at, last_seen_at) AS (
        SELECT id, ip, started_at, last_seen_at FROM session WHERE customer_id = ?1
        ORDER BY last_seen_at DESC, id DESC LIMIT {OWN_SESSIONS}
    ), recent (ip, started_at, last_seen_at) AS (
        SELECT ip, started_at, last_seen_at FROM own WHERE ip <> ''
        ORDER BY last_seen_at DESC, id DESC LIMIT {_ADDRESSES_OF_SESSIONS}
    ), visitor (id) AS (
        SELECT DISTINCT v.id FROM recent r CROSS JOIN session v ON v.ip = r.ip
            AND v.last_seen_at >= r.started_at - {SAME_IP_SECONDS}
            AND v.last_seen_at <= r.last_seen_at + {SAME_IP_SECONDS + _LONGEST_VISIT}
        WHERE +v.customer_id IS NULL AND v.started_at <= r.last_seen_at + {SAME_IP_SECONDS}
    ), seen (product_id, at, same_ip) AS (
        SELECT p.product_id, p.at, 0 FROM own CROSS JOIN product_view p ON p.session_id = own.id
        UNION ALL
        SELECT p.product_id, p.at, 1
        FROM visitor CROSS JOIN product_view p ON p.session_id = visitor.id
    )
    SELECT 2 * seen.product_id + seen.same_ip AS id, max(seen.at) AS at,
           coalesce(product.name, '#' || seen.product_id) AS name, count(*) AS times,
           seen.same_ip AS same_ip, seen.product_id AS product_id
    FROM seen LEFT JOIN product ON product.id = seen.product_id
    GROUP BY seen.product_id, seen.same_ip
    """,
)
