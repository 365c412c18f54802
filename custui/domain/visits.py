"""A session as its events leave it, and what it adds to the kept sums.

Everything here depends on which events there were, not on the order in which they became known:
``fold`` puts them in the order of their moments, those of one second as they came. ``Visit.take``
does the same one event at a time, for events that come in that order anyway.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Final, NamedTuple

from custui.domain.events.kinds import CART, CHECKOUT, OPENS_PAGE, ORDER, PAYMENT, STAGE_OF, Event

EVENTS, ACTIVE = 0, 1
"""Columns of a second's sums: events, and sessions with their first one in a minute."""
REACHED: Final = (None, 2, 3, 4, 5, 6)
"""The column of each step, by the stage: sessions that came to it, or past it, for the first time.
"""
LEFT_CART, LEFT_CHECKOUT, LEFT_PAYMENT, LEFT_VALUE = 7, 8, 9, 10
"""The columns of carts left behind, by the step their session came to, and of their value."""
COLUMNS: Final = 11

_MINUTE = 60
_NEEDS_CART: Final = frozenset({int(Event.CART_ADD), int(Event.CHECKOUT), int(Event.PAYMENT)})
"""Events that there is a cart at, even where they do not say what is in it."""
_PRODUCT_VIEW: Final = int(Event.PRODUCT_VIEW)
_ORDER: Final = int(Event.ORDER)


class Done(NamedTuple):
    """What was done in a session at a moment (Unix seconds UTC).

    ``amount`` is the cart's total afterwards in minor units, ``customer`` the shop's number of the
    customer; ``None`` where the event does not say.
    """

    at: int
    event: int
    page: str = ""
    cart: int | None = None
    amount: int | None = None
    customer: int | None = None


class Left(NamedTuple):
    """A cart that nobody has come back to: when it was last touched, how far it had come, where."""

    at: int
    stage: int
    page: str
    value: int


class Returned(NamedTuple):
    """A cart that was left for longer than the online window, and that somebody came back to."""

    left: Left
    back_at: int


class Tally:
    """What sessions add to the kept sums.

    ``seconds`` has a list of ``COLUMNS`` numbers for each second in which something changed,
    ``pages`` carts and value by second and page; ``window`` is the online window in seconds, a
    minute at least.
    """

    def __init__(self, window: int) -> None:
        self.window = window
        self.seconds: dict[int, list[int]] = {}
        self.pages: dict[tuple[int, str], list[int]] = {}

    def second(self, at: int) -> list[int]:
        """The numbers of a second, to be changed."""
        try:
            return self.seconds[at]
        except KeyError:
            self.seconds[at] = numbers = [0] * COLUMNS
            return numbers

    def count_left(self, left: Left | None, times: int) -> None:
        """Add a cart left behind (``times`` 1), or take it back (-1)."""
        if left is None:
            return
        numbers = self.second(left.at)
        numbers[LEFT_CART + left.stage - CART] += times
        numbers[LEFT_VALUE] += times * left.value
        pages = self.pages.setdefault((left.at, left.page), [0, 0])
        pages[0] += times
        pages[1] += times * left.value

    def add(self, other: Tally, times: int) -> None:
        """Add the sums of another tally (``times`` 1), or take them back (-1)."""
        for at, numbers in other.seconds.items():
            mine = self.second(at)
            for column, number in enumerate(numbers):
                mine[column] += times * number
        for key, pair in other.pages.items():
            pages = self.pages.setdefault(key, [0, 0])
            pages[0] += times * pair[0]
            pages[1] += times * pair[1]


