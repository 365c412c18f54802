"""What a person typed as a filter of a column, as a value."""

from __future__ import annotations

import re
from collections.abc import Callable

from custui.domain.columns import CUSTOMERS, Column, ColumnSet, Kind
from custui.domain.filters.errors import FilterError
from custui.domain.filters.escapes import stripped
from custui.domain.filters.sort import column_named
from custui.domain.filters.values import Empty, Filter
from custui.locale import N_, _


def _parser(kind: Kind) -> Callable[..., Filter]:
    """How a filter of such a column is read; only that module is loaded."""
    match kind:
        case Kind.NUMBER | Kind.MONEY | Kind.PERCENT:
            from custui.domain.filters.numbers import parse_number as parser
        case Kind.DURATION:
            from custui.domain.filters.numbers import parse_time_spent as parser
        case Kind.DATE | Kind.MOMENT:
            from custui.domain.filters.days import parse_day as parser
        case Kind.FLAG:
            from custui.domain.filters.choices import parse_flag as parser
        case Kind.TEXT | Kind.PHONE | Kind.CHANGES:
            from custui.domain.filters.texts import parse_text as parser
        case Kind.CHOICE | Kind.CHOICES:
            from custui.domain.filters.choices import parse_choice as parser
    return parser


_NAME_EXPECTED = N_("a name is expected; several with commas, ! for not")
_TEXT_EXPECTED = N_("text is expected: kow, ^kow, kow$, =Kowalski, !kow")
_EXPECTED = {
    Kind.NUMBER: N_("a whole number is expected: 5, >5, <=5, 5..10"),
    Kind.MONEY: N_("an amount is expected: 191.20, >100, <=100, 100..200"),
    Kind.DATE: N_("a date is expected: 1990, 1990-05-17, 05-17, +7d, 1980..1989"),
    Kind.MOMENT: N_("a date is expected: 2024, 2024-05-17, today, 7d, !90d, >2024, a..b, never"),
    Kind.FLAG: N_("yes or no is expected"),
    Kind.TEXT: _TEXT_EXPECTED,
    Kind.CHANGES: _TEXT_EXPECTED,
    Kind.PERCENT: N_("a percentage is expected: 10, 7.5 %, >20, 5..10"),
    Kind.DURATION: N_("a span of time is expected: 90s, >5m, 1h..2h"),
    Kind.PHONE: N_("digits of a phone number are expected, such as 600 100 200"),
    Kind.CHOICE: _NAME_EXPECTED,
    Kind.CHOICES: _NAME_EXPECTED,
}
_EXPECTED_OF = {
    "country": N_("a country's code or name is expected: PL,DE or !PL"),
    "language": N_("a language's code or name is expected: pl,en or !pl"),
    "risk": N_("none, low, medium or high is expected; several with commas, ! for not"),
}

_SURROGATE = re.compile("[\ud800-\udfff]")


def expected(column: Column) -> str:
    """What a filter of ``column`` may be, as one sentence for the hint or error under its cell."""
    sentence = _EXPECTED_OF.get(column.name)
    if sentence is None and column.labels and not column.open:
        names = ", ".join(_(label) for _code, label in column.labels)
        return _("one of {names} is expected; several with commas, ! for not").format(names=names)
    return _(sentence or _EXPECTED[column.kind])


def parse_filter(column_name: str, typed: str, columns: ColumnSet = CUSTOMERS) -> Filter:
    """The filter that ``typed`` means in a column of a list; raises ``FilterError``.

    ``str()`` of what it gives means the same again.
    """
    column = column_named(column_name, columns)
    # Bytes of the command line that are no text cannot stand in the database either.
    typed = stripped(_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", typed))
    negated = typed.startswith("!")
    body = stripped(typed.removeprefix("!"))
    if body == '""':
        return Empty(column.name, negated, column.kind is Kind.MOMENT)
    wrong = FilterError(column.name, expected(column))
    if not body:
        raise wrong
    return _parser(column.kind)(column, body, wrong, negated=negated)
