"""The rows read so far, by page: least recently used ones go first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

PAGE_ROWS = 100
"""Rows to a page: what one query reads."""

KEPT_PAGES = 24

GridRow = tuple[Any, ...]
"""A row's key, then its cells."""


class Missing:
    """Marks a row whose page has not been read."""


MISSING = Missing()


class Pages:
    """Pages of rows around the cursor. ``None`` in a page is a row that was deleted since."""

    def __init__(self) -> None:
        self._pages: OrderedDict[int, list[GridRow | None]] = OrderedDict()
        self._asked: set[int] = set()

    def clear(self) -> None:
        """Forget every row and every question."""
        self._pages.clear()
        self._asked.clear()

    def row(self, position: int) -> GridRow | Missing | None:
        """The row at ``position``; ``MISSING`` when its page was not read or is too short."""
        number, place = divmod(position, PAGE_ROWS)
        page = self._pages.get(number)
        if page is None or place >= len(page):
            return MISSING
        self._pages.move_to_end(number)
        return page[place]

    def fill(self, first: int, rows: Sequence[GridRow | None]) -> None:
        """Keep rows that were read from position ``first``, a page's beginning."""
        for start in range(0, max(len(rows), 1), PAGE_ROWS):
            number = (first + start) // PAGE_ROWS
            self._pages[number] = list(rows[start : start + PAGE_ROWS])
            self._pages.move_to_end(number)
            self._asked.discard(number)
        while len(self._pages) > KEPT_PAGES:
            self._pages.popitem(last=False)

    def wanted(self, first: int, last: int) -> list[int]:
        """The pages between two positions that nobody asked for yet; they count as asked now."""
        numbers = range(first // PAGE_ROWS, last // PAGE_ROWS + 1)
        missing = [n for n in numbers if n not in self._pages and n not in self._asked]
        self._asked.update(missing)
        return missing

    def replace(self, rows: dict[Any, GridRow]) -> list[int]:
        """Put fresher rows, by key, in place of the old ones; the positions that changed."""
        changed = []
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if row is not None and (fresh := rows.get(row[0])) is not None and fresh != row:
                    page[place] = fresh
                    changed.append(number * PAGE_ROWS + place)
        return changed
