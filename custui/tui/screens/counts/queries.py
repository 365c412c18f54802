"""What the screen of counts asks the database, and the answer as a message."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from custui.db.queries.counts.read import Counts, count_by
from custui.db.queries.customers import CustomerList
from custui.domain.columns import BY_NAME
from custui.tui.desk import Desk
from custui.tui.own_connection import OwnConnection
from custui.tui.screens.counts.words import order, writer


@dataclass(frozen=True)
class Line:
    """One value: what it is called, how many have it, and its place in the order of values."""

    label: str
    customers: int
    place: int


class CountBy(OwnConnection):
    """Count a list by a column; ``interrupt`` ends it."""

    @dataclass
    class Answer(Message):
        """The counts; ``lines`` has a line for each of their values."""

        counts: Counts
        lines: list[Line]

    def __init__(self, desk: Desk, customers: CustomerList, column: str) -> None:
        super().__init__(desk.database)
        self._desk = desk
        self._customers = customers
        self._column = column

    def run(self) -> Answer:
        """Count them."""
        with self.connected() as database:
            counts = count_by(database, self._customers, self._column)
        write = writer(BY_NAME[self._column], self._desk)
        return self.Answer(counts, _lines(counts, [write(each) for each in counts.values]))


def _lines(counts: Counts, labels: list[str]) -> list[Line]:
    keys = list(map(order, counts.values, labels))
    places = {at: place for place, at in enumerate(sorted(range(len(keys)), key=keys.__getitem__))}
    return [
        Line(label, each.customers, places[at])
        for at, (each, label) in enumerate(zip(counts.values, labels, strict=True))
    ]
