"""Waiting for one's turn to write, and telling whoever waits what for.

An import that stores a file at once holds the write lock for as long as that takes: nobody is
turned away meanwhile, and everybody is told at once.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import peewee

from custui.db.problems import DatabaseProblem, engine_error
from custui.locale import _

if TYPE_CHECKING:
    from custui.db.connection import ShopDatabase

SOON: Final = 0.5
"""Seconds after which somebody who waits is told what for."""

LONGEST: Final = 900.0
"""Seconds that one waits for an import at most."""


def patiently(database: ShopDatabase, attempt: Callable[[], None]) -> None:
    """Make an ``attempt`` to take the write lock; wait for as long as a file is being stored.

    Raises the engine's error when the lock was not to be had in ``busy_seconds``, and
    ``DatabaseProblem`` when an import takes too long.
    """
    first = min(SOON, database.busy_seconds)
    refused = _refused(database, attempt, first)
    ends = time.monotonic() + LONGEST
    told = False
    while refused is not None and (whom := _storing(database)) is not None:
        if not told and database.waiting is not None:
            database.waiting(_("{whom}; this waits for it.").format(whom=whom))
        told = True
        if time.monotonic() > ends:
            raise DatabaseProblem(
                _("{whom}. Nothing was changed; try again later.").format(whom=whom)
            )
        refused = _refused(database, attempt, SOON)
    if refused is not None:
        refused = _refused(database, attempt, database.busy_seconds - first)
    if refused is not None:
        raise refused


def _refused(
    database: ShopDatabase, attempt: Callable[[], None], seconds: float
) -> peewee.OperationalError | None:
    """Why an attempt of so many seconds did not get the lock; ``None``: it did."""
    database.execute_sql(f"PRAGMA busy_timeout = {max(0, int(seconds * 1000))}")
    try:
        attempt()
    except peewee.OperationalError as error:
        found = engine_error(error)
        if found is None or found.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return error
    finally:
        database.execute_sql(f"PRAGMA busy_timeout = {int(database.busy_seconds * 1000)}")
    return None


def _storing(database: ShopDatabase) -> str | None:
    """Who is storing a file now, in a sentence without its end."""
    from custui.db.import_runs import storing

    try:
        run = storing(database)
    except peewee.OperationalError:  # an older database, about to be brought up to date
        return None
    if run is None:
        return None
    return _("{staff} is importing {file}").format(staff=run.staff, file=run.file)
