"""How many orders a customer made, and what they came to."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase


@dataclass(frozen=True)
class OrderSummary:
    """Valid orders with their value in minor units, and the count of the others.

    Valid: its status counts as a sale.
    """

    valid_count: int
    valid_value: int
    invalid_count: int


_SUMMARY = """
SELECT order_count, sales - opening_sales,
       (SELECT count(*) FROM sales_order WHERE customer_id = customer.id) - order_count
FROM customer WHERE id = ?
"""


def read_order_summary(database: ShopDatabase, customer_id: int) -> OrderSummary:
    """From the totals kept on the customer; the orders are counted in their index."""
    row = database.execute_sql(_SUMMARY, (customer_id,)).fetchone()
    return OrderSummary(*row) if row else OrderSummary(0, 0, 0)


def read_rank(database: ShopDatabase, customer_id: int) -> int | None:
    """1 + the number of customers with larger sales; ``None`` for one without sales."""
    row = database.execute_sql(
        "SELECT 1 + (SELECT count(*) FROM customer WHERE sales > c.sales) FROM customer c"
        " WHERE c.id = ? AND c.sales > 0",
        (customer_id,),
    ).fetchone()
    return None if row is None else int(row[0])
