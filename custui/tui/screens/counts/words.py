"""What is counted, in words: a value as its cell has it, a range, the empty one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from custui.db.queries.counts.read import Counted
from custui.domain.cells import cell_text
from custui.domain.columns import Column, Kind
from custui.domain.filters import Empty, Period, Within
from custui.domain.filters.amounts import Amount
from custui.domain.text import printable, sort_key
from custui.locale import _
from custui.locale.formats import country_name, format_money, format_number
from custui.tui.desk import Desk

SHARE_CELLS = 16
"""Cells of a bar that stands for everybody."""


_BEFORE_ALL = -(2**63)


def writer(column: Column, desk: Desk) -> Callable[[Counted], str]:
    """How the values of ``column`` are called; what comes out is safe to show.

    Names of countries take long to load at first: call it in a worker.
    """
    of_cell = cell_text(column, desk.time_zone, desk.glyphs)
    if column.kind is Kind.FLAG:
        of_cell = _yes_or_no
    elif column.name == "country":
        of_cell = _country
    elif column.kind in (Kind.DATE, Kind.MOMENT):
        of_cell = lambda value: printable(str(value))  # noqa: E731 - a year that none can be

    def written(counted: Counted) -> str:
        value = counted.value
        if value is None:
            return _("never") if column.kind is Kind.MOMENT else _("(empty)")
        if isinstance(value, Empty):
            return _("(not empty)")
        return _range(value) if isinstance(value, Within) else of_cell(value)

    return written


def order(counted: Counted, label: str) -> tuple[int, int, str]:
    """Where a value stands among all: the empty one first, ranges by where they begin."""
    value = counted.value
    if isinstance(value, Within):
        return 1, _begin(value.low), ""
    if isinstance(value, int):
        return 1, value, ""
    return (0, 0, "") if value is None else (1, 0, sort_key(label))


def _begin(bound: object) -> int:
    if isinstance(bound, Period):
        return bound.first.toordinal()
    return bound if isinstance(bound, int) else _BEFORE_ALL


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


def _country(code: str) -> str:
    name = country_name(code)
    return printable(code if name == code else f"{code}  {name}")


def _range(wanted: Within) -> str:
    low, high = _bound(wanted.low), _bound(wanted.high)
    if wanted.low is None:
        text = _("before {high}") if wanted.exclusive else _("up to {high}")
        return text.format(high=high)
    if wanted.high is None:
        return _("from {low}").format(low=low)
    return low if wanted.low == wanted.high else f"{low} – {high}"


def _bound(bound: Any) -> str:
    if isinstance(bound, Amount):
        return format_money(bound)
    return format_number(bound) if isinstance(bound, int) else str(bound)


def bar(customers: int, total: int, *, ascii_only: bool) -> str:
    """The share of the total as a bar; whoever is there at all has a cell of it."""
    cells = max(1, round(SHARE_CELLS * customers / max(1, total)))
    return ("#" if ascii_only else "━") * min(cells, SHARE_CELLS)
