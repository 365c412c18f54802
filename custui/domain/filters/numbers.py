"""Filters of columns that hold numbers, amounts, percentages and spans of time, as typed."""

from __future__ import annotations

import re

from custui.domain.columns import Column, Kind
from custui.domain.filters.amounts import Amount, parse_duration
from custui.domain.filters.errors import FilterError
from custui.domain.filters.ranges import parse_range
from custui.domain.filters.values import Filter
from custui.locale import _

_LARGEST = 2**63 - 1
"""As large as a number in the database can be."""

_SPACE = "[ \u00a0\u2007\u2009\u202f]"
_WHOLE = rf"(?P<sign>[-\u2212]?)(?P<whole>\d{{1,3}}(?:{_SPACE}\d{{3}})+|\d+)"
_GROUPED = r"(?P<sign>[-\u2212]?)(?P<whole>\d{1,3}(?:,\d{3})+)\.(?P<cents>\d\d)"
_DECIMAL = _WHOLE + r"(?:[.,](?P<cents>\d{1,2}))?"
_FORMS = {
    Kind.NUMBER: (re.compile(_WHOLE, re.ASCII),),
    # The English screen's own form, 12,310.20, can mean nothing else either.
    Kind.MONEY: (re.compile(_DECIMAL, re.ASCII), re.compile(_GROUPED, re.ASCII)),
    Kind.PERCENT: (re.compile(rf"{_DECIMAL}{_SPACE}?%?", re.ASCII),),
}
_NOT_DIGIT = re.compile(r"\D")


def parse_number(column: Column, typed: str, wrong: FilterError, *, negated: bool) -> Filter:
    """A range of whole numbers, or of amounts (kept in hundredths); raises ``wrong``."""

    def bound(typed: str) -> int:
        forms = (form.fullmatch(typed) for form in _FORMS[column.kind])
        found = next(filter(None, forms), None)
        if found is None:
            raise wrong
        digits = _NOT_DIGIT.sub("", found["whole"])
        if column.kind is not Kind.NUMBER:
            digits += (found["cents"] or "").ljust(2, "0")
        # Python refuses to read a number of thousands of digits.
        if len(digits.lstrip("0")) > len(str(_LARGEST)) or int(digits) > _LARGEST:
            raise FilterError(column.name, _("that is too large a number"))
        number = -int(digits) if found["sign"] else int(digits)
        return number if column.kind is Kind.NUMBER else Amount(number)

    return parse_range(column, typed, bound, negated=negated)


def parse_time_spent(column: Column, typed: str, wrong: FilterError, *, negated: bool) -> Filter:
    """A range of spans of time (kept in seconds); raises ``wrong``."""

    def bound(typed: str) -> int:
        duration = parse_duration(typed)
        if duration is None:
            raise wrong
        return duration

    return parse_range(column, typed, bound, negated=negated)
