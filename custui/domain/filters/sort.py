"""The order of a list, and names of columns, as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from custui.domain.columns import CUSTOMERS, Column, ColumnSet
from custui.domain.filters.errors import FilterError
from custui.domain.text import printable
from custui.locale import _


@dataclass(frozen=True)
class Sort:
    """One column to sort by."""

    column: str
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column


NEWEST_FIRST: tuple[Sort, ...] = (Sort("id", descending=True),)


def column_named(name: str, columns: ColumnSet = CUSTOMERS) -> Column:
    """The column called ``name``; raises ``FilterError`` when there is none."""
    column = columns.by_name.get(name)
    if column is None:
        raise FilterError(
            name,
            _("there is no column {name}; there are: {names}").format(
                name=printable(name), names=", ".join(columns.by_name)
            ),
        )
    return column


def parse_sort(typed: str, columns: ColumnSet = CUSTOMERS) -> tuple[Sort, ...]:
    """``-sales,last_name`` as sorts; raises ``FilterError`` for a column there is not.

    Without any it is the order in which the list stands at first.
    """
    words = [word.strip() for word in typed.split(",") if word.strip()]
    return tuple(
        Sort(column_named(word.removeprefix("-"), columns).name, descending=word.startswith("-"))
        for word in words or columns.order.split(",")
    )


def parse_columns(names: Sequence[str], columns: ColumnSet = CUSTOMERS) -> tuple[Column, ...]:
    """The columns called ``names``; raises ``FilterError`` for one there is not."""
    return tuple(column_named(name, columns) for name in names)
