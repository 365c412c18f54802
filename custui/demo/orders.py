"""Orders with their lines and the history of their statuses."""

from __future__ import annotations

from collections.abc import Sequence

from custui.demo.carts import CARRIERS, Carts
from custui.demo.catalogue import BASKETS, Basket
from custui.demo.clock import DAY, at_a_likely_hour
from custui.demo.draws import draws, wheel
from custui.demo.people import Person
from custui.demo.rows import Row, Rows
from custui.demo.showcase import FIRST_ORDER

# Numbers of statuses, as custui.db.defaults.STATUSES lists them.
AWAITING, ACCEPTED, PROCESSING, SHIPPED, DELIVERED, CANCELLED, REFUNDED, FAILED = range(1, 9)
VALID = frozenset({ACCEPTED, PROCESSING, SHIPPED, DELIVERED})

PAYMENTS = wheel(
    [("BLIK", 34.0), ("Przelewy24", 22.0), ("Visa", 18.0), ("Przelew", 10.0),
     ("Pobranie", 9.0), ("PayPal", 7.0)], 64,
)  # fmt: skip

_HOUR = 3600
_Path = tuple[tuple[int, int], ...]  # status and seconds after the order was placed

_DONE: _Path = ((ACCEPTED, 60), (SHIPPED, 26 * _HOUR), (DELIVERED, 70 * _HOUR))
_DONE_BY_TRANSFER: _Path = ((AWAITING, 0), (ACCEPTED, 20 * _HOUR), *_DONE[1:])
_PATHS: list[tuple[_Path, float]] = [
    (_DONE, 70.0),
    (_DONE_BY_TRANSFER, 8.0),
    (((ACCEPTED, 90), (DELIVERED, 48 * _HOUR)), 13.0),
    (((AWAITING, 0), (CANCELLED, 7 * DAY)), 4.0),
    ((*_DONE, (REFUNDED, 12 * DAY)), 3.0),
    (((FAILED, 120),), 2.0),
]
_PROCESSED: _Path = ((ACCEPTED, 60), (PROCESSING, 8 * _HOUR), (SHIPPED, 50 * _HOUR))
_OLD = wheel(_PATHS, 128)
_LATELY = wheel([(_PROCESSED, 40.0), (_DONE, 30.0), (_DONE_BY_TRANSFER, 20.0), *_PATHS[3:]], 128)
_SETTLED = 20 * DAY

_FREE_DELIVERY = 25_000
_DELIVERY = (999, 1299, 1499, 1999)
_CARTS_KEPT = 200 * DAY

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_TRIPLES = [a + b + c for a in _LETTERS for b in _LETTERS for c in _LETTERS]
_TRIPLE = len(_TRIPLES)
_STRIDE = 3_187_654_329_847  # shares no factor with 26
_REFERENCES = _TRIPLE**3


def _ordinal(letters: str) -> int:
    """The place of a reference among all that there can be."""
    place = 0
    for letter in letters:
        place = 26 * place + _LETTERS.index(letter)
    return place


_START = _ordinal(FIRST_ORDER)


def reference(number: int) -> str:
    """The nine letters of the ``number``-th order: no two alike, no order to be seen in them."""
    scattered = (_START + (number - 1) * _STRIDE) % _REFERENCES
    rest, last = divmod(scattered, _TRIPLE)
    first, middle = divmod(rest, _TRIPLE)
    return _TRIPLES[first] + _TRIPLES[middle] + _TRIPLES[last]


class Orders:
    """Makes the orders of one shop, numbered as they are made."""

    def __init__(self, seed: int, now: int, baskets: Sequence[Basket], carts: Carts) -> None:
        self._seed = seed
        self._now = now
        self._baskets = baskets
        self._carts = carts
        self._last_id = 0

    def add(self, people: Sequence[Person], rows: Rows) -> None:
        """Give each of ``people`` the orders they have made, and the totals that come of them."""
        total = sum(person.orders for person in people)
        stream = draws(total, 3, self._seed, "orders", people[0].id)
        for person in people:
            if person.orders:
                chosen = [next(stream) for _order in range(person.orders)]
                self._orders_of(person, chosen, rows)

    def _orders_of(self, person: Person, chosen: list[tuple[int, ...]], rows: Rows) -> None:
        start = person.registered_at
        span = (person.last_visit_at or start) - start
        moments = sorted(start + (span * (when >> 8) >> 24) for when, _what, _how in chosen)
        address = f"{person.street}, {person.postcode} {person.city.text}, {person.country}"
        shipped_to = f"{person.first.text} {person.last.text}, {address}"
        billed_to = f"{person.company.name}, {address}" if person.company.name else ""
        orders, lines, history = (
            rows["sales_order"],
            rows["sales_order_line"],
            rows["order_status_change"],
        )
        now, sales, valid = self._now, 0, 0
        for placed, (when, what, how) in zip(moments, chosen, strict=True):
            self._last_id = number = self._last_id + 1
            if span > DAY:
                placed = min(max(at_a_likely_hour(placed), start), start + span)
            status, paid = self._follow(number, placed, how, history)
            basket = self._baskets[what & BASKETS - 1]
            total = basket.total
            if total < _FREE_DELIVERY:
                total += _DELIVERY[what >> 13 & 3]
            carrier, letters, cart = CARRIERS[what >> 15 & 7], reference(number), None
            if placed > now - _CARTS_KEPT:
                cart = self._carts.ordered(person.id, number, placed, carrier, basket, rows)
                person.recent_orders.append((number, letters, placed))
            if status in VALID:
                sales += total
                valid += 1
            for line in basket.lines:
                lines.append((number, *line))
            orders.append((
                number, person.id, cart, letters, status, placed, paid,
                PAYMENTS[when & 63], carrier, total, shipped_to, billed_to,
            ))  # fmt: skip
        person.sales, person.order_count = sales, valid

    def _follow(
        self, order: int, placed: int, number: int, history: list[Row]
    ) -> tuple[int, int | None]:
        """Take an order through its statuses up to now; the last one and when it was paid."""
        path = (_OLD if self._now - placed > _SETTLED else _LATELY)[number & 127]
        later = number >> 7 & 0xFFF
        status, paid = 0, None
        for step, after in path:
            at = placed + after + later
            if at > self._now:
                break
            status = step
            if step == ACCEPTED:
                paid = at
            history.append((order, step, at))
        if not status:
            status = AWAITING
            history.append((order, status, placed))
        return status, paid
