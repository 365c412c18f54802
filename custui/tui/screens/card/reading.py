"""What a card shows at once."""

from __future__ import annotations

import time
from dataclasses import dataclass

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.queries.card.head import Head, read_head
from custui.db.queries.card.logins import FailedLogins, read_failed_logins
from custui.db.queries.card.reference import order_called
from custui.domain.preferences import Preferences
from custui.tui.own_connection import OwnConnection
from custui.tui.widgets.live_grid import LiveGrid


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


@dataclass(frozen=True)
class Opening:
    """How a card is to be opened: from which list, at which order, in whose place."""

    origin: LiveGrid | None = None
    references: tuple[str, ...] = ()
    instead: bool = False


class ReadTop(OwnConnection):
    """Reads the top of a card, so that its first paint shows whom it is about."""

    @dataclass
    class Answer(Message):
        """``top`` is ``None`` where there is no such customer; ``order_id`` is what to go to.

        ``opening`` is ``None`` where a card reads itself again.
        """

        customer_id: int
        top: Top | None
        order_id: int | None
        opening: Opening | None

    def __init__(
        self,
        database: ShopDatabase,
        customer_id: int,
        preferences: Preferences,
        opening: Opening | None = None,
    ) -> None:
        super().__init__(database)
        self._customer_id = customer_id
        self._preferences = preferences
        self._opening = opening

    def run(self) -> Answer:
        """Read it."""
        with self.connected() as database:
            order_id = None
            if self._opening is not None and self._opening.references:
                references = self._opening.references
                order_id = order_called(database, self._customer_id, references)
            top = read_top(database, self._customer_id, self._preferences)
        return self.Answer(self._customer_id, top, order_id, self._opening)
