"""Ranges as typed: ``5``, ``>5``, ``>=5``, ``<5``, ``<=5``, ``5..10``, ``..10``, ``10..``."""

from __future__ import annotations

from collections.abc import Callable

from custui.domain.columns import Column
from custui.domain.filters.errors import FilterError
from custui.domain.filters.periods import Period
from custui.domain.filters.values import Bound, Within
from custui.locale import _

_OPERATORS = (">=", "<=", ">", "<")


def parse_range(
    column: Column, typed: str, parse_bound: Callable[[str], Bound], *, negated: bool
) -> Within:
    """The range that ``typed`` means; ``parse_bound`` raises ``FilterError``."""
    for operator in _OPERATORS:
        if typed.startswith(operator):
            bound = parse_bound(typed.removeprefix(operator).strip())
            low, high = (bound, None) if ">" in operator else (None, bound)
            return Within(column.name, low, high, "=" not in operator, negated)
    low_typed, dots, high_typed = (part.strip() for part in typed.partition(".."))
    if not dots:
        bound = parse_bound(low_typed)
        return Within(column.name, bound, bound, negated=negated)
    if not (low_typed or high_typed):
        parse_bound("")
    low = parse_bound(low_typed) if low_typed else None
    high = parse_bound(high_typed) if high_typed else None
    if _is_backward(low, high):
        raise FilterError(column.name, _("the range ends before it begins"))
    return Within(column.name, low, high, negated=negated)


def _is_backward(low: Bound | None, high: Bound | None) -> bool:
    if isinstance(low, int) and isinstance(high, int):
        return low > high
    return isinstance(low, Period) and isinstance(high, Period) and low.first > high.last
