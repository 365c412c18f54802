"""What a card shows at once."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.queries.card.head import Head, read_head
from custui.db.queries.card.logins import FailedLogins, read_failed_logins
from custui.db.queries.card.reference import order_called
from custui.domain.preferences import Preferences
from custui.tui.own_connection import OwnConnection


@dataclass(frozen=True)
class Top:
    """Who it is, and which log-ins failed lately."""

    head: Head
    failed: FailedLogins


def read_top(database: ShopDatabase, customer_id: int, preferences: Preferences) -> Top | None:
    """The top of a card now; ``None``: there is no such customer."""
    now = int(time.time())
    head = read_head(database, customer_id, preferences, now=now)
    if head is None:
        return None
    return Top(head, read_failed_logins(database, customer_id, now=now))


class ReadTop(OwnConnection):
    """Reads the top of a card, so that its first paint shows whom it is about."""

    @dataclass
    class Answer(Message):
        """``top`` is ``None`` where there is no such customer; ``order_id`` is what to go to."""

        customer_id: int
        top: Top | None
        order_id: int | None

    def __init__(
        self,
        database: ShopDatabase,
        customer_id: int,
        preferences: Preferences,
        references: Sequence[str] = (),
    ) -> None:
        super().__init__(database)
        self._customer_id = customer_id
        self._preferences = preferences
        self._references = references

    def run(self) -> Answer:
        """Read it."""
        with self.connected() as database:
            order_id = None
            if self._references:
                order_id = order_called(database, self._customer_id, self._references)
            top = read_top(database, self._customer_id, self._preferences)
        return self.Answer(self._customer_id, top, order_id)
