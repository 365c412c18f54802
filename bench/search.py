"""Figure 8: the search box, its first page sorted by sales, against a plain ``LIKE`` scan.

The baseline looks for each text with ``LIKE '%x%'`` in the names, the e-mail and the company as
they were typed, through one plain ``sqlite3`` connection, and sorts by sales; without an index on
them, which the figure's name leaves out. Both read the same columns of a hundred rows.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from statistics import median

from bench.context import Context
from bench.table import Figure
from custui.db.connection import ShopDatabase, open_database
from custui.db.queries.customers import CustomerList, count_rows
from custui.db.queries.lookups import read_lookups
from custui.db.queries.search.exact import exact_first
from custui.db.queries.search.first import read_found
from custui.db.queries.snapshot import Snapshot
from custui.domain.search import BEST_FIRST, RESULT_COLUMNS, parse_search

TEXTS = (
    *("kow", "zolw", "gmail", "@wp.pl", "ska", "zzzz", "kowalski jan", "zolw lucja"),
    *("+48 600-100-200", "600100200", "XKBKNABJK", "jan.kowalski@gmail.com", "spolka", "kow x"),
)
SHORT = ("x", "qz", '"')
_ROWS = 100
_RUNS = 3

_LIKE = """
SELECT id, title_id, first_name, last_name, email, company, birthday, registered_at, order_count,
    enabled
FROM customer NOT INDEXED
WHERE first_name LIKE ?1 OR last_name LIKE ?1 OR email LIKE ?1 OR company LIKE ?1
ORDER BY sales DESC LIMIT 100
"""


def _seconds(act: Callable[[], object]) -> float:
    spent = []
    for _run in range(_RUNS):
        begun = time.perf_counter()
        act()
        spent.append(time.perf_counter() - begun)
    return median(spent)


def _wanted(database: ShopDatabase, typed: str) -> CustomerList:
    return exact_first(database, CustomerList(search=parse_search(typed), sort=BEST_FIRST))


def _first_page(database: ShopDatabase, typed: str) -> None:
    lookups = read_lookups(database)
    customers = _wanted(database, typed)
    read_found(database, customers, lookups, RESULT_COLUMNS, limit=_ROWS)


def _count(database: ShopDatabase, typed: str) -> None:
    count_rows(database, _wanted(database, typed), read_lookups(database))


def _order(database: ShopDatabase, typed: str) -> None:
    snapshot = Snapshot(database, _wanted(database, typed))
    snapshot.build()
    snapshot.close()


def figures(context: Context) -> Iterator[Figure]:
    """Figure 8: the slowest first page; beside it what is not limited."""
    if not context.wants("8"):
        return
    path = context.shop()
    raw = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    database = open_database(str(path), read_only=True)
    with database.connection_context():
        likes, pages, counts, orders = [], {}, {}, {}
        for text in TEXTS:
            pattern = f"%{text.split()[0]}%"
            likes.append(_seconds(lambda p=pattern: raw.execute(_LIKE, (p,)).fetchall()))
            pages[text] = _seconds(lambda t=text: _first_page(database, t))
            counts[text] = _seconds(lambda t=text: _count(database, t))
            orders[text] = _seconds(lambda t=text: _order(database, t))
        short = {text: _seconds(lambda t=text: _first_page(database, t)) for text in SHORT}
    raw.close()
    scan = median(likes) * 1000
    slowest = max(pages, key=lambda text: pages[text])
    counted = max(orders, key=lambda text: orders[text])
    note = (
        f"p50 {median(pages.values()) * 1000:.1f} ms; count at most"
        f" {max(counts.values()) * 1000:.0f}, every position {orders[counted] * 1000:.0f} ms"
        f" ({counted}); one or two characters at most {max(short.values()) * 1000:.0f} ms"
    )
    what = f"search, first page by sales: slowest ({slowest}) / LIKE scan"
    yield Figure("8", what, pages[slowest] * 1000, scan, "ms", 0.5, note)
