"""One page of a panel that may have any number of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from custui.db.connection import ShopDatabase

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of a panel, and how many there are in all."""

    rows: tuple[Row, ...]
    total: int

    @property
    def more(self) -> int:
        """How many rows are not on this page."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Panel(Generic[Row]):
    """A paged question: ``SELECT columns FROM source ORDER BY order``.

    ``make`` builds a row from the columns, of which the last ``flags`` are yes or no;
    ``counted`` is a cheaper source with as many rows.
    """

    make: Callable[..., Row]
    columns: str
    source: str
    order: str
    counted: str = ""
    flags: int = 0

    def read(
        self,
        database: ShopDatabase,
        parameters: Sequence[Any],
        limit: int | None = None,
        offset: int = 0,
    ) -> Page[Row]:
        """``limit`` rows (all when ``None``) from the one at ``offset``."""
        found = database.execute_sql(
            f"SELECT {self.columns} FROM {self.source} ORDER BY {self.order} LIMIT ? OFFSET ?",
            (*parameters, -1 if limit is None else limit, offset),
        ).fetchall()
        rows = tuple(map(self._row, found))
        if limit is None or (len(rows) < limit and (rows or not offset)):
            return Page(rows, offset + len(rows))
        (total,) = database.execute_sql(
            f"SELECT count(*) FROM {self.counted or self.source}", tuple(parameters)
        ).fetchone()
        return Page(rows, total)

    def _row(self, values: Sequence[Any]) -> Row:
        others = len(values) - self.flags
        return self.make(*values[:others], *map(bool, values[others:]))
