"""Filters of choice and yes/no columns as typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from custui.domain.columns import Column
from custui.domain.filters.errors import FilterError
from custui.domain.filters.escapes import plain, split, stripped
from custui.domain.filters.values import Filter, Is, OneOf
from custui.domain.text import fold, printable
from custui.locale import LANGUAGES, _, translated

_YES = frozenset({"yes", "y", "1", "true", "on", "tak", "t"})
_NO = frozenset({"no", "n", "0", "false", "off", "nie"})


def parse_flag(column: Column, typed: str, wrong: FilterError, *, negated: bool) -> Filter:
    """``yes no y n 1 0 tak nie``; raises ``wrong``."""
    word = typed.casefold()
    if word not in _YES | _NO:
        raise wrong
    return Is(column.name, (word in _YES) is not negated)


def parse_choice(column: Column, typed: str, wrong: FilterError, *, negated: bool) -> Filter:
    """Names or codes parted by commas; raises ``wrong``.

    A country, a language and what has labels are kept by a code, which has to exist. Other names
    are those of this shop: ``db.queries.choices`` knows them.
    """
    names = [plain(part) for part in map(stripped, split(typed, ",")) if part]
    if not names:
        raise wrong
    code_of = _code_of(column)
    if code_of is None:
        return OneOf(column.name, tuple(dict.fromkeys(names)), negated)
    codes = {name: code_of(name) for name in names}
    unknown = next((name for name, code in codes.items() if code is None), None)
    if unknown is not None:
        sentence = _("{name} is not known; {expected}")
        raise FilterError(
            column.name, sentence.format(name=printable(unknown), expected=str(wrong))
        )
    return OneOf(column.name, tuple(dict.fromkeys(filter(None, codes.values()))), negated)


def _code_of(column: Column) -> Callable[[str], str | None] | None:
    """How a name of the choice is turned into its code; ``None``: it is kept by its name."""
    return partial(_labelled, column) if column.labels else _CODES.get(column.name)


def _labelled(column: Column, name: str) -> str | None:
    """The code with that label in any language; a risk rating also goes by its number."""
    for number, (code, label) in enumerate(column.labels):
        names = {fold(code), *(fold(translated(label, language)) for language in LANGUAGES)}
        if fold(name) in names or (column.name == "risk" and name == str(number)):
            return code
    return name if column.open else None


def _country(name: str) -> str | None:
    from custui.locale.codes import country_code

    return country_code(name)


def _language(name: str) -> str | None:
    from custui.locale.codes import language_code

    return language_code(name)


_CODES: dict[str, Callable[[str], str | None]] = {
    "country": _country,
    "language": _language,
}
