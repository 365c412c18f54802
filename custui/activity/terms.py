"""What a shop's settings say to the feed, and who reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.domain.lockout import LockRule, lock_rule
from custui.domain.suspicion import SuspicionRule, suspicion_rule


@dataclass(frozen=True)
class Terms:
    """One shop's feed: ``window`` is the online window in seconds, ``retention_days`` its memory
    (0: it forgets nothing).

    ``staff`` and ``origin`` are what the audit says of who reads it.
    """

    shop_id: int = 1
    window: int = 900
    lock: LockRule = field(default_factory=LockRule)
    suspicion: SuspicionRule = field(default_factory=SuspicionRule)
    retention_days: int = 0
    staff: str = ""
    origin: str = ""


def read_terms(database: ShopDatabase, shop_id: int, *, staff: str = "", origin: str = "") -> Terms:
    """The settings as they are now."""
    preferences = read_preferences(database)
    return Terms(
        shop_id,
        preferences.online_minutes * 60,
        lock_rule(preferences),
        suspicion_rule(preferences),
        preferences.retention_days,
        staff,
        origin,
    )
