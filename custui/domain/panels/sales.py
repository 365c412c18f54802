"""Orders, carts and products."""

from __future__ import annotations

from custui.domain.columns import Column, ColumnSet, Kind
from custui.locale import N_

_LINES = (
    Column("id", N_("ID"), Kind.NUMBER, 9),
    Column("name", N_("Product"), Kind.TEXT, 30, shown=True),
    Column("category", N_("Category"), Kind.TEXT, 16, shown=True),
    Column("quantity", N_("Quantity"), Kind.NUMBER, 5, short=N_("Qty"), shown=True),
    Column("price", N_("Price"), Kind.MONEY, 10, shown=True),
    Column("value", N_("Value"), Kind.MONEY, 12, shown=True),
    Column("product_id", N_("Product number"), Kind.NUMBER, 9),
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
        Column("product_count", N_("Products"), Kind.NUMBER, 8, short=N_("Qty"), shown=True),
        Column("total", N_("Total"), Kind.MONEY, 12, shown=True),
        Column("valid", N_("Valid"), Kind.FLAG, 5),
        Column("paid_at", N_("Paid"), Kind.MOMENT, 16),
        Column("carrier", N_("Carrier"), Kind.CHOICE, 14),
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
