"""What the simulator needs to know of a shop: some of its customers and products, free numbers."""

from __future__ import annotations

from typing import NamedTuple

from custui.db.connection import ShopDatabase

_MOST_CUSTOMERS = 5000
_MOST_PRODUCTS = 1000
_FREE_BELOW = 2**62


class Regular(NamedTuple):
    """A registered customer who may come to the shop."""

    id: int
    email: str
    first_name: str
    last_name: str


class Ware(NamedTuple):
    """A product; ``price`` in minor units."""

    id: int
    name: str
    category: str
    price: int


class Stage(NamedTuple):
    """A shop that traffic is made up for; numbers after the ``last`` ones are free."""

    regulars: list[Regular]
    wares: list[Ware]
    last_customer: int
    last_cart: int


def read_stage(database: ShopDatabase, shop_id: int) -> Stage:
    """The shop's customers, oldest first, up to some thousands, and its products."""
    run = database.execute_sql
    regulars = run(
        "SELECT id, email, first_name, last_name FROM customer"
        " WHERE shop_id = ? AND is_guest = 0 AND banned = 0 AND enabled = 1 ORDER BY id LIMIT ?",
        (shop_id, _MOST_CUSTOMERS),
    ).fetchall()
    wares = run(
        "SELECT id, name, category, price FROM product ORDER BY id LIMIT ?", (_MOST_PRODUCTS,)
    ).fetchall()
    last_customer, last_cart = (
        run(f"SELECT coalesce(max(id), 0) FROM {table} WHERE id < ?", (_FREE_BELOW,)).fetchone()[0]
        for table in ("customer", "cart")
    )
    return Stage(
        [Regular(*r) for r in regulars], [Ware(*w) for w in wares], last_customer, last_cart
    )
