"""Opens the shop's database by URL.

SQLite with WAL: one connection a thread, nothing connects by itself, writes begin ``IMMEDIATE``
(a deferred read-then-write fails at once under other writers, whatever the time-out).
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase

from custui.db import migrations
from custui.db.files import beside, has_content, uri
from custui.db.identity import identify
from custui.db.problems import DatabaseProblem, explained
from custui.domain.text import digits, fold, sort_key
from custui.locale import _

BUSY_SECONDS = 10.0
"""How long a writer waits for another one."""

_PRAGMAS: tuple[tuple[str, Any], ...] = (
    ("foreign_keys", 1),
    ("synchronous", "NORMAL"),
    # The operating system caches the file; a large page cache would only count as our memory.
    ("cache_size", -4096),
    ("journal_size_limit", 64 * 1024 * 1024),
)

_URL = re.compile(r"([a-z][a-z0-9+.-]*)://(.*)", re.IGNORECASE | re.DOTALL)


def path_of(url: str) -> Path:
    """The file that ``url`` names.

    A plain path; or ``sqlite:///relative/path``, ``sqlite:////absolute/path``: the part after the
    third slash is the path, taken as it stands (spaces, ``?``, ``#``, ``%`` belong to the name).
    ``~`` is the home directory in both.
    """
    parts = _URL.fullmatch(url)
    if parts and parts[1].lower() != "sqlite":
        raise DatabaseProblem(
            _("{url}: only SQLite is spoken so far; give a path or sqlite:///path.").format(url=url)
        )
    name = parts[2].removeprefix("/") if parts else url
    if not name or "\0" in name:
        raise DatabaseProblem(
            _("{url} names no file; give a path or sqlite:///path.").format(url=repr(url))
        )
    try:
        return Path(name).expanduser()
    except RuntimeError as error:
        raise DatabaseProblem(_("{url}: there is no such user here.").format(url=url)) from error


class ShopDatabase(SqliteDatabase):
    """The shop's database.

    Each thread that uses it opens and closes its own connection (``with db.connection_context()``)
    and writes within ``with db.writing()``. The file must exist: connecting never creates one.
    ``called`` is its name to people, where that is not ``path``. ``waiting`` is told, in a
    sentence, whom a writer waits for; ``None``: nobody listens.
    """

    path: Path
    called: Path
    read_only: bool
    busy_seconds: float

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        thread_safe: bool = True,
        busy_seconds: float | None = None,
        called: Path | None = None,
    ) -> None:
        self.path = path
        self.called = called or path
        self.read_only = read_only
        self.busy_seconds = BUSY_SECONDS if busy_seconds is None else busy_seconds
        self.waiting: Callable[[str], object] | None = None
        super().__init__(
            uri(path, _read_only_mode(path) if read_only else "rw"),
            uri=True,
            pragmas=list(_PRAGMAS),
            timeout=self.busy_seconds,
            autoconnect=False,
            thread_safe=thread_safe,
            lock_type="IMMEDIATE",
            check_same_thread=False,
        )
        for name, function, parameters in FUNCTIONS:
            self.register_function(function, name, parameters, True)

    def execute_sql(self, sql: str, params: Sequence[Any] | None = None) -> sqlite3.Cursor:
        """Execute one statement on this thread's connection."""
        cursor: sqlite3.Cursor = super().execute_sql(sql, params)
        return cursor

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One write transaction, begun ``IMMEDIATE``; errors for people come out explained.

        Within another one it is a savepoint.
        """
        if self.read_only:
            raise DatabaseProblem(
                _("{path} was opened with --read-only. Nothing was changed.").format(
                    path=self.called
                )
            )
        with explained(self.called), self.atomic():
            yield

    def begin(self, lock_type: str | None = None) -> None:
        """Begin a transaction; one that writes waits for its turn (``db.patience``)."""
        begin = partial(super().begin, lock_type)
        if lock_type in (None, "IMMEDIATE") and not self.read_only:
            from custui.db.patience import patiently

            patiently(self, begin)
        else:
            begin()

    def raw(self) -> sqlite3.Connection:
        """This thread's connection, for what peewee has no words for (bulk, interrupt)."""
        connection: sqlite3.Connection = super().connection()
        return connection

    def private(self) -> ShopDatabase:
        """A second way in, with one connection of its own that any one thread at a time may use."""
        way = ShopDatabase(
            self.path,
            read_only=self.read_only,
            thread_safe=False,
            busy_seconds=self.busy_seconds,
            called=self.called,
        )
        way.waiting = self.waiting
        return way


def _has_number(kept: str, typed: str, beginning: int) -> bool:
    from custui.domain.filters.phones import has_number

    return has_number(kept, typed, beginning)


def _origin(referrer: str) -> str:
    from custui.domain.referrers import origin

    return origin(referrer)


def _changes(fields: str) -> str:
    from custui.domain.changes import in_words

    return in_words(fields)


FUNCTIONS: tuple[tuple[str, Callable[..., Any], int], ...] = (
    ("fold", fold, 1),
    ("sort_key", sort_key, 1),
    ("digits", digits, 1),
    ("has_number", _has_number, 3),
    ("origin", _origin, 1),
    ("changes", _changes, 1),
)
"""What statements may call beside the engine's own; each gives the same for the same."""


def _read_only_mode(path: Path) -> str:
    """SQLite's mode for reading alone: temporary tables work, the file cannot change.

    Reading a WAL database needs two files beside it. Where they cannot be made (a read-only disk),
    nobody can be writing either, so the file is read as one that does not change.
    """
    if os.access(path.absolute().parent, os.W_OK) or has_content(beside(path, "-wal")):
        return "ro"
    return "ro&immutable=1"


def open_database(
    url: str, *, read_only: bool = False, busy_seconds: float | None = None
) -> ShopDatabase:
    """The existing database at ``url``, brought up to date and ready for ``connection_context``.

    A writer waits ``busy_seconds`` for another one. Raises ``NoDatabase`` or ``DatabaseProblem``;
    in each case the file is as it was.
    """
    path = path_of(url)
    with explained(path):
        version = identify(path)
        if version > migrations.LATEST:
            raise DatabaseProblem(
                _(
                    "{path} was made by a newer custui (schema {theirs}, this one knows {ours}). "
                    "It was left untouched; install the newer program."
                ).format(path=path, theirs=version, ours=migrations.LATEST)
            )
        database = ShopDatabase(path, read_only=read_only, busy_seconds=busy_seconds)
        if version < migrations.LATEST:
            from custui.db.upgrade import upgrade

            upgrade(database)
        with database.connection_context():  # fails here rather than at the first question
            database.execute_sql("SELECT 1 FROM sqlite_schema LIMIT 1")
    return database
