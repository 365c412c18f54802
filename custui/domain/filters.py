"""Column filters: what a person types is parsed into value objects that print themselves back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from custui.domain.columns import BY_NAME, Column, Kind
from custui.domain.text import printable
from custui.locale import N_, _

_YES = frozenset({"yes", "y", "1", "true", "tak", "t"})
_NO = frozenset({"no", "n", "0", "false", "nie"})


class FilterError(Exception):
    """What was typed is not a filter of that column; the message names what is expected."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True)
class Contains:
    """The text holds ``text`` somewhere, whatever the case and diacritics."""

    column: str
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Equals:
    """The value is ``value``: text (case and diacritics apart), a number, minor units, a day."""

    column: str
    value: str | int | bool
    typed: str

    def __str__(self) -> str:
        return self.typed


@dataclass(frozen=True)
class OneOf:
    """The choice is one of ``values``, names or codes as typed."""

    column: str
    values: tuple[str, ...]

    def __str__(self) -> str:
        return ",".join(self.values)


@dataclass(frozen=True)
class Empty:
    """The value is empty or, ``negated``, anything but empty."""

    column: str
    negated: bool = False

    def __str__(self) -> str:
        return '!""' if self.negated else '""'


Filter = Contains | Equals | OneOf | Empty


def _number(column: Column, typed: str) -> Filter:
    try:
        return Equals(column.name, int(typed.replace(" ", "")), typed)
    except ValueError:
        raise FilterError(column.name, _("a whole number is expected, such as 5")) from None


def _money(column: Column, typed: str) -> Filter:
    plain = typed.replace(" ", "").replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    whole, _point, cents = plain.partition(".")
    if not (whole.lstrip("-").isdecimal() and len(cents) <= 2 and (cents or "0").isdecimal()):
        raise FilterError(column.name, _("an amount is expected, such as 191.20"))
    sign = -1 if whole.startswith("-") else 1
    minor = abs(int(whole)) * 100 + int(cents.ljust(2, "0"))
    return Equals(column.name, sign * minor, typed)


def _day(column: Column, typed: str) -> Filter:
    text = typed
    if len(typed) == 10 and typed[2] == typed[5] == ".":
        text = f"{typed[6:]}-{typed[3:5]}-{typed[:2]}"
    if typed == "never":
        return Empty(column.name)
    try:
        return Equals(column.name, date.fromisoformat(text).isoformat(), typed)
    except ValueError:
        raise FilterError(column.name, _("a day is expected, such as 2024-05-17")) from None


def _flag(column: Column, typed: str) -> Filter:
    word = typed.lower()
    if word not in _YES | _NO:
        raise FilterError(column.name, _("yes or no is expected"))
    return Equals(column.name, word in _YES, typed)


def _text(column: Column, typed: str) -> Filter:
    if typed.startswith("="):
        return Equals(column.name, typed[1:], typed)
    return Contains(column.name, typed)


def _choice(column: Column, typed: str) -> Filter:
    values = tuple(part.strip() for part in typed.split(",") if part.strip())
    if not values:
        raise FilterError(column.name, _("a name or code is expected"))
    return OneOf(column.name, values)


_PARSERS = {
    Kind.NUMBER: _number,
    Kind.MONEY: _money,
    Kind.DATE: _day,
    Kind.MOMENT: _day,
    Kind.FLAG: _flag,
    Kind.TEXT: _text,
    Kind.PHONE: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choice,
}


def parse_filter(column_name: str, typed: str) -> Filter:
    """The filter that ``typed`` means in a column; raises ``FilterError``."""
    column = BY_NAME.get(column_name)
    if column is None:
        raise FilterError(
            column_name,
            _("there is no column {name}; there are: {names}").format(
                name=printable(column_name), names=", ".join(BY_NAME)
            ),
        )
    if typed in ('""', '!""'):
        return Empty(column.name, negated=typed.startswith("!"))
    return _PARSERS[column.kind](column, typed.strip())


@dataclass(frozen=True)
class Sort:
    """One column to sort by."""

    column: str
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.column}" if self.descending else self.column


NEWEST_FIRST: tuple[Sort, ...] = (Sort("id", descending=True),)


def parse_sort(typed: str) -> tuple[Sort, ...]:
    """``-sales,last_name`` as sorts; raises ``FilterError`` for a column there is not."""
    sorts = []
    for word in filter(None, typed.split(",")):
        name = word.removeprefix("-")
        parse_columns([name])
        sorts.append(Sort(name, descending=word.startswith("-")))
    return tuple(sorts) or NEWEST_FIRST


def parse_columns(names: Sequence[str]) -> tuple[Column, ...]:
    """The columns called ``names``; raises ``FilterError`` for one there is not."""
    for name in names:
        if name not in BY_NAME:
            parse_filter(name, "")
    return tuple(BY_NAME[name] for name in names)


YES_NO = (N_("no"), N_("yes"))
