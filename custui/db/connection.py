"""Opens the shop's database by URL.

SQLite with WAL: one connection a thread, nothing connects by itself, writes begin ``IMMEDIATE``
(a deferred read-then-write fails at once under other writers, whatever the time-out).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from custui.db.migrations import LATEST
from custui.db.problems import DatabaseProblem, NoDatabase, explained
from custui.domain.text import fold
from custui.locale import _

APPLICATION_ID = 0x63757374
"""Marks an SQLite file as custui's ("cust"), in its header."""

BUSY_SECONDS = 10.0
"""How long a writer waits for another one."""

_PRAGMAS: tuple[tuple[str, Any], ...] = (
    ("foreign_keys", 1),
    ("synchronous", "NORMAL"),
    # The operating system caches the file; a large page cache would only count as our memory.
    ("cache_size", -4096),
    ("journal_size_limit", 64 * 1024 * 1024),
)


def path_of(url: str) -> Path:
    """The file that ``url`` names: a path, or ``sqlite:///path``."""
    scheme, separator, rest = url.partition("://")
    if not separator:
        return Path(url).expanduser()
    if scheme != "sqlite":
        raise DatabaseProblem(
            _("{url}: only SQLite is spoken so far; give a path or sqlite:///path.").format(url=url)
        )
    return Path(rest.removeprefix("/") if rest.startswith("/") else rest).expanduser()


class ShopDatabase(SqliteDatabase):
    """The shop's database.

    Each thread that uses it opens and closes its own connection (``with db.connection_context()``)
    and writes within ``with db.writing()``.
    """

    path: Path
    read_only: bool

    def __init__(self, path: Path, *, read_only: bool = False, thread_safe: bool = True) -> None:
        self.path = path
        self.read_only = read_only
        pragmas = [*_PRAGMAS, ("query_only", 1)] if read_only else _PRAGMAS
        super().__init__(
            str(path),
            pragmas=list(pragmas),
            timeout=BUSY_SECONDS,
            autoconnect=False,
            thread_safe=thread_safe,
            lock_type="IMMEDIATE",
            check_same_thread=False,
        )
        self.register_function(fold, "fold", 1, True)

    def execute_sql(self, sql: str, params: Sequence[Any] | None = None) -> sqlite3.Cursor:
        """Execute one statement on this thread's connection."""
        cursor: sqlite3.Cursor = super().execute_sql(sql, params)
        return cursor

    def writing(self) -> AbstractContextManager[Any]:
        """One write transaction, begun ``IMMEDIATE``; errors for people come out explained."""
        transaction: AbstractContextManager[Any] = self.atomic()
        return transaction

    def raw(self) -> sqlite3.Connection:
        """This thread's connection, for what peewee has no words for (bulk, interrupt)."""
        connection: sqlite3.Connection = super().connection()
        return connection

    def private(self) -> ShopDatabase:
        """A second way in, with one connection of its own that any one thread at a time may use."""
        return ShopDatabase(self.path, read_only=self.read_only, thread_safe=False)


def schema_version(database: ShopDatabase) -> int:
    """The version of the schema in the file; 0 for an empty file.

    Raises ``DatabaseProblem`` for a file that is not custui's.
    """
    (application,) = database.execute_sql("PRAGMA application_id").fetchone()
    (version,) = database.execute_sql("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise DatabaseProblem(_("{path} is not a custui database.").format(path=database.path))
    return int(version)


def open_database(url: str, *, read_only: bool = False) -> ShopDatabase:
    """The existing database at ``url``, brought up to date and ready for ``connection_context``.

    Raises ``NoDatabase`` or ``DatabaseProblem``; in each case the file is as it was.
    """
    path = path_of(url)
    with explained(path):
        try:
            if not path.is_file():
                raise NoDatabase(_("There is no database at {path}.").format(path=path))
        except OSError as error:
            raise DatabaseProblem(
                _("{path} cannot be opened: check the folder and its permissions.").format(
                    path=path
                )
            ) from error
        database = ShopDatabase(path, read_only=read_only)
        with database.connection_context():
            version = schema_version(database)
        if version > LATEST:
            raise DatabaseProblem(
                _(
                    "{path} was made by a newer custui (schema {theirs}, this one knows {ours}). "
                    "It was left untouched; install the newer program."
                ).format(path=path, theirs=version, ours=LATEST)
            )
        if version < LATEST:
            from custui.db.upgrade import upgrade

            upgrade(database)
    return database
