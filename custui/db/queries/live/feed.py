"""How the shop's feed fares."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.feed.records import count_waiting
from custui.db.queries.live.sums import last_event
from custui.domain.preferences import Preferences

AHEAD_SECONDS = 120
"""By so much the shop's clock may run ahead before it is said."""


@dataclass(frozen=True)
class FeedState:
    """The feed as of a moment; moments in Unix seconds UTC.

    ``last_event`` is when something last happened in the shop, by its clock; ``read_at`` when a
    line was last read, by this machine's. ``silent_for`` are seconds without an event, when they
    are too many (0: they are not); ``ahead`` the seconds by which the shop's clock is wrong.
    Records that ``waiting`` do so for a customer or an order. ``lost`` bytes were gone before they
    were read.
    """

    last_event: int | None
    read_at: int | None
    silent_for: int
    ahead: int
    lines: int
    rejected: int
    waiting: int
    lost: int
    lost_at: int | None

    @property
    def is_silent(self) -> bool:
        """Whether there was no event for too long, or never one."""
        return self.last_event is None or self.silent_for > 0


def read_feed(database: ShopDatabase, preferences: Preferences, now: int) -> FeedState:
    """The feed as of ``now`` (Unix seconds)."""
    read_at, lines, rejected, lost, lost_at = database.execute_sql(
        "SELECT read_at, lines, rejected, lost, lost_at FROM feed_state"
    ).fetchone()
    ahead = (last_event(database, now + 10 * 366 * 86_400) or now) - now
    # What the shop's clock puts into the time to come has happened by now.
    last = last_event(database, now + preferences.online_minutes * 60)
    silent = 0 if last is None else max(now - last, 0)
    return FeedState(
        last,
        read_at,
        silent if silent > preferences.silence_minutes * 60 else 0,
        ahead if ahead > AHEAD_SECONDS else 0,
        lines,
        rejected,
        count_waiting(database),
        lost,
        lost_at,
    )
