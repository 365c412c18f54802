"""Fills the new database of a made-up shop, as fast as the disk takes it.

The file is not yet anybody's: nothing is journalled or synced until the end, and whoever is
interrupted throws the file away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

from custui.db.bulk import insert_rows, without_indexes
from custui.db.connection import ShopDatabase
from custui.db.search import rebuild

_LOADING = (
    "PRAGMA foreign_keys = OFF",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -98304",
    "PRAGMA threads = 2",
)
_SIGNALS_EVERY = 200_000
"""Steps of SQLite's machine between two looks at signals: a few milliseconds."""


@contextmanager
def loading(
    database: ShopDatabase, tables: Sequence[str], progress: Callable[[float], None]
) -> Iterator[None]:
    """Load rows inside; at the end the indexes, the search index and the WAL come back.

    ``progress`` gets the share of the finishing that is done, 0 to 1. When the body or the
    finishing fails the file is left unfit for use.
    """
    for pragma in _LOADING:
        database.execute_sql(pragma)
    # Without a handler a signal would wait until the longest statement is through.
    database.raw().set_progress_handler(lambda: 0, _SIGNALS_EVERY)
    database.execute_sql("BEGIN")
    with ExitStack() as finishing:
        for number, table in enumerate(tables):
            share = 0.6 * (len(tables) - number) / len(tables)
            finishing.callback(progress, share)
            finishing.enter_context(without_indexes(database, [table]))
        yield
    rebuild(database)
    database.execute_sql("COMMIT")
    database.raw().set_progress_handler(None, 0)
    database.execute_sql("PRAGMA journal_mode = WAL")
    progress(1.0)


def insert_tables(
    database: ShopDatabase,
    columns: Mapping[str, Sequence[str]],
    rows: Mapping[str, Sequence[tuple[object, ...]]],
) -> None:
    """Insert the rows of each table; ``columns`` names what their places mean."""
    for table, several in rows.items():
        insert_rows(database, table, columns[table], several)
