"""The names of events, and the steps on the way to an order that they show."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final


class Event(IntEnum):
    """What somebody does in a session, by the number under which the database keeps it."""

    PAGE = 1
    PRODUCT_VIEW = 2
    CART_ADD = 3
    CART_REMOVE = 4
    CHECKOUT = 5
    PAYMENT = 6
    ORDER = 7
    LOGIN = 8


PRESENCE: Final[Mapping[str, int]] = {
    "page": int(Event.PAGE),
    "product_view": int(Event.PRODUCT_VIEW),
    "cart_add": int(Event.CART_ADD),
    "cart_remove": int(Event.CART_REMOVE),
    "checkout": int(Event.CHECKOUT),
    "payment": int(Event.PAYMENT),
}
"""Events of somebody who is in the shop, by the name in the feed. Plain numbers are quicker."""

LOGINS: Final = ("login", "login_failed", "logout")

RECORDS: Final = (
    "customer",
    "address",
    "product",
    "order",
    "order_status",
    "message",
    "voucher",
    "email_sent",
)
"""Records: each is whole, and may be sent any number of times."""

BROWSING, PRODUCT, CART, CHECKOUT, PAYMENT, ORDER = range(6)
"""The stages by their place; those from ``PRODUCT`` on are steps on the way to an order."""

STAGES: Final = ("browsing", "product", "cart", "checkout", "payment", "order")
"""What somebody in the shop is doing, as the database keeps it."""

STAGE_OF: Final = (
    None,  # there is no event 0
    BROWSING,
    PRODUCT,
    CART,
    CART,
    CHECKOUT,
    PAYMENT,
    ORDER,
    None,  # who logs in goes on doing what they did
)
"""The stage that an event shows, by the event's number."""

OPENS_PAGE: Final = (False, True, True, False, False, True, True, False, False)
"""Whether an event opens a page, by its number: a cart is filled on the page that is open."""
