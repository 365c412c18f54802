"""Ranges of numbers, money, moments and birthdays as SQL conditions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from custui.db.queries.columns import SQL
from custui.db.queries.conditions import Condition, on_value
from custui.domain.columns import BY_NAME, Kind
from custui.domain.filters.spans import days_of_year, iso_day, span, start_of
from custui.domain.filters.values import DayOfYear, Recent, Upcoming, Within
from custui.locale.formats import zone


def _today(time_zone: str, now: int) -> date:
    return datetime.fromtimestamp(now, zone(time_zone)).date()


def _between(name: str, bounds: list[tuple[str, Any]]) -> Condition:
    """The column's value against each bound that there is: operator and value."""
    value = SQL[name].value
    there = [(operator, bound) for operator, bound in bounds if bound is not None]
    sql = " AND ".join(f"{value} {operator} ?" for operator, _bound in there)
    return on_value(name, sql, tuple(bound for _operator, bound in there))


def _numbers(wanted: Within) -> Condition:
    if wanted.low == wanted.high:
        return _between(wanted.column, [("=", wanted.low)])
    above, below = (">", "<") if wanted.exclusive else (">=", "<=")
    return _between(wanted.column, [(above, wanted.low), (below, wanted.high)])


def range_condition(wanted: Within | Recent, time_zone: str, now: int) -> Condition:
    """A range of numbers, minor units or days, or the last days."""
    kind = BY_NAME[wanted.column].kind
    if isinstance(wanted, Within) and kind in (Kind.NUMBER, Kind.MONEY):
        return _numbers(wanted)
    today = _today(time_zone, now)
    if isinstance(wanted, Recent) and kind is Kind.DATE:
        return _birthdays(wanted, today)
    first, after = span(wanted, today)
    if kind is Kind.DATE:
        days = [None if day is None else iso_day(day) for day in (first, after)]
        return _between(wanted.column, [(">=", days[0]), ("<", days[1])])
    there = zone(time_zone)
    moments = [None if day is None else start_of(day, there) for day in (first, after)]
    return _between(wanted.column, [(">=", moments[0]), ("<", moments[1])])


def birthday_condition(wanted: DayOfYear | Upcoming, time_zone: str, now: int) -> Condition:
    """A birthday in any year."""
    if isinstance(wanted, Upcoming):
        return _birthdays(wanted, _today(time_zone, now))
    value = SQL[wanted.column].value
    return Condition(f"substr({value}, 6) = ?", (f"{wanted.month:02}-{wanted.day:02}",))


def _birthdays(wanted: Recent | Upcoming, today: date) -> Condition:
    value = SQL[wanted.column].value
    days = days_of_year(wanted, today)
    if days is None:
        return Condition(f"{value} IS NOT NULL")
    first, last = days
    operator = "AND" if first <= last else "OR"
    return Condition(f"(substr({value}, 6) >= ? {operator} substr({value}, 6) <= ?)", (first, last))
