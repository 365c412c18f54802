"""Loading many rows at once, past the ORM: files, the made-up shop."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import peewee

from custui.db.connection import ShopDatabase
from custui.db.patience import patiently

_STEPS = 200_000
"""Steps of the engine between two looks at signals: a few milliseconds."""


def insert_rows(
    database: ShopDatabase, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Insert ``rows`` into ``table``, ten times as fast as an ORM's ``insert_many``."""
    marks = ",".join("?" * len(columns))
    database.raw().executemany(f"INSERT INTO {table} ({','.join(columns)}) VALUES ({marks})", rows)


@contextmanager
def without_indexes(database: ShopDatabase, tables: Sequence[str]) -> Iterator[None]:
    """Drop the secondary indexes of ``tables`` and build them anew afterwards.

    Call it inside the write transaction: SQLite rolls schema changes back with the rest. A unique
    index raises ``IntegrityError`` at the end when the rows loaded do not fit it.
    """
    marks = ",".join("?" * len(tables))
    indexes = database.execute_sql(
        f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        f" AND tbl_name IN ({marks})",
        tuple(tables),
    ).fetchall()
    for name, _sql in indexes:
        database.execute_sql(f"DROP INDEX {name}")
    yield
    for _name, sql in indexes:
        database.execute_sql(sql)


@contextmanager
def write_transaction(database: ShopDatabase) -> Iterator[None]:
    """One write transaction that locks no attached database, as ``BEGIN IMMEDIATE`` would."""
    patiently(database, lambda: _begin(database))
    try:
        yield
    except BaseException:
        database.execute_sql("ROLLBACK")
        raise
    database.execute_sql("COMMIT")


def _begin(database: ShopDatabase) -> None:
    """Begin, and take the shop's write lock first thing."""
    database.execute_sql("BEGIN DEFERRED")
    try:
        database.execute_sql("UPDATE shop SET name = name WHERE id IS NULL")
    except BaseException:
        database.execute_sql("ROLLBACK")
        raise


def data_version(database: ShopDatabase) -> int:
    """A number that changes when somebody else commits."""
    return int(database.execute_sql("PRAGMA main.data_version").fetchone()[0])


@contextmanager
def references_unchecked(database: ShopDatabase) -> Iterator[None]:
    """Leave out the engine's look-up of every reference of every row; call it around a transaction.

    For rows whose references were read from the referred tables, and held against them once more
    inside the transaction.
    """
    database.execute_sql("PRAGMA foreign_keys = 0")
    try:
        yield
    finally:
        database.execute_sql("PRAGMA foreign_keys = 1")


@contextmanager
def interruptible(database: ShopDatabase, stopped: Callable[[], bool]) -> Iterator[None]:
    """Let Ctrl-C, or ``stopped``, end statements that run for seconds, as ``KeyboardInterrupt``.

    Python looks at signals between its own steps only. The engine calls back while it works; the
    exception that a signal raises there stops the statement.
    """
    connection = database.raw()
    connection.set_progress_handler(stopped, _STEPS)
    try:
        yield
    except (sqlite3.OperationalError, peewee.OperationalError) as error:
        if "interrupted" in str(error):
            raise KeyboardInterrupt from error
        raise
    finally:
        connection.set_progress_handler(None, 0)
