"""Fills the new database of a made-up shop, as fast as the disk takes it.

The file is not yet anybody's: nothing is journalled or synced until the end, and whoever is
interrupted throws the file away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

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
def loading(database: ShopDatabase) -> Iterator[None]:
    """Load rows inside; at the end the search index is built and the WAL comes back.

    When the body fails the file is left unfit for use.
    """
    for pragma in _LOADING:
        database.execute_sql(pragma)
    # Without a handler a signal would wait until the longest statement is through.
    database.raw().set_progress_handler(lambda: 0, _SIGNALS_EVERY)
    database.execute_sql("BEGIN")
    yield
    rebuild(database)
    database.execute_sql("COMMIT")
    database.raw().set_progress_handler(None, 0)
    database.execute_sql("PRAGMA journal_mode = WAL")


@contextmanager
def _telling(built: Callable[[int], None], count: int) -> Iterator[None]:
    """Tell ``built`` of ``count`` afterwards, unless something went wrong."""
    yield
    built(count)


@contextmanager
def indexes_at_the_end(
    database: ShopDatabase, tables: Sequence[str], built: Callable[[int], None]
) -> Iterator[None]:
    """Insert rows inside; the indexes of ``tables`` are built when it ends.

    ``built`` gets the count of tables that are through.
    """
    # The rows follow the rules by the way they are made; asking for each takes as long as a table.
    database.execute_sql("PRAGMA ignore_check_constraints = ON")
    with ExitStack() as finishing:
        for number, table in enumerate(reversed(tables)):
            finishing.enter_context(_telling(built, len(tables) - number))
            finishing.enter_context(without_indexes(database, [table]))
        yield
        database.execute_sql("PRAGMA ignore_check_constraints = OFF")


def insert_tables(
    database: ShopDatabase,
    columns: Mapping[str, Sequence[str]],
    rows: Mapping[str, Sequence[tuple[object, ...]]],
) -> None:
    """Insert the rows of each table; ``columns`` names what their places mean."""
    for table, several in rows.items():
        insert_rows(database, table, columns[table], several)


def overwrite(
    database: ShopDatabase,
    table: str,
    columns: Sequence[str],
    key: str,
    rows: Sequence[Sequence[object]],
    parent: str = "",
) -> None:
    """Set ``columns`` of the rows of ``table`` whose ``key`` is the last value of a row.

    With a ``parent`` the last value is a customer's number, and ``key`` leads to that table.
    """
    settings = ", ".join(f"{column} = ?" for column in columns)
    where = f"{key} IN (SELECT id FROM {parent} WHERE customer_id = ?)" if parent else f"{key} = ?"
    database.raw().executemany(f"UPDATE {table} SET {settings} WHERE {where}", rows)


def copy_emails(database: ShopDatabase, ids: Sequence[int]) -> None:
    """Bring e-mails sent and log-ins tried in line with the e-mail addresses of ``ids``."""
    several = [(customer,) for customer in ids]
    raw = database.raw()
    raw.executemany(
        "UPDATE sent_email SET recipient = c.email FROM customer c"
        " WHERE c.id = customer_id AND customer_id = ?",
        several,
    )
    raw.executemany(
        "UPDATE login_attempt SET email = c.email, email_key = c.email_key FROM customer c"
        " WHERE c.id = customer_id AND customer_id = ?",
        several,
    )


@dataclass(frozen=True)
class Account:
    """A customer as far as a second account of the same person repeats it."""

    id: int
    first_name: str
    last_name: str
    email: str
    birthday: str
    title_id: int | None
    language: str
    phone: str
    line1: str
    postcode: str
    city: str
    country: str

    @property
    def home(self) -> tuple[str, str, str, str]:
        """Line 1, postcode, city and country of the default address."""
        return self.line1, self.postcode, self.city, self.country


def plain_accounts(database: ShopDatabase, ids: Sequence[int]) -> list[Account]:
    """Those of ``ids``, in their order, who are registered people with birthday and phone."""
    rows = database.execute_sql(
        "SELECT c.id, c.first_name, c.last_name, c.email, c.birthday, c.title_id, c.language,"
        " a.phone, a.line1, a.postcode, a.city, a.country"
        " FROM customer c JOIN address a ON a.customer_id = c.id AND a.default_billing = 1"
        " WHERE c.is_guest = 0 AND c.company = '' AND c.birthday IS NOT NULL AND a.phone <> ''"
        f" AND c.id IN ({','.join(str(int(customer)) for customer in ids)})"
    ).fetchall()
    found = {row[0]: Account(*row) for row in rows}
    return [found[customer] for customer in ids if customer in found]
