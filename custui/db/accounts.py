"""What stands in the way of helping with an account, or not."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase


@dataclass(frozen=True)
class Account:
    """A customer's account, as far as help with it goes."""

    customer_id: int
    shop_id: int
    email: str
    language: str
    is_guest: bool
    banned: bool
    erased: bool
    assistance_allowed: bool


def read_account(database: ShopDatabase, customer_id: int) -> Account | None:
    """The account of that number; ``None`` when there is no such customer."""
    row = database.execute_sql(
        "SELECT id, shop_id, email, language, is_guest, banned, erased_at IS NOT NULL,"
        " assistance_allowed FROM customer WHERE id = ?",
        (customer_id,),
    ).fetchone()
    return Account(*row[:4], *map(bool, row[4:])) if row else None


def has_open_cart(database: ShopDatabase, customer_id: int, cart_id: int) -> bool:
    """Whether a cart is the customer's and has not become an order."""
    found = database.execute_sql(
        "SELECT 1 FROM cart WHERE id = ? AND customer_id = ? AND order_id IS NULL",
        (cart_id, customer_id),
    ).fetchone()
    return found is not None
