"""What the list is filtered by: as typed, and as it was understood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from custui.domain.columns import ColumnSet, Kind
from custui.domain.filters import Filter, FilterError, parse_filter
from custui.locale import _


class Filtering:
    """The filters of one list, by column.

    A text that is no filter of its column is kept as typed, with the reason; the list goes on
    with the column's last good filter.
    """

    def __init__(self, columns: ColumnSet) -> None:
        self._columns = columns
        self._typed: dict[str, str] = {}
        self._good: dict[str, Filter] = {}
        self._problems: dict[str, str] = {}

    @property
    def typed(self) -> Mapping[str, str]:
        """What was typed, by column."""
        return self._typed

    @property
    def problems(self) -> Mapping[str, str]:
        """Why what was typed is no filter, by column."""
        return self._problems

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters in force, in the columns' order."""
        return tuple(self._good[name] for name in self._columns.by_name if name in self._good)

    def type(self, column: str, text: str) -> bool:
        """Take what was typed; says whether the filters in force are others now."""
        before = self.filters
        self._problems.pop(column, None)
        if not text.strip():
            self._typed.pop(column, None)
            self._good.pop(column, None)
            return self.filters != before
        self._typed[column] = text
        try:
            self._good[column] = parse_filter(column, text, self._columns)
        except FilterError as error:
            self._problems[column] = str(error)
        return self.filters != before

    def replace(self, filters: Iterable[Filter]) -> None:
        """Filter by these, and by nothing else."""
        self.clear()
        self._good = {each.column: each for each in filters}
        self._typed = {name: str(each) for name, each in self._good.items()}

    def settle(self, column: str) -> None:
        """The user leaves the column: what is no filter gives way to the last good one."""
        if self._problems.pop(column, None) is not None:
            good = self._good.get(column)
            if good is None:
                self._typed.pop(column, None)
            else:
                self._typed[column] = str(good)

    def cycle(self, column: str) -> bool:
        """A yes-or-no column goes from any to yes, no and any again."""
        following = {"": "yes", "yes": "no"}
        return self.type(column, following.get(self._typed.get(column, ""), ""))

    def clear(self) -> bool:
        """Drop every filter."""
        had = bool(self._good)
        self._typed.clear()
        self._good.clear()
        self._problems.clear()
        return had

    def chips(self) -> list[tuple[str, str, str]]:
        """The filters in force as column name, its header and the filter, in the columns' order."""
        return [
            (name, _(self._columns.by_name[name].label), str(self._good[name]))
            for name in self._columns.by_name
            if name in self._good
        ]

    def is_flag(self, column: str) -> bool:
        """Does the column hold yes or no?"""
        return self._columns.by_name[column].kind is Kind.FLAG