class Visit:
    """A session: moments in Unix seconds UTC, ``cart_total`` in minor units.

    ``stage`` is what is being done, since ``stage_since``; ``reached`` when each step was come to,
    by stage (the first is no step). Somebody ``has_cart`` from the first thing put in until the
    order, or until it is empty again.
    """

    __slots__ = (
        "cart_id",
        "cart_total",
        "customer_number",
        "has_cart",
        "last_seen_at",
        "page",
        "page_count",
        "reached",
        "stage",
        "stage_since",
        "started_at",
    )

    def __init__(self) -> None:
        self.started_at = 0
        self.last_seen_at = 0
        self.stage = 0
        self.stage_since = 0
        self.page = ""
        self.page_count = 0
        self.cart_id: int | None = None
        self.cart_total = 0
        self.has_cart = False
        self.customer_number: int | None = None
        self.reached: list[int | None] = [None] * (ORDER + 1)

    def take(
        self,
        at: int,
        event: int,
        page: str,
        cart: int | None,
        amount: int | None,
        customer: int | None,
        tally: Tally,
    ) -> Returned | None:
        """Go on with the next event (the fields of a ``Done``), not before ``last_seen_at``.

        Returns the cart that was left for longer than the window of ``tally``, and come back to.
        """
        numbers = tally.second(at)
        numbers[EVENTS] += 1
        returned = None
        if at // _MINUTE != self.last_seen_at // _MINUTE:
            numbers[ACTIVE] += 1
            if not self.started_at:
                self.started_at = self.stage_since = at
            elif self.has_cart and at - self.last_seen_at > tally.window:
                left = self.left()
                returned = left and Returned(left, at)
        self.last_seen_at = at
        stage = STAGE_OF[event]
        if stage is not None and stage != self.stage:
            self.stage, self.stage_since = stage, at
            if stage and self.reached[stage] is None:
                self._reach(stage, at, numbers)
        if page:
            self.page = page
        if OPENS_PAGE[event]:
            self.page_count += 1
        if cart is not None or amount is not None or event > _PRODUCT_VIEW:
            self._look_into_cart(event, cart, amount)
        if customer is not None:
            self.customer_number = customer
        return returned

    def _look_into_cart(self, event: int, cart: int | None, amount: int | None) -> None:
        if cart is not None:
            self.cart_id = cart
        if amount is not None:
            self.cart_total, self.has_cart = amount, amount > 0
        elif event in _NEEDS_CART:
            self.has_cart = True
        if event == _ORDER:
            self.cart_id, self.cart_total, self.has_cart = None, 0, False

    def _reach(self, stage: int, at: int, numbers: list[int]) -> None:
        """Who comes to a step has come to those before it."""
        for step in range(1, stage + 1):
            if self.reached[step] is None:
                self.reached[step] = at
                numbers[REACHED[step] or 0] += 1

    def keep_beginning(self, known: Visit, again: Visit) -> None:
        """Keep what was ``known`` of a beginning whose events are gone.

        ``again`` is what the events that are left came to before.
        """
        self.started_at = min(self.started_at, known.started_at)
        self.page_count += known.page_count - again.page_count
        self.reached = [
            min(filter(None, moments), default=None)
            for moments in zip(self.reached, known.reached, strict=True)
        ]

    def left(self) -> Left | None:
        """The cart that is left behind unless somebody goes on; ``None``: no cart, or an order."""
        if not self.has_cart or self.reached[ORDER] is not None:
            return None
        stage = PAYMENT if self.reached[PAYMENT] else CHECKOUT if self.reached[CHECKOUT] else CART
        return Left(self.last_seen_at, stage, self.page, self.cart_total)


class Folded(NamedTuple):
    """A session put together from its events: what it is, what it adds, carts come back to.

    The tally does not have the cart that the session leaves behind at its end.
    """

    visit: Visit
    tally: Tally
    returned: list[Returned]


def fold(events: Iterable[Done], window: int) -> Folded:
    """The session that ``events``, in the order in which they became known, come to.

    ``window`` is the online window in seconds.
    """
    visit, tally = Visit(), Tally(window)
    returned = [visit.take(*done, tally) for done in sorted(events, key=itemgetter(0))]
    return Folded(visit, tally, [each for each in returned if each])
