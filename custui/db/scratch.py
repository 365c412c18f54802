"""One part of a file, staged: checked rows and the problems found, in a scratch database.

Scratch files live beside the shop's database, not in it: nothing of a file is in the shop before
all of it was checked. Only the standard library is loaded here, so that a worker stays small.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

PROBLEM_TABLES = """
CREATE TABLE problem (line INTEGER, column_name TEXT, value TEXT, reason TEXT, repaired INTEGER);
CREATE TABLE reject (line INTEGER PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE match (
    stage_row INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL, changed INTEGER NOT NULL
);
"""

Found = tuple[int, str, str, str, bool]
"""A problem: line, column, value, reason, repaired."""


class Scratch:
    """A scratch database that is being filled. One thread at a time."""

    def __init__(
        self, path: Path, columns: Sequence[str], *, indexed: Sequence[str] = ("email_key",)
    ) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._run = self._connection.execute
        # A scratch file is thrown away after any failure, so nothing needs to be safe on disk.
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -2048"):
            self._run(f"PRAGMA {pragma}")
        for statement in PROBLEM_TABLES.split(";"):
            self._run(statement)
        self._columns = columns
        self._indexed = indexed
        self._run(f"CREATE TABLE stage (line INTEGER PRIMARY KEY{_listed(columns)})")
        self._insert = f"INSERT INTO stage VALUES (?{',?' * len(columns)})"
        self._run("BEGIN")

    def stage(self, rows: Iterable[Sequence[object]]) -> int:
        """Store checked rows (line first); returns how many."""
        return max(self._connection.executemany(self._insert, rows).rowcount, 0)

    def note(self, found: Found) -> None:
        """Store one problem."""
        line, column, value, reason, repaired = found
        # JSON keeps halves of surrogate pairs, which UTF-8 cannot.
        self._run(
            "INSERT INTO problem VALUES (?, ?, ?, ?, ?)",
            (line, json.dumps(column), json.dumps(value), reason, repaired),
        )

    def reject(self, line: int) -> None:
        """Note that the record which begins on ``line`` is not taken, with all its rows."""
        self._run("INSERT OR IGNORE INTO reject VALUES (?)", (line,))

    def finish(self) -> None:
        """Make what was stored readable for others, ready to be compared."""
        if "owner" in self._columns:
            self._run("DELETE FROM stage WHERE owner IN (SELECT line FROM reject)")
        for column in self._indexed:
            self._run(f"CREATE INDEX stage_{column} ON stage ({column})")
        self._run("COMMIT")
        self._connection.close()

    def close(self) -> None:
        """Give the file up."""
        self._connection.close()


def _listed(columns: Sequence[str]) -> str:
    return "".join(f", {column}" for column in columns)


def found_in(path: Path) -> Iterator[Found]:
    """The problems of a scratch file, in the order of the lines."""
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute(
            "SELECT line, column_name, value, reason, repaired FROM problem ORDER BY line, rowid"
        )
        for line, column, value, reason, repaired in rows:
            yield line, json.loads(column), json.loads(value), reason, bool(repaired)
    finally:
        connection.close()
