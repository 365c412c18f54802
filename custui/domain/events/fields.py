"""Reads the fields of an event. A hundred thousand events have a million: each reader is short.

Shops send numbers as numbers or as text, and ``null``, ``""`` or ``0`` where there is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from math import isfinite
from typing import Any, Final

from custui.domain.rules import LARGEST_AMOUNT, LARGEST_ID, storage_problem
from custui.locale import N_, _

Json = Mapping[str, Any]
"""An event as it came."""

EARLIEST: Final = 946_684_800  # 2000-01-01
LATEST: Final = 4_102_444_800  # 2100-01-01
"""Moments from which and before which an event may be (Unix seconds): others are a broken clock."""

LONGEST_TOKEN: Final = 128
LONGEST_SHOWN: Final = 1000
"""Characters kept of a page's address, a referrer, a user agent; the rest is cut off."""
LONGEST_IP: Final = 64
LONGEST_TEXT: Final = 255
LONGEST_BODY: Final = 100_000

NO_MOMENT: Final = N_("is not a moment as 2026-11-22T10:15:30Z")

_MONEY = re.compile(r"(\d{1,14})(?:\.(\d{1,20}))?", re.ASCII)
_REMEMBERED = 20_000


class BadEvent(ValueError):
    """An event cannot be taken: which ``field`` is wrong (``""``: the whole), and why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


known_texts: dict[object, str] = {None: ""}
known_ips: dict[object, str] = {None: ""}
known_amounts: dict[object, int | None] = {None: None}
"""What was read before, by how it was written: pages, browsers and prices repeat."""


def _learn(known: dict[object, Any], written: object, read: Any, first: Any) -> None:
    if len(known) >= _REMEMBERED:
        known.clear()
        known[None] = first
    known[written] = read


class _Moments(dict[object, int]):
    """Moments by their text: many events are of the same second."""

    def __missing__(self, text: object) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[text] = moment = _read_moment(text)
        return moment


def _read_moment(value: object) -> int:
    if value is None or value == "":
        raise ValueError(_("is missing"))
    seconds = _iso(value) if isinstance(value, str) else _unix(value)
    if not EARLIEST <= seconds < LATEST:
        raise ValueError(_("is not between the years 2000 and 2099"))
    return seconds


def _iso(written: str) -> int:
    try:
        read = datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(_(NO_MOMENT)) from None
    if read.tzinfo is None:
        raise ValueError(_("has no time zone: 2026-11-22T10:15:30Z is expected"))
    return int(read.timestamp() // 1)


def _unix(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ValueError(_(NO_MOMENT))
    return int(value // 1)


moments = _Moments()


def moment(record: Json, field: str) -> int:
    """A moment in Unix seconds, to the whole second: ISO 8601 with a time zone, or a number."""
    try:
        return moments[record.get(field)]
    except TypeError:  # a list or an object
        raise BadEvent(field, _(NO_MOMENT)) from None
    except ValueError as error:
        raise BadEvent(field, str(error)) from None


def moment_or_none(record: Json, field: str) -> int | None:
    """As ``moment``; ``None`` where the field says nothing."""
    return None if record.get(field) in (None, "") else moment(record, field)


def number(record: Json, field: str) -> int | None:
    """A number from 1 to 2⁶³ - 1; ``None`` for nothing, 0 and ``""``."""
    value = record.get(field)
    if value.__class__ is int:
        if 0 < value <= LARGEST_ID:
            return int(value)
        if value == 0:
            return None
    elif value is None or value == "":
        return None
    elif isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 20:
        return number({field: int(value)}, field)
    raise BadEvent(field, _("is not a number from 1 to {largest}").format(largest=LARGEST_ID))


def needed_number(record: Json, field: str) -> int:
    """As ``number``, but it may not be missing."""
    found = number(record, field)
    if found is None:
        raise BadEvent(field, _("is missing"))
    return found


def money(record: Json, field: str) -> int | None:
    """An amount of at least 0 in minor units; ``None`` where there is none.

    It is written with a point, as ``"12.30"`` or ``12.3``. A third decimal is rounded.
    """
    value = record.get(field)
    if value is None or value == "":
        return None
    written = value if isinstance(value, str) else "" if isinstance(value, bool) else repr(value)
    found = _MONEY.fullmatch(written)
    if found is None:
        raise BadEvent(field, _("is not an amount as 12.30"))
    whole, fraction = found[1], (found[2] or "") + "000"
    amount = (int(whole) * 1000 + int(fraction[:3]) + 5) // 10
    if amount > LARGEST_AMOUNT:
        raise BadEvent(field, _("is too large an amount"))
    if isinstance(value, str):
        _learn(known_amounts, value, amount, None)
    return amount


def needed_money(record: Json, field: str) -> int:
    """As ``money``, but it may not be missing."""
    found = money(record, field)
    if found is None:
        raise BadEvent(field, _("is missing"))
    return found


def text(record: Json, field: str, longest: int = LONGEST_TEXT) -> str:
    """A text of at most ``longest`` characters, without outer spaces; ``""`` where there is none.

    A number is taken as its digits.
    """
    value = record.get(field)
    if value is None:
        return ""
    if value.__class__ is int:
        value = str(value)
    if not isinstance(value, str):
        raise BadEvent(field, _("is not a text"))
    value = value.strip()
    if len(value) > longest:
        raise BadEvent(field, _("is longer than {longest} characters").format(longest=longest))
    problem = storage_problem(value)
    if problem:
        raise BadEvent(field, problem)
    return value


def needed_text(record: Json, field: str, longest: int = LONGEST_TEXT) -> str:
    """As ``text``, but it may not be missing."""
    found = text(record, field, longest)
    if not found:
        raise BadEvent(field, _("is missing"))
    return found


def shown(record: Json, field: str) -> str:
    """A text for people to look at, cut to what is kept of it."""
    value = record.get(field)
    if isinstance(value, str) and len(value) > LONGEST_SHOWN:
        value = value[:LONGEST_SHOWN]
    read = text({field: value}, field, LONGEST_SHOWN)
    if isinstance(value, str) and len(value) <= LONGEST_TEXT:
        _learn(known_texts, value, read, "")
    return read


def address(record: Json, field: str) -> str:
    """An IP address, as it came."""
    read = text(record, field, LONGEST_IP)
    if isinstance(record.get(field), str):
        _learn(known_ips, record[field], read, "")
    return read


def flag(record: Json, field: str) -> int | None:
    """1 or 0 for yes or no: a boolean, 0 or 1, or one of the words; ``None`` for nothing."""
    value = record.get(field)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or value in (0, 1):
        return int(value)
    from custui.domain.parsing import parse_flag

    try:
        return parse_flag(str(value))
    except ValueError as error:
        raise BadEvent(field, str(error)) from None
