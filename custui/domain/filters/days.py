"""Filters of moments and of the birthday as typed.

What speaks of today (``today``, ``7d``, ``+7d``) means the day of the year in the birthday column,
whatever the year: nobody is looking for people born this week.
"""

from __future__ import annotations

import re

from custui.domain.columns import Column, Kind
from custui.domain.filters.errors import FilterError
from custui.domain.filters.periods import Today, parse_day_of_year, parse_period
from custui.domain.filters.ranges import parse_range
from custui.domain.filters.values import Bound, DayOfYear, Empty, Filter, Recent, Upcoming
from custui.domain.text import fold
from custui.locale import _

MOST_DAYS = 36_525
"""A hundred years."""

_NEVER = frozenset({"never", "nigdy"})
_TODAY = frozenset({"today", "dzis", "dzisiaj"})
_DAYS = re.compile(r"(\+?) ?(\d{1,9}) ?d", re.ASCII | re.IGNORECASE)


def parse_day(column: Column, typed: str, wrong: FilterError, *, negated: bool) -> Filter:
    """A range of days, or days counted from today; raises ``wrong``."""
    is_birthday = column.kind is Kind.DATE
    if fold(typed) in _NEVER:
        return Empty(column.name, negated, not is_birthday)
    if is_birthday and fold(typed) in _TODAY:
        return Upcoming(column.name, 1, negated)
    counted = _DAYS.fullmatch(typed)
    if counted and (is_birthday or not counted[1]):
        return _counted(column, int(counted[2]), ahead=bool(counted[1]), negated=negated)
    if is_birthday and (on := _day_of_year(column, typed)):
        return DayOfYear(column.name, *on, negated)

    def bound(typed: str) -> Bound:
        if fold(typed) in _TODAY:
            return Today()
        try:
            period = parse_period(typed)
        except ValueError:
            raise _no_such_day(column) from None
        if period is None:
            raise wrong
        return period

    return parse_range(column, typed, bound, negated=negated)


def _counted(column: Column, days: int, *, ahead: bool, negated: bool) -> Filter:
    if not 1 <= days <= MOST_DAYS:
        raise FilterError(column.name, _("1 to {most} days are expected").format(most=MOST_DAYS))
    kind = Upcoming if ahead else Recent
    return kind(column.name, days, negated)


def _day_of_year(column: Column, typed: str) -> tuple[int, int] | None:
    try:
        return parse_day_of_year(typed)
    except ValueError:
        raise _no_such_day(column) from None


def _no_such_day(column: Column) -> FilterError:
    return FilterError(column.name, _("there is no such day"))
