"""Reads what people and shops write in cells: money, moments, numbers, yes or no.

Every function raises ``ValueError`` with what was expected, said to a person.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo

from custui.domain.rules import LARGEST_AMOUNT, id_problem
from custui.locale import _

NOTHING = frozenset({"", "--", "-", "—", "–"})
"""How exports write a cell without a value."""

YES = frozenset({"1", "yes", "y", "true", "on", "tak", "t"})
NO = frozenset({"0", "no", "n", "false", "off", "nie"})

_USUAL_MONEY = re.compile(r"(\d{1,14})[.,](\d\d)(?:[ \xa0](?:zł|€|[A-Z]{3}))?")
# A currency's sign or code, before or after the amount.
_CURRENCY = r"(?:[^\W\d_]{1,5}\.?|[$€£¥₴₽₺₹¤])?"
_MONEY = re.compile(
    rf"(?P<sign>[-\u2212]?){_CURRENCY}(?P<inner>[-\u2212]?)(?P<amount>\d[\d.,'’]*){_CURRENCY}"
)
_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,'’]\d{3})+")

_PERCENT = re.compile(r"([0-9]{1,6})(?:[.,]([0-9]{1,2}))?%?")

_DAY = r"(?:\d\d\.\d\d\.\d{4}|\d{4}-\d\d-\d\d)"
_CLOCK = r"(?:[ T]\d\d:\d\d(?::\d\d)?)?"
_MOMENT = re.compile(
    r"(?:(?P<day>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{4})"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>\d\d)-(?P<iso_day>\d\d))"
    r"(?:[ T](?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d{1,6})?)?)?"
    r"(?P<offset>Z|[+-]\d\d:?\d\d)?"
)
_TWO_MOMENTS = re.compile(f"({_DAY}{_CLOCK})({_DAY}{_CLOCK})")
_ZERO_DATES = ("0000-00-00", "00.00.0000", "0001-01-01", "01.01.0001")


def parse_money(text: str) -> int:
    """An amount in minor units from any locale's form: ``191,20 zł``, ``1 234,50``, ``1,234.5``.

    ``--`` and an empty cell are 0. A lone separator before exactly three digits parts thousands.
    More than three decimals, as databases print them, are rounded.
    """
    usual = _USUAL_MONEY.fullmatch(text)
    if usual:
        return int(usual[1]) * 100 + int(usual[2])
    text = text.strip()
    if text in NOTHING:
        return 0
    found = _MONEY.fullmatch(_SPACES.sub("", text))
    if not found or (found["sign"] and found["inner"]):
        raise ValueError(_("is not an amount of money"))
    minor = _minor_units(found["amount"])
    if minor > LARGEST_AMOUNT:
        raise ValueError(_("is too large an amount"))
    return -minor if found["sign"] or found["inner"] else minor


def _minor_units(amount: str) -> int:
    whole, fraction = _parted(amount)
    if not whole.isascii() or not (fraction or "0").isascii():
        raise ValueError(_("is not an amount of money"))
    digits = (fraction + "000")[:3]
    return (int(whole) * 1000 + int(digits) + 5) // 10


def _parted(amount: str) -> tuple[str, str]:
    """The whole and the decimal digits of an amount without sign, currency and spaces."""
    if _GROUPED.fullmatch(amount) and len(set(re.sub(r"\d", "", amount))) == 1:
        return re.sub(r"\D", "", amount), ""
    cut = max(amount.rfind("."), amount.rfind(","))
    if cut < 0:
        whole, fraction = amount, ""
    else:
        whole, fraction = amount[:cut], amount[cut + 1 :]
    if not whole.isdigit():
        mark = amount[cut] if cut >= 0 else ""
        if not _GROUPED.fullmatch(whole) or mark in whole:
            raise ValueError(_("is not an amount of money"))
        whole = re.sub(r"\D", "", whole)
    return whole, fraction


def parse_percent(text: str) -> int:
    """Hundredths of a percent: ``20``, ``7,5 %``."""
    found = _PERCENT.fullmatch(_SPACES.sub("", text))
    if not found:
        raise ValueError(_("is not a percentage"))
    return int(found[1]) * 100 + int(f"{found[2] or ''}00"[:2])


def parse_flag(text: str) -> int:
    """1 for yes, 0 for no."""
    word = text.strip().casefold()
    if word in YES:
        return 1
    if word in NO:
        return 0
    raise ValueError(_("is neither yes (1) nor no (0)"))


def parse_id(text: str) -> int | None:
    """A customer's number from 1 to 2⁶³ - 1; ``None`` for an empty cell."""
    text = text.strip()
    if text in NOTHING:
        return None
    sign = text.removeprefix("-")
    if not (sign.isascii() and sign.isdigit()) or len(sign) > 30:
        raise ValueError(_("is not a number"))
    problem = id_problem(int(text))
    if problem:
        raise ValueError(problem)
    return int(text)


def parse_moment(text: str, zone: tzinfo) -> int | None:
    """Unix seconds (UTC) of a moment on the clock in ``zone``; ``None`` for never.

    Takes ``01.11.2021 13:00`` and ISO forms, with or without time and seconds. An empty cell,
    ``--`` and the zero dates of databases mean never. A time that the clock skips in spring counts
    as if it had not been changed; of one that comes twice in autumn the first is taken.
    """
    text = text.strip()
    if text in NOTHING or text.startswith(_ZERO_DATES):
        return None
    found = _MOMENT.fullmatch(text)
    if not found:
        raise ValueError(_("is not a date as 01.11.2021 13:00 or 2021-11-01 13:00:00"))
    part = found.groupdict()
    try:
        moment = datetime(
            int(part["year"] or part["iso_year"]),
            int(part["month"] or part["iso_month"]),
            int(part["day"] or part["iso_day"]),
            int(part["hour"] or 0),
            int(part["minute"] or 0),
            int(part["second"] or 0),
            tzinfo=zone,
        )
        if part["offset"]:
            offset = datetime.fromisoformat(f"2000-01-01T00:00:00{part['offset']}").tzinfo
            moment = moment.replace(tzinfo=offset)
        return int(moment.astimezone(UTC).timestamp())
    except (ValueError, OverflowError):
        raise ValueError(_("is a date that does not exist")) from None


def parse_day(text: str) -> str:
    """A calendar day as ``YYYY-MM-DD``, from that or ``17.05.1980``; empty is ``""``.

    A text of another form comes back as it is, for the rule of the field to refuse.
    """
    text = text.strip()
    found = _MOMENT.fullmatch(text)
    if found and found["day"] and not found["hour"]:
        return f"{found['year']}-{int(found['month']):02d}-{int(found['day']):02d}"
    return text


def two_moments(text: str) -> tuple[str, str] | None:
    """The two dates of a cell in which they run together, or ``None``."""
    found = _TWO_MOMENTS.fullmatch(text.strip())
    return (found[1], found[2]) if found else None
