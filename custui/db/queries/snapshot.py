"""Every row's position in a list, fixed at one moment, so that any page is an instant away.

``CREATE TEMP TABLE … AS SELECT id … ORDER BY`` takes a tenth of a second for a million customers
and stays in SQLite: pulling the ids into Python would stall the keys. The snapshot fixes the
order; the rows themselves are read fresh.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock

from custui.db.connection import ShopDatabase
from custui.db.problems import Interrupted, explained
from custui.db.queries.lists import Row, RowList


class Snapshot:
    """The order of one list, ``of``, on a connection of its own.

    Any thread may use it; they take turns. ``interrupt`` and ``close`` make the others raise
    ``Interrupted``.
    """

    def __init__(self, database: ShopDatabase, of: RowList) -> None:
        self.of = of
        self.count = 0
        self._database = database.private()
        self._turn = Lock()
        self._closed = False

    @contextmanager
    def _my_turn(self) -> Iterator[None]:
        with self._turn, explained(self._database.path):
            if self._closed:
                raise Interrupted
            yield

    def build(self) -> int:
        """Fix the order; returns the exact count. Raises ``Interrupted`` when superseded."""
        with self._my_turn():
            self._database.connect()
            keys, parameters = self.of.keys_in_order(self._database)
            self._database.execute_sql(f"CREATE TEMP TABLE position AS {keys}", parameters)
            self.count = self._database.execute_sql(
                "SELECT coalesce(max(rowid), 0) FROM temp.position"
            ).fetchone()[0]
        return self.count

    def keys(self, first: int, limit: int) -> list[int]:
        """The keys of ``limit`` rows from position ``first`` (0 is the first)."""
        with self._my_turn():
            return self._keys(first, limit)

    def _keys(self, first: int, limit: int) -> list[int]:
        rows = self._database.execute_sql(
            "SELECT key FROM temp.position WHERE rowid BETWEEN ? AND ? ORDER BY rowid",
            (first + 1, first + limit),
        )
        return [key for (key,) in rows]

    def page(self, names: Sequence[str], first: int, limit: int) -> list[Row | None]:
        """``limit`` rows from position ``first``, read as they are now.

        A row that was deleted since is ``None``: positions never shift within a snapshot.
        """
        with self._my_turn():
            keys = self._keys(first, limit)
            rows = self.of.rows_by_key(self._database, keys, names)
        return [rows.get(key) for key in keys]

    def position(self, key: int) -> int | None:
        """Where a row stands (0 is the first); ``None`` when the list has no such one."""
        with self._my_turn():
            row = self._database.execute_sql(
                "SELECT rowid - 1 FROM temp.position WHERE key = ?", (key,)
            ).fetchone()
        return None if row is None else int(row[0])

    def interrupt(self) -> None:
        """Nobody needs this snapshot any more: a query in progress raises ``Interrupted``."""
        self._closed = True
        self._database.interrupt()

    def close(self) -> None:
        """Give the connection and its temporary table back."""
        self.interrupt()
        with self._turn:
            if not self._database.is_closed():
                self._database.close()
