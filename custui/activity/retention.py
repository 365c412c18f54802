"""Keeps the memory of the feed as long as the shop has set, in the pauses of following it."""

from __future__ import annotations

import time
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.feed.retention import remove_old, trim_long_sessions

AT_ONCE: Final = 200
"""Rows removed in one transaction: a few milliseconds."""

_DAY: Final = 86_400
_REST_SECONDS: Final = 600.0


class Retention:
    """Removes a small batch each time it is called, and rests when there is nothing left."""

    def __init__(self, database: ShopDatabase) -> None:
        self._database = database
        self._rests_until = 0.0
        self._session = 0

    def go_on(self, days: int) -> None:
        """Remove a batch of what is older than ``days`` (0: nothing is), if it is time to."""
        if not days or time.monotonic() < self._rests_until:
            return
        before = int(time.time()) - days * _DAY
        with self._database.writing():
            if remove_old(self._database, before, AT_ONCE):
                return
            self._session = trim_long_sessions(self._database, before, self._session, AT_ONCE)
        if not self._session:
            self._rests_until = time.monotonic() + _REST_SECONDS
