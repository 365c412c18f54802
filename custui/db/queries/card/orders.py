"""Orders, carts not turned into an order, and what a company owes."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.queries.card.paging import Page, Panel

_DAY = 86_400


@dataclass(frozen=True)
class Order:
    """An order; ``total`` in minor units, moments in Unix seconds UTC.

    Valid: its status counts as a sale.
    """

    id: int
    reference: str
    placed_at: int
    payment: str
    status: str
    product_count: int
    total: int
    paid_at: int | None
    carrier: str
    valid: bool


@dataclass(frozen=True)
class OrderSummary:
    """Valid orders with their value in minor units, and the count of the others."""

    valid_count: int
    valid_value: int
    invalid_count: int


@dataclass(frozen=True)
class Cart:
    """A cart with no order; ``total`` in minor units, moments in Unix seconds UTC."""

    id: int
    created_at: int
    updated_at: int
    carrier: str
    product_count: int
    total: int


@dataclass(frozen=True)
class Standing:
    """What a company owes, in minor units, and for how long; unpaid orders are valid ones.

    ``payment_required`` when it owes more than allowed, or for longer.
    """

    owed: int
    allowed_outstanding: int
    oldest_unpaid_days: int
    max_payment_days: int

    @property
    def payment_required(self) -> bool:
        """Past either limit."""
        return self.owed > 0 and (
            self.owed > self.allowed_outstanding or self.oldest_unpaid_days > self.max_payment_days
        )


_ORDERS = Panel(
    Order,
    "o.id, o.reference, o.placed_at, o.payment, s.name,"
    " (SELECT coalesce(sum(quantity), 0) FROM sales_order_line WHERE order_id = o.id),"
    " o.total, o.paid_at, o.carrier, s.counts_as_sale",
    "sales_order o JOIN order_status s ON s.id = o.status_id WHERE o.customer_id = ?",
    "o.placed_at DESC, o.id DESC",
    counted="sales_order WHERE customer_id = ?",
    flags=1,
)

_CARTS = Panel(
    Cart,
    "c.id, c.created_at, c.updated_at, c.carrier,"
    " (SELECT coalesce(sum(quantity), 0) FROM cart_line WHERE cart_id = c.id), c.total",
    "cart c WHERE c.customer_id = ? AND c.order_id IS NULL",
    "c.updated_at DESC, c.id DESC",
)


def read_orders(
    database: ShopDatabase, customer_id: int, limit: int | None = None, offset: int = 0
) -> Page[Order]:
    """The customer's orders, newest first."""
    return _ORDERS.read(database, (customer_id,), limit, offset)


def read_order_summary(database: ShopDatabase, customer_id: int) -> OrderSummary:
    """From the totals kept on the customer: as quick with 20,000 orders as with two."""
    row = database.execute_sql(
        "SELECT order_count, sales - opening_sales,"
        " (SELECT count(*) FROM sales_order WHERE customer_id = customer.id) - order_count"
        " FROM customer WHERE id = ?",
        (customer_id,),
    ).fetchone()
    return OrderSummary(*row) if row else OrderSummary(0, 0, 0)


def read_open_carts(
    database: ShopDatabase, customer_id: int, limit: int | None = None, offset: int = 0
) -> Page[Cart]:
    """Carts that were not turned into an order, newest first."""
    return _CARTS.read(database, (customer_id,), limit, offset)


def read_standing(database: ShopDatabase, customer_id: int, *, now: int) -> Standing:
    """What the customer owes at ``now`` (Unix seconds UTC)."""
    owed, oldest = database.execute_sql(
        "SELECT coalesce(sum(o.total), 0), min(o.placed_at) FROM sales_order o"
        " JOIN order_status s ON s.id = o.status_id"
        " WHERE o.customer_id = ? AND o.paid_at IS NULL AND s.counts_as_sale = 1",
        (customer_id,),
    ).fetchone()
    limits = database.execute_sql(
        "SELECT allowed_outstanding, max_payment_days FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    allowed, days = limits or (0, 0)
    return Standing(owed, allowed, max(0, now - oldest) // _DAY if oldest is not None else 0, days)
