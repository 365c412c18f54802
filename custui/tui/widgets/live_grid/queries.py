"""What a list that reads itself asks the database, and the answers as messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.queries.lists import Row, RowList
from custui.db.queries.snapshot import Snapshot
from custui.tui.own_connection import OwnConnection
from custui.tui.widgets.grid.pages import PAGE_ROWS

MOST_IN_A_RANGE = 20_000
"""Rows that one range may mark: their numbers are held one by one; ``*`` has no such limit."""


@dataclass
class FirstPage(Message):
    """The first rows of a list, which may come more exact than it was asked for."""

    listing: RowList
    rows: list[Row]

    @property
    def are_all(self) -> bool:
        """Whether the list has no more rows."""
        return len(self.rows) < PAGE_ROWS


class ReadFirstPage(OwnConnection):
    """The first rows of a list, by ``LIMIT``: there at once, before anything is counted."""

    def __init__(self, database: ShopDatabase, listing: RowList, columns: Sequence[str]) -> None:
        super().__init__(database)
        self._listing = listing
        self._columns = columns

    def run(self) -> FirstPage:
        """Read them."""
        with self.connected() as database:
            rows = self._listing.first_rows(database, self._columns, PAGE_ROWS)
        return FirstPage(self._listing, rows)


class ReadAgain(OwnConnection):
    """The rows in sight as they are now."""

    @dataclass
    class Answer(Message):
        """Rows by key; ``columns`` are those read."""

        rows: dict[Any, Row]
        columns: Sequence[str]

    def __init__(
        self, database: ShopDatabase, listing: RowList, keys: Sequence[Any], columns: Sequence[str]
    ) -> None:
        super().__init__(database)
        self._listing = listing
        self._keys = keys
        self._columns = columns

    def run(self) -> Answer:
        """Read them."""
        with self.connected() as database:
            rows = self._listing.rows_by_key(database, self._keys, self._columns)
        return self.Answer(rows, self._columns)


@dataclass
class Around(Message):
    """A fixed order and the rows around one key, those from position ``first`` on.

    ``key`` is the one that was looked for, ``position`` where it stands (where it stood, when the
    list has it no more); ``columns`` are those read. Who receives this owns the snapshot.
    """

    snapshot: Snapshot
    key: Any
    position: int
    first: int
    rows: list[Row | None]
    columns: Sequence[str]


class Locate:
    """Find a key in a fixed order, or else the position where it stood."""

    def __init__(self, snapshot: Snapshot, columns: Sequence[str], key: Any, position: int) -> None:
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
        return Around(snapshot, self._key, position, first, rows, self._columns)

    def interrupt(self) -> None:
        """Stop the query in progress."""
        self._snapshot.interrupt()


class Seek:
    """Find one key in a fixed order, to put the cursor there."""

    @dataclass
    class Answer(Message):
        """Where the key stands; ``None`` when the list does not have it."""

        key: Any
        around: Around | None

    def __init__(self, snapshot: Snapshot, columns: Sequence[str], key: Any) -> None:
        self._snapshot = snapshot
        self._columns = columns
        self._key = key

    def run(self) -> Answer:
        """Find it."""
        position = self._snapshot.position(self._key)
        if position is None:
            return self.Answer(self._key, None)
        around = Locate(self._snapshot, self._columns, self._key, position).run()
        return self.Answer(self._key, around)

    def interrupt(self) -> None:
        """Never: it takes a millisecond, and the snapshot serves others."""


class FixOrder:
    """Fix every row's position anew, and find the cursor's key there."""

    def __init__(
        self,
        database: ShopDatabase,
        listing: RowList,
        columns: Sequence[str],
        key: Any,
        position: int,
    ) -> None:
        self._snapshot = Snapshot(database, listing)
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
        """Rows from position ``first`` on; ``columns`` are those read."""

        snapshot: Snapshot
        first: int
        rows: list[Row | None]
        columns: Sequence[str]

    def __init__(self, snapshot: Snapshot, columns: Sequence[str], first: int, limit: int) -> None:
        self._snapshot = snapshot
        self._columns = columns
        self._first = first
        self._limit = limit

    def run(self) -> Answer:
        """Read them."""
        rows = self._snapshot.page(self._columns, self._first, self._limit)
        return self.Answer(self._snapshot, self._first, rows, self._columns)

    def interrupt(self) -> None:
        """Never: pages do not supersede each other."""


class ReadRange:
    """The keys of the rows between one and a position, in the list's order."""

    @dataclass
    class Answer(Message):
        """The keys; ``too_long`` when there would be more than a range may have."""

        keys: list[Any]
        too_long: bool

    def __init__(self, snapshot: Snapshot, anchor: Any, to: int) -> None:
        self._snapshot = snapshot
        self._anchor = anchor
        self._to = to

    def run(self) -> Message:
        """Read them."""
        begin = self._snapshot.position(self._anchor)
        if begin is None:
            return self.Answer([], too_long=False)
        first, last = min(begin, self._to), max(begin, self._to)
        if last - first >= MOST_IN_A_RANGE:
            return self.Answer([], too_long=True)
        keys = self._snapshot.keys(first, last - first + 1)
        return self.Answer(keys if begin <= self._to else keys[::-1], too_long=False)

    def interrupt(self) -> None:
        """Never: it is short."""


class ReadChoices(OwnConnection):
    """What may be chosen in a column."""

    @dataclass
    class Answer(Message):
        """Each choice is a filter of the column; there are none where it is no choice."""

        column: str
        choices: list[str]

    def __init__(self, database: ShopDatabase, listing: RowList, column: str) -> None:
        super().__init__(database)
        self._listing = listing
        self._column = column

    def run(self) -> Answer:
        """Read them."""
        with self.connected() as database:
            return self.Answer(self._column, self._listing.choices(database, self._column))
