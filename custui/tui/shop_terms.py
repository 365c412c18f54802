"""What the shop sets and calls things, kept up to date at the desk."""

from __future__ import annotations

from typing import Any

from textual.app import App
from textual.timer import Timer

from custui.db.defaults import read_preferences
from custui.db.problems import DatabaseProblem, explained
from custui.db.queries.lookups import Lookups, read_lookups
from custui.domain.preferences import Preferences
from custui.tui.desk import Desk

PAUSE = 1.0
"""Seconds between two readings at least: others may be writing all the time."""


class ShopTerms:
    """Reads preferences, titles and groups anew after others have written."""

    def __init__(self, app: App[Any], desk: Desk) -> None:
        self._app = app
        self._desk = desk
        self._soon: Timer | None = None

    def follow(self) -> None:
        """Somebody wrote: read them soon."""
        if self._soon is None:
            self._soon = self._app.set_timer(PAUSE, self._begin)

    def _begin(self) -> None:
        self._soon = None
        self._app.run_worker(self._read, thread=True, name="shop terms")

    def _read(self) -> None:
        """In a worker; a database that cannot be read now leaves what is known."""
        try:
            read = read_terms(self._desk)
        except DatabaseProblem:
            return
        self._app.call_from_thread(self._take, *read)

    def _take(self, preferences: Preferences, lookups: Lookups) -> None:
        self._desk.preferences, self._desk.lookups = preferences, lookups


def read_terms(desk: Desk) -> tuple[Preferences, Lookups]:
    """The shop's preferences and names now; in a worker."""
    database = desk.database.private()
    with explained(database.called), database.connection_context():
        return read_preferences(database), read_lookups(database)
