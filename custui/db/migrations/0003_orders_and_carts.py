"""Products, orders, carts and vouchers."""

from typing import Any

from custui.db.script import run_script

TABLES = """
CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL DEFAULT '',
    name TEXT NOT NULL,
    category TEXT NOT NULL DEFAULT '',
    price INTEGER NOT NULL DEFAULT 0 -- minor units
) STRICT;

CREATE TABLE order_status (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    counts_as_sale INTEGER NOT NULL CHECK (counts_as_sale IN (0, 1)) -- the order is valid
) STRICT;

CREATE TABLE sales_order (
    id INTEGER PRIMARY KEY,
    shop_id INTEGER NOT NULL DEFAULT 1 REFERENCES shop (id),
    customer_id INTEGER REFERENCES customer (id) ON DELETE SET NULL,
    cart_id INTEGER,
    reference TEXT NOT NULL,
    status_id INTEGER NOT NULL REFERENCES order_status (id),
    placed_at INTEGER NOT NULL,
    paid_at INTEGER,
    payment TEXT NOT NULL DEFAULT '',
    carrier TEXT NOT NULL DEFAULT '',
    total INTEGER NOT NULL, -- minor units
    shipping_address TEXT NOT NULL DEFAULT '', -- as it was when the order was placed
    billing_address TEXT NOT NULL DEFAULT '',
    UNIQUE (reference, shop_id)
) STRICT;
CREATE INDEX sales_order_customer ON sales_order (customer_id, placed_at);

CREATE TABLE sales_order_line (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES sales_order (id) ON DELETE CASCADE,
    product_id INTEGER,
    name TEXT NOT NULL,
    category TEXT NOT NULL DEFAULT '',
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price INTEGER NOT NULL -- minor units, each
) STRICT;
CREATE INDEX sales_order_line_order ON sales_order_line (order_id);

CREATE TABLE order_status_change (
    id INTEGER PRIMARY KEY,
    order_id INTEGER NOT NULL REFERENCES sales_order (id) ON DELETE CASCADE,
    status_id INTEGER NOT NULL REFERENCES order_status (id),
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX order_status_change_order ON order_status_change (order_id, at);

CREATE TABLE cart (
    id INTEGER PRIMARY KEY,
    shop_id INTEGER NOT NULL DEFAULT 1 REFERENCES shop (id),
    customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
    session_id INTEGER,
    order_id INTEGER REFERENCES sales_order (id) ON DELETE SET NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    carrier TEXT NOT NULL DEFAULT '',
    total INTEGER NOT NULL DEFAULT 0 -- minor units
) STRICT;
CREATE INDEX cart_customer ON cart (customer_id, updated_at);
CREATE INDEX cart_order ON cart (order_id) WHERE order_id IS NOT NULL;

CREATE TABLE cart_line (
    id INTEGER PRIMARY KEY,
    cart_id INTEGER NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
    product_id INTEGER,
    name TEXT NOT NULL,
    category TEXT NOT NULL DEFAULT '',
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    price INTEGER NOT NULL -- minor units, each
) STRICT;
CREATE INDEX cart_line_cart ON cart_line (cart_id);

CREATE TABLE voucher (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 64),
    name TEXT NOT NULL DEFAULT '',
    percent_off INTEGER CHECK (percent_off BETWEEN 0 AND 10000), -- 1/100 %
    amount_off INTEGER CHECK (amount_off >= 0), -- minor units
    quantity INTEGER NOT NULL DEFAULT 1 CHECK (quantity >= 0),
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    valid_from INTEGER,
    valid_to INTEGER,
    CHECK ((percent_off IS NULL) <> (amount_off IS NULL))
) STRICT;
CREATE INDEX voucher_customer ON voucher (customer_id);
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
