"""Carts as the events of sessions tell of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from custui.db.connection import ShopDatabase
from custui.db.feed.sessions import KeptSession
from custui.db.totals import THESE, these
from custui.domain.carts import Change, contents
from custui.domain.events import CartLine
from custui.domain.events.kinds import Event

_CART_REMOVE = int(Event.CART_REMOVE)

_INSERT = """
INSERT INTO cart (id, shop_id, customer_id, session_id, order_id, created_at, updated_at, total)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_UPDATE = """
UPDATE cart SET customer_id = ?, session_id = ?, created_at = ?, updated_at = ?, total = ?
WHERE id = ?
"""
_INSERT_CHANGE = """
INSERT INTO cart_change (cart_id, at, product_id, name, category, quantity, price)
VALUES (?, ?, ?, ?, ?, ?, ?)
"""
_INSERT_LINE = """
INSERT INTO cart_line (cart_id, product_id, name, category, quantity, price)
VALUES (?, ?, ?, ?, ?, ?)
"""


class CartTouch(NamedTuple):
    """An event that names a cart: the shop's number of it, its total afterwards, the line."""

    cart: int
    at: int
    event: int
    amount: int | None
    line: CartLine | None
    session: KeptSession


class _Cart:
    """A cart while a batch goes through; moments in Unix seconds, ``total`` in minor units."""

    __slots__ = ("created_at", "customer_id", "id", "is_new", "session_id", "total", "updated_at")

    def __init__(self, number: int, *row: Any) -> None:
        self.id = number
        self.is_new = not row
        self.customer_id, self.session_id, self.created_at, self.updated_at, self.total = row or (
            None,
            None,
            0,
            0,
            0,
        )

    def touch(self, touched: CartTouch) -> None:
        if not self.created_at or touched.at < self.created_at:
            self.created_at = touched.at
        if touched.at >= self.updated_at:
            self.updated_at, self.session_id = touched.at, touched.session.id
            if touched.amount is not None:
                self.total = touched.amount
            if touched.session.customer_id is not None:
                self.customer_id = touched.session.customer_id


def touch_carts(database: ShopDatabase, shop_id: int, touches: Sequence[CartTouch]) -> None:
    """Bring carts in line with the events that name them.

    A cart of another shop is left alone.
    """
    if not touches:
        return
    carts = _carts(database, shop_id, {touched.cart for touched in touches})
    for touched in touches:
        if touched.cart in carts:
            carts[touched.cart].touch(touched)
    _store(database, shop_id, carts.values())
    _store_lines(database, [each for each in touches if each.line and each.cart in carts])


def _carts(database: ShopDatabase, shop_id: int, numbers: Collection[int]) -> dict[int, _Cart]:
    carts = {number: _Cart(number) for number in numbers}
    for number, shop, *row in database.execute_sql(
        "SELECT id, shop_id, customer_id, session_id, created_at, updated_at, total FROM cart"
        f" WHERE id IN {THESE}",
        (these(list(numbers)),),
    ):
        if shop == shop_id:
            carts[number] = _Cart(number, *row)
        else:
            del carts[number]
    return carts


def _store(database: ShopDatabase, shop_id: int, carts: Iterable[_Cart]) -> None:
    new = [cart for cart in carts if cart.is_new]
    orders = _orders_of(database, shop_id, [cart.id for cart in new])
    for cart in new:
        if cart.customer_id is None:
            cart.customer_id = orders.get(cart.id, (None, None))[1]
    raw = database.raw()
    raw.executemany(
        _INSERT,
        [
            (c.id, shop_id, c.customer_id, c.session_id, orders.get(c.id, (None,))[0],
             c.created_at, c.updated_at, c.total)
            for c in new
        ],
    )  # fmt: skip
    raw.executemany(
        _UPDATE,
        [
            (c.customer_id, c.session_id, c.created_at, c.updated_at, c.total, c.id)
            for c in carts
            if not c.is_new
        ],
    )


def _orders_of(
    database: ShopDatabase, shop_id: int, carts: Sequence[int]
) -> dict[int, tuple[int, int | None]]:
    """The orders that carts became before they were known here, and whose they are."""
    rows = database.execute_sql(
        f"SELECT cart_id, id, customer_id FROM sales_order WHERE cart_id IN {THESE}"
        " AND shop_id = ?",
        (these(carts), shop_id),
    ).fetchall()
    return {cart: (order, customer) for cart, order, customer in rows}


def _store_lines(database: ShopDatabase, touches: Sequence[CartTouch]) -> None:
    if not touches:
        return
    numbers = sorted({touched.cart for touched in touches})
    _keep_lines_as_changes(database, numbers)
    database.raw().executemany(
        _INSERT_CHANGE,
        [
            (touched.cart, touched.at, *_change(touched.event, touched.line))
            for touched in touches
            if touched.line is not None
        ],
    )
    changes: dict[int, list[Change]] = defaultdict(list)
    for cart, *change in database.execute_sql(
        "SELECT cart_id, at, product_id, name, category, quantity, price FROM cart_change"
        f" WHERE cart_id IN {THESE} ORDER BY id",
        (these(numbers),),
    ):
        changes[cart].append(Change(*change))
    database.execute_sql(f"DELETE FROM cart_line WHERE cart_id IN {THESE}", (these(numbers),))
    database.raw().executemany(
        _INSERT_LINE, [(cart, *line) for cart in numbers for line in contents(changes[cart])]
    )


def _change(event: int, line: CartLine) -> tuple[Any, ...]:
    product, name, category, quantity, price = line
    if event == _CART_REMOVE and quantity is not None:
        quantity = -quantity
    return product, name, category, quantity, price


def _keep_lines_as_changes(database: ShopDatabase, carts: Sequence[int]) -> None:
    """Let what a cart held before its first event here be the first thing put into it."""
    database.execute_sql(
        "INSERT INTO cart_change (cart_id, at, product_id, name, category, quantity, price)"
        " SELECT l.cart_id, c.created_at, l.product_id, l.name, l.category, l.quantity, l.price"
        f" FROM cart_line l JOIN cart c ON c.id = l.cart_id WHERE l.cart_id IN {THESE}"
        " AND NOT EXISTS (SELECT 1 FROM cart_change k WHERE k.cart_id = l.cart_id) ORDER BY l.id",
        (these(carts),),
    )


def close_cart(database: ShopDatabase, shop_id: int, cart_id: int, order_id: int) -> None:
    """Note which order a cart became, if the cart is known; nobody's is the order's customer's."""
    database.execute_sql(
        "UPDATE cart SET order_id = ?1, customer_id = coalesce(customer_id,"
        " (SELECT customer_id FROM sales_order WHERE id = ?1)) WHERE id = ?2 AND shop_id = ?3",
        (order_id, cart_id, shop_id),
    )
