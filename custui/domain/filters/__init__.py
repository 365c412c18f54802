"""The filter language: one parser for the filter row, chips, saved views and the command line.

The names below are loaded on first use: a list without filters needs none but ``Sort``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from custui.domain.filters.errors import FilterError
    from custui.domain.filters.parse import expected, parse_filter
    from custui.domain.filters.periods import Period, Today
    from custui.domain.filters.sort import NEWEST_FIRST, Sort, parse_columns, parse_sort
    from custui.domain.filters.values import (
        DayOfYear,
        Empty,
        Filter,
        Is,
        Match,
        OneOf,
        Recent,
        Text,
        Upcoming,
        Within,
    )

__all__ = [
    "NEWEST_FIRST",
    "DayOfYear",
    "Empty",
    "Filter",
    "FilterError",
    "Is",
    "Match",
    "OneOf",
    "Period",
    "Recent",
    "Sort",
    "Text",
    "Today",
    "Upcoming",
    "Within",
    "expected",
    "parse_columns",
    "parse_filter",
    "parse_sort",
]

_HOMES = {
    "errors": {"FilterError"},
    "parse": {"expected", "parse_filter"},
    "periods": {"Period", "Today"},
    "sort": {"NEWEST_FIRST", "Sort", "parse_columns", "parse_sort"},
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    home = next((module for module, names in _HOMES.items() if name in names), "values")
    return getattr(import_module(f"{__name__}.{home}"), name)
