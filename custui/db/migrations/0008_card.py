"""Indexes by which a card opens as fast with 20,000 orders as with two."""

from typing import Any

from custui.db.script import run_script

INDEXES = """
CREATE INDEX cart_open ON cart (customer_id, updated_at) WHERE order_id IS NULL;
CREATE INDEX sales_order_unpaid ON sales_order (customer_id, placed_at) WHERE paid_at IS NULL;
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, INDEXES)
