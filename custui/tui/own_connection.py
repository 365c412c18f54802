"""A query with a database connection of its own, which any thread may interrupt."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from custui.db.connection import ShopDatabase
from custui.db.problems import Interrupted, explained


class OwnConnection:
    """What such a query is made of; ``run`` works within ``connected``."""

    def __init__(self, database: ShopDatabase) -> None:
        self._database = database.private()
        self._given_up = False

    @contextmanager
    def connected(self) -> Iterator[ShopDatabase]:
        """The connection, open; what goes wrong comes out explained."""
        with explained(self._database.called), self._database.connection_context():
            self.go_on()
            yield self._database

    def go_on(self) -> None:
        """Raise ``Interrupted`` when nobody waits any more.

        Between two statements there is nothing to interrupt: ask here.
        """
        if self._given_up:
            raise Interrupted

    def interrupt(self) -> None:
        """Stop the query in progress."""
        self._given_up = True
        self._database.interrupt()
