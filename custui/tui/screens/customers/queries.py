"""What the customers screen asks the database, and the answers as messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.problems import explained
from custui.db.queries.customers import CustomerList, read_rows, rows_by_id
from custui.db.queries.figures import Figures, read_figures
from custui.db.queries.lists import Row
from custui.db.queries.lookups import read_lookups
from custui.db.queries.snapshot import Snapshot
from custui.tui.widgets.grid.pages import PAGE_ROWS


class _OnOwnConnection:
    """A query on a private connection, which any thread may interrupt."""

    def __init__(self, database: ShopDatabase) -> None:
        self._database = database.private()

    def interrupt(self) -> None:
        """Stop the query in progress."""
        if not self._database.is_closed():
            self._database.raw().interrupt()


class ReadFirstPage(_OnOwnConnection):
    """The first rows of a list, by ``LIMIT``: there at once, before anything is counted."""

    @dataclass
    class Answer(Message):
        """The first rows."""

        customers: CustomerList
        rows: list[Row]

    def __init__(
        self, database: ShopDatabase, customers: CustomerList, columns: Sequence[str]
    ) -> None:
        super().__init__(database)
        self._customers = customers
        self._columns = columns

    def run(self) -> Answer:
        """Read them."""
        with explained(self._database.path), self._database.connection_context():
            rows = read_rows(
                self._database,
                self._customers,
                read_lookups(self._database),
                self._columns,
                limit=PAGE_ROWS,
            )
        return self.Answer(self._customers, rows)


class ReadAgain(_OnOwnConnection):
    """The rows in sight as they are now."""

    @dataclass
    class Answer(Message):
        """Rows by customer number."""

        rows: dict[int, Row]

    def __init__(self, database: ShopDatabase, ids: Sequence[int], columns: Sequence[str]) -> None:
        super().__init__(database)
        self._ids = ids
        self._columns = columns

    def run(self) -> Answer:
        """Read them."""
        with explained(self._database.path), self._database.connection_context():
            lookups = read_lookups(self._database)
            return self.Answer(rows_by_id(self._database, self._ids, lookups, self._columns))


class ReadFigures(_OnOwnConnection):
    """The shop in a few figures."""

    @dataclass
    class Answer(Message):
        """The figures."""

        figures: Figures

    def run(self) -> Answer:
        """Read them."""
        with explained(self._database.path), self._database.connection_context():
            return self.Answer(read_figures(self._database))


@dataclass
class Around(Message):
    """A fixed order and the rows around one customer, those from position ``first`` on.

    ``key`` is the customer that was looked for, ``position`` where it stands (where it stood, when
    the list has it no more). Who receives this owns the snapshot.
    """

    snapshot: Snapshot
    key: int | None
    position: int
    first: int
    rows: list[Row | None]


class Locate:
    """Find a customer in a fixed order, or else the position where it stood."""

    def __init__(
        self, snapshot: Snapshot, columns: Sequence[str], key: int | None, position: int
    ) -> None:
        self._snapshot = snapshot
        self._columns = columns
        self._key = key
        self._position = position

    def run(self) -> Around:
        """Find it and read the rows around it."""
        snapshot = self._snapshot
        position = None if self._key is None else snapshot.position(self._key)
        if position is None:
            position = max(0, min(self._position, snapshot.count - 1))
        first = max(0, position // PAGE_ROWS - 1) * PAGE_ROWS
        rows = snapshot.page(self._columns, first, 3 * PAGE_ROWS)
        return Around(snapshot, self._key, position, first, rows)

    def interrupt(self) -> None:
        """Stop the query in progress."""
        self._snapshot.interrupt()


class Seek:
    """Find one customer in a fixed order, to put the cursor there."""

    @dataclass
    class Answer(Message):
        """Where the customer stands; ``None`` when the list does not have it."""

        customer_id: int
        around: Around | None

    def __init__(self, snapshot: Snapshot, columns: Sequence[str], customer_id: int) -> None:
        self._snapshot = snapshot
        self._columns = columns
        self._customer_id = customer_id

    def run(self) -> Answer:
        """Find it."""
        number = self._customer_id
        position = self._snapshot.position(number)
        if position is None:
            return self.Answer(number, None)
        return self.Answer(number, Locate(self._snapshot, self._columns, number, position).run())

    def interrupt(self) -> None:
        """Never: it takes a millisecond, and the snapshot serves others."""


class FixOrder:
    """Fix every row's position anew, and find the cursor's customer there."""

    def __init__(
        self,
        database: ShopDatabase,
        customers: CustomerList,
        columns: Sequence[str],
        key: int | None,
        position: int,
    ) -> None:
        self._snapshot = Snapshot(database, customers)
        self._locate = Locate(self._snapshot, columns, key, position)

    def run(self) -> Around:
        """Fix it."""
        try:
            self._snapshot.build()
            return self._locate.run()
        except BaseException:
            self._snapshot.close()
            raise

    def interrupt(self) -> None:
        """Stop the query in progress."""
        self._snapshot.interrupt()


class ReadPage:
    """Rows of a fixed order."""

    @dataclass
    class Answer(Message):
        """Rows from position ``first`` on."""

        snapshot: Snapshot
        first: int
        rows: list[Row | None]

    def __init__(self, snapshot: Snapshot, columns: Sequence[str], first: int, limit: int) -> None:
        self._snapshot = snapshot
        self._columns = columns
        self._first = first
        self._limit = limit

    def run(self) -> Answer:
        """Read them."""
        rows = self._snapshot.page(self._columns, self._first, self._limit)
        return self.Answer(self._snapshot, self._first, rows)

    def interrupt(self) -> None:
        """Never: pages do not supersede each other."""
