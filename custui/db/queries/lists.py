"""What any list of rows can be asked, so that one grid and one snapshot serve them all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, Self

from custui.db.connection import ShopDatabase

if TYPE_CHECKING:
    from custui.domain.columns import ColumnSet
    from custui.domain.filters import Filter, Sort

Row = tuple[Any, ...]
"""One row: the value of each column asked for, as ``domain.columns.Kind`` says."""

Statement = tuple[str, tuple[Any, ...]]
"""SQL and its parameters."""


class RowList(Protocol):
    """Which rows, in which order: a frozen value that knows its table.

    Equal lists have the same rows in the same order. A row is told from all others by its key, an
    integer: the value of the column that ``columns.key`` names. Each question is asked through
    this thread's open connection; ``names`` are of columns.
    """

    @property
    def columns(self) -> ColumnSet:
        """Every column that there is."""

    @property
    def filters(self) -> tuple[Filter, ...]:
        """What its rows have in common."""

    @property
    def sort(self) -> tuple[Sort, ...]:
        """Its order; ties go by key in the direction of the last one."""

    def filtered(self, filters: tuple[Filter, ...]) -> Self:
        """The same list with other filters."""

    def sorted_by(self, sort: tuple[Sort, ...]) -> Self:
        """The same list in another order."""

    def first_rows(self, database: ShopDatabase, names: Sequence[str], limit: int) -> list[Row]:
        """The first rows, at once: before anything is counted."""

    def rows_by_key(
        self, database: ShopDatabase, keys: Sequence[int], names: Sequence[str]
    ) -> dict[int, Row]:
        """Rows as they are now, whatever the filters; one that is gone is missing."""

    def count(self, database: ShopDatabase) -> int:
        """How many rows there are, exactly."""

    def keys_in_order(self, database: ShopDatabase) -> Statement:
        """What selects every row's ``key``, in order."""

    def choices(self, database: ShopDatabase, name: str) -> list[str]:
        """What may be chosen in a column, each a filter of it; nothing where it is no choice."""
