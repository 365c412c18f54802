"""Builds the full-text index of staged customers beside the shop, while its tables are filled.

For a large load into an empty shop: the index takes as long as all other indexes together, and a
second core can make it meanwhile. The engine works without Python's lock, so a thread will do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from custui.db.connection import ShopDatabase

_SCHEMA = "searched"
_SHADOWS = {"data": "id, block", "idx": "segid, term, pgno", "docsize": "id, sz"}
"""The tables in which FTS5 keeps an index with external content, and their columns."""

# What the view customer_search says of a customer who has no address yet.
_ROWS = """
SELECT id, first_name_fold || ' ' || last_name_fold AS names, email_fold, {company}, ''
FROM {part}.stage
"""


class IndexBuild:
    """One index in the making, in the scratch file that ``beside`` attached."""

    def __init__(self, database: ShopDatabase, path: Path) -> None:
        self._database = database
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._thread: Thread | None = None
        self._error: sqlite3.Error | None = None

    def start(self, parts: Sequence[Path], columns: Collection[str]) -> None:
        """Begin to index the rows staged at ``parts``, which nobody writes to any more.

        ``columns`` are the staging columns that they have.
        """
        (create,) = self._database.execute_sql(
            "SELECT sql FROM sqlite_master WHERE name = 'customer_fts'"
        ).fetchone()
        self._connection = sqlite3.connect(
            self._path.as_uri(), uri=True, isolation_level=None, check_same_thread=False
        )
        statements = self._statements(create, parts, columns)
        self._thread = Thread(target=self._run, args=(statements,), daemon=True)
        self._thread.start()

    @staticmethod
    def _statements(create: str, parts: Sequence[Path], columns: Collection[str]) -> list[str]:
        company = "company_fold" if "company_fold" in columns else "''"
        rows = " UNION ALL ".join(
            _ROWS.format(part=f"part{n}", company=company) for n in range(len(parts))
        )
        return [
            "PRAGMA journal_mode = OFF",
            "PRAGMA synchronous = OFF",
            "PRAGMA cache_size = -2048",
            # Immutable: read without locks, for the shop's transaction has the files locked.
            *(f"ATTACH '{part.as_uri()}?immutable=1' AS part{n}" for n, part in enumerate(parts)),
            create,
            "INSERT INTO customer_fts (customer_fts, rank) VALUES ('automerge', 0)",
            "INSERT INTO customer_fts (customer_fts, rank) VALUES ('hashsize', 4194304)",
            "BEGIN",
            # FTS5 wants ascending ids: each step back makes it write out what it has gathered.
            f"INSERT INTO customer_fts (rowid, names, email, company, phones) {rows} ORDER BY id",
            "COMMIT",
        ]

    def _run(self, statements: Sequence[str]) -> None:
        assert self._connection is not None  # noqa: S101 - set before the thread starts
        try:
            for statement in statements:
                self._connection.execute(statement)
        except sqlite3.Error as error:
            self._error = error

    @property
    def started(self) -> bool:
        """Whether there is an index in the making."""
        return self._thread is not None

    def adopt(self) -> bool:
        """Wait for the index and make it the shop's; false when it could not be built."""
        self._end()
        if self._error is not None:
            return False
        run = self._database.execute_sql
        # Makes this connection forget what it knows of the index's structure.
        run("INSERT INTO customer_fts (customer_fts) VALUES ('delete-all')")
        for shadow, columns in _SHADOWS.items():
            run(f"DELETE FROM customer_fts_{shadow}")
            run(
                f"INSERT INTO customer_fts_{shadow} ({columns})"
                f" SELECT {columns} FROM {_SCHEMA}.customer_fts_{shadow}"
            )
        return True

    def stop(self) -> None:
        """Give the index up, at once."""
        if self._connection is not None:
            self._connection.interrupt()
        self._end()

    def _end(self) -> None:
        if self._thread is not None:
            self._thread.join()
        if self._connection is not None:
            self._connection.close()
        self._thread = self._connection = None


@contextmanager
def beside(database: ShopDatabase, path: Path) -> Iterator[IndexBuild]:
    """A scratch file at ``path`` for an index, attached to the shop. Call it before a transaction.

    The transaction must begin ``DEFERRED`` and then take ``bulk.write_lock``: one that begins
    ``IMMEDIATE`` would lock the scratch file too.
    """
    path.touch()
    database.execute_sql(f"ATTACH ? AS {_SCHEMA}", (str(path),))
    build = IndexBuild(database, path)
    try:
        yield build
    finally:
        build.stop()
        database.execute_sql(f"DETACH {_SCHEMA}")
