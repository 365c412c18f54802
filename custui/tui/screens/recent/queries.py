"""Notes whom the person at the desk looks at, and reads whom they looked at."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from textual.message import Message

from custui.db import recents
from custui.db.problems import DatabaseProblem
from custui.db.queries.customers import rows_by_id
from custui.db.queries.lists import Row
from custui.db.queries.lookups import read_lookups
from custui.services.recents import looked_at
from custui.tui.desk import Desk
from custui.tui.own_connection import OwnConnection

COLUMNS = ("id", "first_name", "last_name", "email")


class ReadRecent(OwnConnection):
    """The customers looked at lately."""

    @dataclass
    class Answer(Message):
        """The customers in ``COLUMNS`` and when each was looked at (Unix seconds), latest first."""

        customers: list[tuple[Row, int]]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.database)
        self._staff = desk.actor.staff
        self._shop = desk.shop_code

    def run(self) -> Answer:
        """Read them."""
        with self.connected() as database:
            seen = dict(recents.read(database, self._staff, self._shop))
            rows = rows_by_id(database, list(seen), read_lookups(database), COLUMNS)
        return self.Answer([(rows[number], at) for number, at in seen.items() if number in rows])


class NoteLook(OwnConnection):
    """Note that the person looks at a customer."""

    class Answer(Message):
        """It is noted, if it could be: nobody waits for it."""

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk.database)
        self._actor = desk.actor
        self._customer_id = customer_id

    def run(self) -> Answer:
        """Note it; a database that is busy is no reason to complain."""
        with suppress(DatabaseProblem), self.connected() as database:
            looked_at(database, self._actor, self._customer_id)
        return self.Answer()
