"""Carts: those that became orders not long ago, and those left behind."""

from __future__ import annotations

from collections.abc import Sequence

from custui.demo.catalogue import BASKETS, Basket
from custui.demo.clock import DAY
from custui.demo.draws import draws
from custui.demo.people import Person
from custui.demo.rows import Rows
from custui.demo.showcase import CARTS, SHOWCASE

CARRIERS = ("InPost", "InPost", "DPD", "Poczta Polska", "DHL", "Orlen Paczka", "UPS", "InPost")
"""A wheel of eight slots."""


class Carts:
    """Makes the carts of one shop, numbered as they are made."""

    def __init__(self, seed: int, now: int, baskets: Sequence[Basket]) -> None:
        self._seed = seed
        self._now = now
        self._baskets = baskets
        self._last_id = 0

    def ordered(
        self, customer: int, order: int, placed: int, carrier: str, basket: Basket, rows: Rows
    ) -> int:
        """The cart that became ``order``; returns its number."""
        return self._add(customer, order, placed - 900, placed, carrier, basket, rows)

    def add_abandoned(self, people: Sequence[Person], rows: Rows) -> None:
        """Leave carts behind: one in five people who came back has one, a few have more."""
        stream = draws(4 * len(people), 2, self._seed, "carts", people[0].id)
        for person in people:
            last = person.last_visit_at
            share = person.chance >> 7 & 255
            count = 0 if last is None or share > 58 else 2 if share < 6 else 1
            if person.id == SHOWCASE:
                count = CARTS
            for what, when in (next(stream) for _cart in range(count)):
                start = person.registered_at
                touched = start + ((last or start) - start) * (when >> 8) // 2**24
                if when & 3 == 0:
                    touched = last or start
                begun = max(start, touched - when % (2 * DAY))
                carrier = CARRIERS[what >> 15 & 7] if what >> 20 & 1 else ""
                basket = self._baskets[what & BASKETS - 1]
                number = self._add(person.id, None, begun, touched, carrier, basket, rows)
                person.open_cart = (number, basket.total)

    def _add(
        self,
        customer: int,
        order: int | None,
        created: int,
        updated: int,
        carrier: str,
        basket: Basket,
        rows: Rows,
    ) -> int:
        self._last_id = number = self._last_id + 1
        rows["cart"].append(
            (number, customer, None, order, created, updated, carrier, basket.total)
        )
        rows["cart_line"].extend([(number, *line) for line in basket.lines])
        return number
