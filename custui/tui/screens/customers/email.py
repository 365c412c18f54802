"""The e-mail address of one customer, for a list that does not show it."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from custui.db.queries.customers import rows_by_id
from custui.db.queries.lookups import read_lookups
from custui.tui.desk import Desk
from custui.tui.own_connection import OwnConnection


class ReadEmail(OwnConnection):
    """Reads it."""

    @dataclass
    class Answer(Message):
        """The address; empty when the customer is gone."""

        email: str

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk.database)
        self._customer_id = customer_id

    def run(self) -> Answer:
        """Read it."""
        number = self._customer_id
        with self.connected() as database:
            rows = rows_by_id(database, [number], read_lookups(database), ["email"])
        return self.Answer(rows[number][0] if number in rows else "")
