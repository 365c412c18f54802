"""Orders and carts as panels, and the lists behind their rows."""

from __future__ import annotations

from custui.db.queries.panel import panel
from custui.domain.panels import sales

_LINE = {
    "id": "l.id",
    "name": "l.name",
    "category": "l.category",
    "quantity": "l.quantity",
    "price": "l.price",
    "value": "l.quantity * l.price",
    "product_id": "l.product_id",
}

# CROSS JOIN keeps the order of the tables, and with it that of the index.
ORDERS = panel(
    sales.ORDERS,
    "sales_order o CROSS JOIN order_status s ON s.id = o.status_id WHERE o.customer_id = ?1",
    {
        "id": "o.id",
        "reference": "o.reference",
        "placed_at": "o.placed_at",
        "payment": "o.payment",
        "status": "s.name",
        "product_count": "(SELECT coalesce(sum(quantity), 0) FROM sales_order_line"
        " WHERE order_id = o.id)",
        "total": "o.total",
        "valid": "s.counts_as_sale",
        "paid_at": "o.paid_at",
        "carrier": "o.carrier",
        "products_value": "(SELECT coalesce(sum(quantity * price), 0) FROM sales_order_line"
        " WHERE order_id = o.id)",
        "cart_id": "o.cart_id",
        "shipping_address": "o.shipping_address",
        "billing_address": "o.billing_address",
    },
    counted="sales_order WHERE customer_id = ?1",
)

ORDER_LINES = panel(sales.ORDER_LINES, "sales_order_line l WHERE l.order_id = ?1", _LINE)

STATUS_HISTORY = panel(
    sales.STATUS_HISTORY,
    "order_status_change h CROSS JOIN order_status s ON s.id = h.status_id WHERE h.order_id = ?1",
    {"id": "h.id", "at": "h.at", "status": "s.name"},
)

CARTS = panel(
    sales.CARTS,
    "cart k WHERE k.customer_id = ?1 AND k.order_id IS NULL",
    {
        "id": "k.id",
        "updated_at": "k.updated_at",
        "carrier": "k.carrier",
        "product_count": "(SELECT coalesce(sum(quantity), 0) FROM cart_line WHERE cart_id = k.id)",
        "total": "k.total",
        "created_at": "k.created_at",
    },
)

CART_LINES = panel(sales.CART_LINES, "cart_line l WHERE l.cart_id = ?1", _LINE)
