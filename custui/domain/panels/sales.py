"""Orders, carts and products."""

from __future__ import annotations

from custui.domain.columns import Column, ColumnSet, Kind
from custui.locale import N_

_LINES = (
    Column("id", N_("ID"), Kind.NUMBER, 9),
    Column("name", N_("Name"), Kind.TEXT, 30, shown=True),
    Column("category", N_("Category"), Kind.CHOICE, 16, shown=True),
    Column("quantity", N_("Quantity"), Kind.NUMBER, 5, short=N_("Qty"), shown=True),
    Column("price", N_("Price"), Kind.MONEY, 10, shown=True),
    Column("value", N_("Value"), Kind.MONEY, 12, shown=True),
    Column("product_id", N_("Product number"), Kind.NUMBER, 9, short=N_("Product")),
)

ORDERS = ColumnSet(
    "order_list",
    N_("Orders"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9, shown=True),
        Column("reference", N_("Reference"), Kind.TEXT, 11, shown=True),
        Column("placed_at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("payment", N_("Payment"), Kind.CHOICE, 12, shown=True),
        Column("status", N_("Status"), Kind.CHOICE, 18, shown=True),
        Column("product_count", N_("Products"), Kind.NUMBER, 5, short=N_("Qty"), shown=True),
        Column("total", N_("Total"), Kind.MONEY, 12, shown=True),
        Column("valid", N_("Valid"), Kind.FLAG, 5),
        Column("paid_at", N_("Paid"), Kind.MOMENT, 16),
        Column("carrier", N_("Carrier"), Kind.CHOICE, 14),
        Column("products_value", N_("Value of the products"), Kind.MONEY, 12, short=N_("Value")),
        Column("cart_id", N_("Cart"), Kind.NUMBER, 9),
        Column("shipping_address", N_("Delivery address"), Kind.TEXT, 30),
        Column("billing_address", N_("Billing address"), Kind.TEXT, 30),
    ),
    order="-placed_at",
)

ORDER_LINES = ColumnSet("lines", N_("Products"), _LINES, order="id")

STATUS_HISTORY = ColumnSet(
    "status_history",
    N_("Status history"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("status", N_("Status"), Kind.CHOICE, 18, shown=True),
    ),
    order="-at",
)

CARTS = ColumnSet(
    "open_carts",
    N_("Carts not turned into an order"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9, shown=True),
        Column("updated_at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("carrier", N_("Carrier"), Kind.CHOICE, 14, shown=True),
        Column("product_count", N_("Products"), Kind.NUMBER, 5, short=N_("Qty"), shown=True),
        Column("total", N_("Total"), Kind.MONEY, 12, shown=True),
        Column("created_at", N_("Begun"), Kind.MOMENT, 16),
    ),
    order="-updated_at",
)

CART_LINES = ColumnSet("lines", N_("Products"), _LINES, order="id")

PURCHASES = ColumnSet(
    "purchases",
    N_("Purchased products"),
    (
        Column("id", N_("ID"), Kind.NUMBER, 9),
        Column("at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("quantity", N_("Quantity"), Kind.NUMBER, 5, short=N_("Qty"), shown=True),
        Column("name", N_("Name"), Kind.TEXT, 30, shown=True),
        Column("category", N_("Category"), Kind.CHOICE, 16, shown=True),
        Column("reference", N_("Order"), Kind.TEXT, 11, shown=True),
        Column("price", N_("Price"), Kind.MONEY, 10),
        Column("value", N_("Value"), Kind.MONEY, 12),
        Column("order_id", N_("Order ID"), Kind.NUMBER, 13),
    ),
    order="-at",
)

_SUMS = (
    Column("quantity", N_("Quantity"), Kind.NUMBER, 6, short=N_("Qty"), shown=True),
    Column("value", N_("Value"), Kind.MONEY, 12, shown=True),
    Column("orders", N_("Orders"), Kind.NUMBER, 10, shown=True),
    Column("last_at", N_("Last bought"), Kind.MOMENT, 16, short=N_("Last"), shown=True),
    Column("id", N_("ID"), Kind.NUMBER, 9),
)

BY_PRODUCT = ColumnSet(
    "by_product",
    N_("Purchased by product"),
    (Column("name", N_("Name"), Kind.TEXT, 30, shown=True), *_SUMS),
    order="-quantity,-value",
)

BY_CATEGORY = ColumnSet(
    "by_category",
    N_("Purchased by category"),
    (Column("name", N_("Category"), Kind.TEXT, 30, shown=True), *_SUMS),
    order="-quantity,-value",
)

VIEWED = ColumnSet(
    "viewed_products",
    N_("Recently viewed products"),
    (
        Column("at", N_("Date"), Kind.MOMENT, 16, shown=True),
        Column("name", N_("Name"), Kind.TEXT, 30, shown=True),
        Column("times", N_("Times"), Kind.NUMBER, 6, shown=True),
        Column("same_ip", N_("Same IP"), Kind.FLAG, 10, shown=True),
        Column("product_id", N_("Product number"), Kind.NUMBER, 9, short=N_("Product")),
        Column("id", N_("ID"), Kind.NUMBER, 9),
    ),
    order="-at",
)
