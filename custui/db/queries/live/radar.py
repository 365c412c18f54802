"""The abandonment radar: how far sessions came, where they stopped, on which pages carts are left.

It reads kept sums, and so takes as long for five million events as for five thousand. Carts that
were come back to count for a moment in which they were left: these few stand for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from custui.db.connection import ShopDatabase
from custui.db.queries.live.sums import pages_left, summed
from custui.db.queries.panel import PanelList, panel
from custui.domain.panels import live
from custui.domain.preferences import Preferences

DAY: Final = 86_400
SPANS: Final = (3600, DAY, 7 * DAY)
"""What a radar may look back on, in seconds."""

STEPS: Final = ("product", "cart", "checkout", "payment", "order")
STOPS: Final = ("cart", "checkout", "payment")

_PAGES: Final = 10


@dataclass(frozen=True)
class Stop:
    """Sessions that came to a step and no further, and left a cart."""

    step: str
    sessions: int


@dataclass(frozen=True)
class PageLeft:
    """A page, the carts left on it, and what they were worth in minor units."""

    page: str
    carts: int
    value: int


@dataclass(frozen=True)
class Radar:
    """The ``span`` seconds up to ``at`` (Unix seconds); ``left_value`` in minor units.

    ``reached`` maps each of ``STEPS`` to the sessions that came to it (or past it) for the first
    time then; ``stopped`` each of ``STOPS`` to those that were left there.
    """

    at: int
    span: int
    reached: Mapping[str, int] = field(hash=False)
    stopped: Mapping[str, int] = field(hash=False)
    left_value: int
    pages: tuple[PageLeft, ...]

    @property
    def left(self) -> int:
        """How many carts were left."""
        return sum(self.stopped.values())

    def dropped(self, step: str) -> int:
        """How many of those who came to a step did not come to the next; 0 after the last."""
        place = STEPS.index(step)
        following = STEPS[place + 1 :][:1]
        return self.reached[step] - self.reached[following[0]] if following else 0


def read_radar(
    database: ShopDatabase,
    preferences: Preferences,
    at: int,
    *,
    span: int = DAY,
    pages: int = _PAGES,
) -> Radar:
    """The radar as of ``at`` (Unix seconds), with as many ``pages`` as there are carts left on."""
    window = preferences.online_minutes * 60
    first, idle = at - span + 1, at - window
    reached = summed(database, ("product", "cart", "checkout", "payment", "ordered"), first, at + 1)
    *stopped, value = summed(
        database, ("left_cart", "left_checkout", "left_payment", "left_value"), first, idle
    )
    found = pages_left(database, first, idle)
    counts = dict(zip(STOPS, stopped, strict=True))
    for stage, page, worth in _come_back_to(database, first, idle, at):
        counts[stage] += 1
        value += worth
        before = found.get(page, (0, 0))
        found[page] = (before[0] + 1, before[1] + worth)
    return Radar(
        at, span, dict(zip(STEPS, reached, strict=True)), counts, value, _top(found, pages)
    )


def _come_back_to(
    database: ShopDatabase, first: int, idle: int, at: int
) -> Iterable[tuple[str, str, int]]:
    """Carts that were left at the moment and come back to later: step, page, value."""
    found: Iterable[Any] = database.execute_sql(
        "SELECT stage, page, value FROM left_cart"
        " WHERE left_at >= ? AND left_at < ? AND back_at > ?",
        (first, idle, at),
    ).fetchall()
    return found


def _top(found: Mapping[str, tuple[int, int]], count: int) -> tuple[PageLeft, ...]:
    order = sorted(found.items(), key=lambda each: (-each[1][0], -each[1][1], each[0]))
    return tuple(PageLeft(page, *pair) for page, pair in order[:count])


_STEP = (
    "CASE WHEN s.payment_at IS NOT NULL THEN 'payment'"
    " WHEN s.checkout_at IS NOT NULL THEN 'checkout' ELSE 'cart' END"
)

LEFT_CARTS: Final = panel(
    live.LEFT_CARTS,
    "session s LEFT JOIN customer c ON c.id = s.customer_id WHERE s.has_cart = 1"
    " AND s.order_at IS NULL AND s.last_seen_at < ?2 AND s.last_seen_at >= ?2 - ?1",
    {
        "session_id": "s.id",
        "id": "s.customer_id",
        "first_name": "coalesce(c.first_name, '')",
        "last_name": "coalesce(c.last_name, '')",
        "email": "coalesce(c.email, '')",
        "left_at": "s.last_seen_at",
        "step": _STEP,
        "page": "s.page",
        "cart_value": "s.cart_total",
        "cart_id": "s.cart_id",
        "ip": "s.ip",
        "pages_seen": "s.page_count",
        "session": "s.token",
    },
)


def left_carts(preferences: Preferences, at: int, *, span: int = DAY) -> PanelList:
    """The sessions that the radar as of ``at`` (now) counts as stopped, with their customers."""
    window = preferences.online_minutes * 60
    return PanelList(
        LEFT_CARTS, span - window - 1, time_zone=preferences.time_zone, now=at - window
    )
