"""Ranges of numbers, money, moments and birthdays as SQL conditions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from custui.db.queries.columns import Table
from custui.db.queries.conditions import Condition, on_value
from custui.domain.columns import Kind
from custui.domain.filters.spans import days_of_year, iso_day, span, start_of
from custui.domain.filters.values import DayOfYear, Recent, Upcoming, Within
from custui.locale.formats import zone


def _today(time_zone: str, now: int) -> date:
    return datetime.fromtimestamp(now, zone(time_zone)).date()


def _between(name: str, table: Table, bounds: list[tuple[str, Any]]) -> Condition:
    """The column's value against each bound that there is: operator and value."""
    value = table.sql[name].value
    there = [(operator, bound) for operator, bound in bounds if bound is not None]
    sql = " AND ".join(f"{value} {operator} ?" for operator, _bound in there)
    return on_value(name, table, sql, tuple(bound for _operator, bound in there))


def _numbers(wanted: Within, table: Table) -> Condition:
    if wanted.low == wanted.high:
        return _between(wanted.column, table, [("=", wanted.low)])
    above, below = (">", "<") if wanted.exclusive else (">=", "<=")
    return _between(wanted.column, table, [(above, wanted.low), (below, wanted.high)])


def range_condition(wanted: Within | Recent, table: Table, time_zone: str, now: int) -> Condition:
    """A range of numbers, hundredths, seconds or days, or the last days."""
    kind = table.columns.by_name[wanted.column].kind
    if isinstance(wanted, Within) and kind not in (Kind.DATE, Kind.MOMENT):
        return _numbers(wanted, table)
    today = _today(time_zone, now)
    if isinstance(wanted, Recent) and kind is Kind.DATE:
        return _birthdays(wanted, table, today)
    first, after = span(wanted, today)
    if kind is Kind.DATE:
        days = [None if day is None else iso_day(day) for day in (first, after)]
        return _between(wanted.column, table, [(">=", days[0]), ("<", days[1])])
    there = zone(time_zone)
    moments = [None if day is None else start_of(day, there) for day in (first, after)]
    return _between(wanted.column, table, [(">=", moments[0]), ("<", moments[1])])


def birthday_condition(
    wanted: DayOfYear | Upcoming, table: Table, time_zone: str, now: int
) -> Condition:
    """A birthday in any year."""
    if isinstance(wanted, Upcoming):
        return _birthdays(wanted, table, _today(time_zone, now))
    value = table.sql[wanted.column].value
    return Condition(f"substr({value}, 6) = ?", (f"{wanted.month:02}-{wanted.day:02}",))


def _birthdays(wanted: Recent | Upcoming, table: Table, today: date) -> Condition:
    value = table.sql[wanted.column].value
    days = days_of_year(wanted, today)
    if days is None:
        return Condition(f"{value} IS NOT NULL")
    first, last = days
    operator = "AND" if first <= last else "OR"
    return Condition(f"(substr({value}, 6) >= ? {operator} substr({value}, 6) <= ?)", (first, last))
