"""What the search screen asks the database, and the answer as a message."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.problems import Interrupted, explained
from custui.db.queries.customers import CustomerList
from custui.db.queries.lists import Row
from custui.db.queries.lookups import read_lookups
from custui.db.queries.search.exact import exact_first
from custui.db.queries.search.first import read_found
from custui.tui.widgets.grid.pages import PAGE_ROWS


class ReadFound:
    """The first rows of what a search finds, there at once, before anything is counted."""

    @dataclass
    class Answer(Message):
        """The first rows; ``customers`` has the exact hits in front."""

        customers: CustomerList
        rows: list[Row]

        @property
        def are_all(self) -> bool:
            """Whether nobody else was found."""
            return len(self.rows) < PAGE_ROWS

    def __init__(
        self,
        database: ShopDatabase,
        customers: CustomerList,
        columns: Sequence[str],
        *,
        best_first: bool,
    ) -> None:
        self._database = database.private()
        self._customers = customers
        self._columns = columns
        self._best_first = best_first
        self._given_up = False

    def run(self) -> Answer:
        """Find the exact hits, unless a sort was asked for, and read the first rows."""
        database, customers = self._database, self._customers
        with explained(database.path), database.connection_context():
            if self._best_first:
                customers = exact_first(database, customers)
            if self._given_up:  # between two statements there was nothing to interrupt
                raise Interrupted
            lookups = read_lookups(database)
            rows = read_found(database, customers, lookups, self._columns, limit=PAGE_ROWS)
        return self.Answer(customers, rows)

    def interrupt(self) -> None:
        """Stop the query in progress."""
        self._given_up = True
        if not self._database.is_closed():
            self._database.raw().interrupt()
