"""Who is in the shop: the list, and the counters above it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.queries.live.as_of import fill_sessions_at
from custui.db.queries.live.sums import minutes_active
from custui.db.queries.panel import PanelList, panel
from custui.domain.panels import live
from custui.domain.preferences import Preferences

# A shop's clock may run ahead of this one: who was active in a moment that is yet to come is here.
_HERE = "s.last_seen_at BETWEEN ?2 - ?1 AND ?2 + ?1"

_VALUES: Final = {
    "session_id": "s.id",
    "id": "s.customer_id",
    "first_name": "coalesce(c.first_name, '')",
    "last_name": "coalesce(c.last_name, '')",
    "email": "coalesce(c.email, '')",
    "ip": "s.ip",
    "last_activity": "s.last_seen_at",
    "since": "s.started_at",
    "type": "iif(s.customer_id IS NULL, 'visitor', 'customer')",
    "current_page": "s.page",
    "doing": "s.stage",
    "at_step_for": "max(0, ?2 - s.stage_since)",
    "cart_value": "s.cart_total",
    "pages_seen": "s.page_count",
    "referrer_host": "origin(s.referrer)",
    "session": "s.token",
    "cart_id": "s.cart_id",
    "idle_for": "max(0, ?2 - s.last_seen_at)",
    "user_agent": "s.user_agent",
}

ONLINE: Final = panel(
    live.ONLINE,
    f"session s LEFT JOIN customer c ON c.id = s.customer_id WHERE {_HERE}",
    _VALUES,
)
_ONLINE_AT: Final = panel(
    live.ONLINE,
    f"temp.session_at s LEFT JOIN customer c ON c.id = s.customer_id WHERE {_HERE}",
    _VALUES,
)


@dataclass(frozen=True)
class Counters:
    """How many are in the shop; ``cart_value`` in minor units.

    ``minutes`` are the sessions active in each of the last sixty minutes, the current one last.
    """

    customers: int
    visitors: int
    carts: int
    cart_value: int
    minutes: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """Everybody."""
        return self.customers + self.visitors


def online_list(preferences: Preferences, now: int | None = None) -> PanelList:
    """Who is in the shop now; at ``now`` (Unix seconds) as far as the clock's own time goes.

    For a moment past that the feed has gone on from, ask ``online_list_at``.
    """
    window = preferences.online_minutes * 60
    return PanelList(ONLINE, window, time_zone=preferences.time_zone, now=now)


def online_list_at(database: ShopDatabase, preferences: Preferences, at: int) -> PanelList:
    """Who was in the shop at a moment, by what happened until then.

    It can be asked through this connection alone, until somebody asks for another moment.
    """
    window = preferences.online_minutes * 60
    fill_sessions_at(database, at, window)
    return PanelList(_ONLINE_AT, window, time_zone=preferences.time_zone, now=at)


_COUNTERS = """
SELECT count(*) - count(s.customer_id), count(s.customer_id),
    coalesce(sum(s.has_cart), 0), coalesce(sum(iif(s.has_cart, s.cart_total, 0)), 0)
FROM {table} s WHERE s.last_seen_at BETWEEN ?1 AND ?2
"""


def read_counters(
    database: ShopDatabase, preferences: Preferences, now: int, *, as_of: bool = False
) -> Counters:
    """The counters at ``now`` (Unix seconds); ``as_of`` after ``online_list_at`` of that moment."""
    window = preferences.online_minutes * 60
    table = "temp.session_at" if as_of else "session"
    visitors, customers, carts, value = database.execute_sql(
        _COUNTERS.format(table=table), (now - window, now + window)
    ).fetchone()
    return Counters(customers, visitors, carts, value, minutes_active(database, now))
