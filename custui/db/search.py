"""The full-text index over customers: names, e-mail, company and the digits of every phone.

SQLite's FTS5 with trigrams over folded text, external content. It is fed from code: a trigger
makes bulk writes many times slower. Whoever changes what it covers wraps the change in
``reindexing``, calls ``replace`` afterwards, or ``rebuild`` after a large load.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import peewee

from custui.db.connection import ShopDatabase
from custui.db.problems import engine_error

MINIMUM_LENGTH = 3
"""``MATCH`` finds nothing for shorter words: a trigram has three characters."""

_FIELDS = "names, email, company, phones"


def _id_list(ids: Sequence[int]) -> str:
    return ",".join(str(int(customer_id)) for customer_id in ids)


def forget(database: ShopDatabase, ids: Sequence[int]) -> None:
    """Take customers out of the index; their rows must still be as they were indexed."""
    database.execute_sql(
        f"INSERT INTO customer_fts (customer_fts, rowid, {_FIELDS}) SELECT 'delete', id, {_FIELDS}"
        f" FROM customer_search WHERE id IN ({_id_list(ids)})"
    )


def add(database: ShopDatabase, ids: Sequence[int]) -> None:
    """Index customers that are not in the index."""
    database.execute_sql(
        f"INSERT INTO customer_fts (rowid, {_FIELDS}) SELECT id, {_FIELDS}"
        f" FROM customer_search WHERE id IN ({_id_list(ids)})"
    )


@contextmanager
def reindexing(database: ShopDatabase, ids: Sequence[int]) -> Iterator[None]:
    """Keep the index right while the rows of ``ids`` change inside the transaction.

    They must be in the index; rows deleted meanwhile stay out of it.
    """
    forget(database, ids)
    yield
    add(database, ids)


def of_row(row: Mapping[str, object]) -> tuple[str, ...]:
    """What the index says of a customer's ``row``: that of the view ``customer_search``."""
    names = f"{row['first_name_fold']} {row['last_name_fold']}"
    return (names, *(str(row[column]) for column in ("email_fold", "company_fold", "phone_digits")))


def replace(
    database: ShopDatabase, customer_id: int, old: Sequence[str] | None, new: Sequence[str] | None
) -> None:
    """Let the index say ``new`` of a customer of whom it says ``old``; ``None``: nothing.

    The row may have changed already.
    """
    if old == new:
        return
    if old is not None:
        database.execute_sql(
            f"INSERT INTO customer_fts (customer_fts, rowid, {_FIELDS})"
            " VALUES ('delete', ?, ?, ?, ?, ?)",
            (customer_id, *old),
        )
    if new is not None:
        database.execute_sql(
            f"INSERT INTO customer_fts (rowid, {_FIELDS}) VALUES (?, ?, ?, ?, ?)",
            (customer_id, *new),
        )


def is_right(database: ShopDatabase) -> bool:
    """Whether the index is whole and says exactly what the rows say.

    It takes the write lock and changes nothing; four seconds for a million customers.
    """
    try:
        # A rank other than 0 compares the index with the rows it is made from.
        database.execute_sql(
            "INSERT INTO customer_fts (customer_fts, rank) VALUES ('integrity-check', 1)"
        )
    except peewee.DatabaseError as error:
        found = engine_error(error)
        if found is not None and found.sqlite_errorcode == sqlite3.SQLITE_CORRUPT_VTAB:
            return False
        raise
    return True


def rebuild(database: ShopDatabase) -> None:
    """Build the whole index anew from the rows."""
    run = database.execute_sql
    run("INSERT INTO customer_fts (customer_fts, rank) VALUES ('automerge', 0)")
    run("INSERT INTO customer_fts (customer_fts, rank) VALUES ('hashsize', 16777216)")
    run("INSERT INTO customer_fts (customer_fts) VALUES ('rebuild')")
    run("INSERT INTO customer_fts (customer_fts, rank) VALUES ('hashsize', 1048576)")
    run("INSERT INTO customer_fts (customer_fts, rank) VALUES ('automerge', 4)")


def quoted(word: str) -> str:
    """``word`` as an FTS5 phrase in which every character is plain.

    NUL, which no row has, would end the phrase in the middle.
    """
    return '"' + word.replace("\0", "").replace('"', '""') + '"'
