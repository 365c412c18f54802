"""From what stands in a field to what it says, and back."""

from __future__ import annotations

import re
from datetime import date

from custui.domain.parsing import parse_money
from custui.locale import _, language
from custui.locale.formats import SYMBOLS, format_date, format_money
from custui.tui.widgets.form.declaration import Field, Kind, Raw, Value

_WHOLE = re.compile(r"[-+]?\d{1,18}", re.ASCII)
_PERCENT = re.compile(r"(\d{1,9})(?:[.,](\d{1,2}))?", re.ASCII)
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_DAY = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d?)-(?P<day>\d\d?)"
    r"|(?P<day2>\d\d?)\.(?P<month2>\d\d?)\.(?P<year2>\d{4})",
    re.ASCII,
)

TEXTS = frozenset({Kind.TEXT, Kind.LONG, Kind.PASSWORD})


def read(field: Field, raw: Raw) -> Value:
    """What ``raw`` says in ``field``. Raises ``ValueError`` with what is wrong, for a person."""
    if not isinstance(raw, str) or field.kind in TEXTS or field.kind is Kind.CHOICE:
        return raw
    text = raw.strip()
    if field.kind is Kind.DATE:
        return _day(text) if text else ""
    if not text:
        return None
    if field.kind is Kind.MONEY:
        return parse_money(text)
    return _percent(text) if field.kind is Kind.PERCENT else _whole(text)


def is_blank(raw: Raw) -> bool:
    """Whether a field that must be filled in is not: a flag must be yes."""
    return raw is False or raw == () or (isinstance(raw, str) and not raw.strip())


def write(field: Field, value: Value) -> Raw:
    """What stands in ``field`` when it says ``value``, in the form of the language in use."""
    kind = field.kind
    if kind is Kind.FLAG:
        return bool(value)
    if value is None:
        return ""
    if kind is Kind.DATE:
        return format_date(str(value)) if value else ""
    if kind is Kind.MONEY:
        return format_money(int(str(value)))
    if kind is Kind.PERCENT:
        return write_percent(int(str(value)))
    return str(value) if kind is Kind.NUMBER else value


def in_words(field: Field | None, value: Value) -> str:
    """``value`` as a person reads it, on one or more lines; not yet printable."""
    if field is None or value is None:
        return "" if value is None else str(value)
    if field.kind is Kind.FLAG:
        return _("yes") if value else _("no")
    if field.kind in (Kind.CHOICE, Kind.SEVERAL):
        labels = {choice.key: choice.label for choice in field.choices}
        keys = value if isinstance(value, tuple) else (value,)
        return ", ".join(labels.get(key, str(key)) for key in keys)
    return str(write(field, value))


def write_percent(hundredths: int) -> str:
    """``1250`` as ``12.5``."""
    whole, rest = divmod(hundredths, 100)
    digits = f"{rest:02d}".rstrip("0")
    return f"{whole}{SYMBOLS[language()].decimal}{digits}" if digits else str(whole)


def _day(text: str) -> str:
    found = _DAY.fullmatch(text)
    if not found:
        raise ValueError(_("is not a date such as {example}").format(example=_example()))
    part = found.groupdict()
    try:
        return date(
            int(part["year"] or part["year2"]),
            int(part["month"] or part["month2"]),
            int(part["day"] or part["day2"]),
        ).isoformat()
    except ValueError:
        raise ValueError(_("is a date that does not exist")) from None


def _example() -> str:
    return format_date("1984-05-17")


def _whole(text: str) -> int:
    compact = _SPACES.sub("", text)
    if not _WHOLE.fullmatch(compact):
        raise ValueError(_("is not a whole number"))
    return int(compact)


def _percent(text: str) -> int:
    found = _PERCENT.fullmatch(_SPACES.sub("", text).removesuffix("%"))
    if not found:
        raise ValueError(
            _("is not a percentage such as {example}").format(example=write_percent(750))
        )
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))
