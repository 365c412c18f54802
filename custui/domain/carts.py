"""What is in a cart, from what was put in and taken out."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import NamedTuple


class Change(NamedTuple):
    """Something put into a cart (``quantity`` above 0), or taken out (below; ``None``: all of it).

    ``at`` in Unix seconds, ``price`` of one piece in minor units (``None``: it does not say).
    """

    at: int
    product_id: int | None
    name: str
    category: str
    quantity: int | None
    price: int | None


class Content(NamedTuple):
    """A product in a cart; ``price`` of one piece in minor units."""

    product_id: int | None
    name: str
    category: str
    quantity: int
    price: int


def contents(changes: Iterable[Change]) -> list[Content]:
    """What ``changes``, in the order in which they became known, leave in the cart.

    Products are told apart by number, or by name where there is none; the last name, category and
    price that was given counts.
    """
    held: dict[object, Content] = {}
    for change in sorted(changes, key=attrgetter("at")):
        key = change.product_id or change.name
        before = held.pop(key, Content(change.product_id, "", "", 0, 0))
        quantity = 0 if change.quantity is None else before.quantity + change.quantity
        if quantity > 0:
            held[key] = Content(
                change.product_id,
                change.name or before.name,
                change.category or before.category,
                quantity,
                before.price if change.price is None else change.price,
            )
    return list(held.values())
