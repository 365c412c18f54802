"""The kept sums: what happened in each second, minute and hour, and on which pages carts are left.

The same numbers stand in three sizes of span, so that any stretch of time is read from a few rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from custui.db.connection import ShopDatabase
from custui.domain.visits import COLUMNS, Tally

SPANS: Final = (1, 60, 3600)
"""Seconds; each is made up of whole ones of those before it."""

NAMES: Final = (
    "events",
    "active",
    "product",
    "cart",
    "checkout",
    "payment",
    "ordered",
    "left_cart",
    "left_checkout",
    "left_payment",
    "left_value",
)
"""The columns in the order of ``domain.visits``."""

_ADD = f"""
INSERT INTO activity_sum (shop_id, span, at, {", ".join(NAMES)})
VALUES (?, ?, ?, {", ".join("?" * COLUMNS)})
ON CONFLICT (shop_id, span, at) DO UPDATE SET
    {", ".join(f"{name} = {name} + excluded.{name}" for name in NAMES)}
"""
_ADD_PAGE = """
INSERT INTO left_page_sum (shop_id, span, at, page_id, carts, value) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (shop_id, span, at, page_id) DO UPDATE SET
    carts = carts + excluded.carts, value = value + excluded.value
"""
_DROP_EMPTY_PAGE = """
DELETE FROM left_page_sum
WHERE shop_id = ? AND span = ? AND at = ? AND page_id = ? AND carts = 0 AND value = 0
"""


def add_sums(database: ShopDatabase, shop_id: int, tally: Tally) -> None:
    """Add what a tally has to the kept sums."""
    rows = []
    for span in SPANS:
        rows += [
            (shop_id, span, at, *numbers)
            for at, numbers in sorted(_by_span(tally.seconds, span).items())
            if any(numbers)
        ]
    database.raw().executemany(_ADD, rows)
    _add_pages(database, shop_id, tally)


def _by_span(seconds: Mapping[int, list[int]], span: int) -> Mapping[int, list[int]]:
    if span == 1:
        return seconds
    summed: dict[int, list[int]] = {}
    for at, numbers in seconds.items():
        start = at - at % span
        known = summed.get(start)
        summed[start] = (
            [a + b for a, b in zip(known, numbers, strict=True)] if known else list(numbers)
        )
    return summed


def _add_pages(database: ShopDatabase, shop_id: int, tally: Tally) -> None:
    changed = {key: pair for key, pair in tally.pages.items() if any(pair)}
    if not changed:
        return
    ids = _page_ids(database, {page for _at, page in changed})
    added: dict[tuple[int, int, int], list[int]] = {}
    for (at, page), (carts, value) in changed.items():
        for span in SPANS:
            pair = added.setdefault((span, at - at % span, ids[page]), [0, 0])
            pair[0] += carts
            pair[1] += value
    rows = sorted((key, pair) for key, pair in added.items() if any(pair))
    database.raw().executemany(_ADD_PAGE, [(shop_id, *key, *pair) for key, pair in rows])
    database.raw().executemany(
        _DROP_EMPTY_PAGE, [(shop_id, *key) for key, pair in rows if min(pair) < 0]
    )


def _page_ids(database: ShopDatabase, pages: Iterable[str]) -> dict[str, int]:
    several = [(page,) for page in sorted(pages)]
    database.raw().executemany("INSERT OR IGNORE INTO left_page (page) VALUES (?)", several)
    return {
        page: database.execute_sql("SELECT id FROM left_page WHERE page = ?", (page,)).fetchone()[0]
        for (page,) in several
    }
