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
from custui.db.queries.customers import (
    CustomerList,
    Row,
    compile_list,
    decoded,
    select_list,
)
from custui.db.queries.lookups import Lookups, read_lookups
from custui.db.queries.plans import plan_for_all


class Snapshot:
    """The order of one ``CustomerList`` on a connection of its own.

    Any thread may use it; they take turns. ``interrupt`` and ``close`` make the others raise
    ``Interrupted``.
    """

    def __init__(self, database: ShopDatabase, customers: CustomerList) -> None:
        self.customers = customers
        self.count = 0
        self._database = database.private()
        self._lookups = Lookups({}, {}, {})
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
            self._lookups = read_lookups(self._database)
            statement = compile_list(self.customers, self._lookups)
            plan = plan_for_all(self._database, statement.conditions, statement.order_columns)
            planned, parameters = statement.planned(plan)
            self._database.execute_sql(
                f"CREATE TEMP TABLE position AS SELECT c.id FROM {planned} {statement.order}",
                parameters,
            )
            self.count = self._database.execute_sql(
                "SELECT coalesce(max(rowid), 0) FROM temp.position"
            ).fetchone()[0]
        return self.count

    def page(self, columns: Sequence[str], first: int, limit: int) -> list[Row | None]:
        """``limit`` rows from position ``first`` (0 is the first), read as they are now.

        A row that was deleted since is ``None``: positions never shift within a snapshot.
        """
        with self._my_turn():
            rows = self._database.execute_sql(
                f"SELECT c.id IS NULL, {select_list(columns)} FROM temp.position p"
                " LEFT JOIN customer c ON c.id = p.id"
                " WHERE p.rowid BETWEEN ? AND ? ORDER BY p.rowid",
                (first + 1, first + limit),
            ).fetchall()
        return [None if gone else decoded([row], columns, self._lookups)[0] for gone, *row in rows]

    def position(self, customer_id: int) -> int | None:
        """Where a customer stands (0 is the first); ``None`` when the list has no such one."""
        with self._my_turn():
            row = self._database.execute_sql(
                "SELECT rowid - 1 FROM temp.position WHERE id = ?", (customer_id,)
            ).fetchone()
        return None if row is None else int(row[0])

    def interrupt(self) -> None:
        """Nobody needs this snapshot any more: a query in progress raises ``Interrupted``."""
        self._closed = True
        if not self._database.is_closed():
            self._database.raw().interrupt()

    def close(self) -> None:
        """Give the connection and its temporary table back."""
        self.interrupt()
        with self._turn:
            if not self._database.is_closed():
                self._database.close()
