"""The order of a list, and names of columns, as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from custui.domain.columns import BY_NAME, Column
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


def column_named(name: str) -> Column:
    """The column called ``name``; raises ``FilterError`` when there is none."""
    column = BY_NAME.get(name)
    if column is None:
        raise FilterError(
            name,
            _("there is no column {name}; there are: {names}").format(
                name=printable(name), names=", ".join(BY_NAME)
            ),
        )
    return column


def parse_sort(typed: str) -> tuple[Sort, ...]:
    """``-sales,last_name`` as sorts; raises ``FilterError`` for a column there is not."""
    words = [word.strip() for word in typed.split(",")]
    sorts = [
        Sort(column_named(word.removeprefix("-")).name, descending=word.startswith("-"))
        for word in words
        if word
    ]
    return tuple(sorts) or NEWEST_FIRST


def parse_columns(names: Sequence[str]) -> tuple[Column, ...]:
    """The columns called ``names``; raises ``FilterError`` for one there is not."""
    return tuple(map(column_named, names))
