"""Dates, numbers and money in the form of the language in use.

The grid needs these before babel could be loaded (it takes as long as a page of customers), so the
few symbols of the two languages stand here; a test holds the Polish ones against babel's.
English dates are ISO: support staff read 11/10 in two ways.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from custui.locale import language


@dataclass(frozen=True)
class Symbols:
    """How a language writes numbers and dates."""

    group: str
    decimal: str
    date: str
    time: str


SYMBOLS = {
    "en": Symbols(",", ".", "%Y-%m-%d", "%H:%M"),
    "pl": Symbols("\N{NO-BREAK SPACE}", ",", "%d.%m.%Y", "%H:%M"),
}


@lru_cache(maxsize=8)
def zone(name: str) -> tzinfo:
    """The time zone called ``name``; UTC when this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC


def format_number(number: int) -> str:
    """``12431`` with its thousands parted."""
    return f"{number:,}".replace(",", SYMBOLS[language()].group)


def format_money(minor_units: int) -> str:
    """An amount in minor units (grosze, cents) without its currency: ``12 310,20``."""
    symbols = SYMBOLS[language()]
    sign = "-" if minor_units < 0 else ""
    whole, hundredths = divmod(abs(minor_units), 100)
    return f"{sign}{format_number(whole)}{symbols.decimal}{hundredths:02d}"


def format_duration(seconds: int) -> str:
    """A span of time as a clock counts it: ``0:01:30``."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"


def format_percent(hundredths: int) -> str:
    """A percentage for scripts, from hundredths of one: ``7.50``."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def format_date(day: str) -> str:
    """A calendar day kept as ``YYYY-MM-DD``."""
    return date.fromisoformat(day).strftime(SYMBOLS[language()].date)


def format_datetime(seconds: int, time_zone: tzinfo) -> str:
    """A moment in Unix seconds (UTC) as the clock on the wall in ``time_zone`` shows it."""
    symbols = SYMBOLS[language()]
    return datetime.fromtimestamp(seconds, time_zone).strftime(f"{symbols.date} {symbols.time}")


@lru_cache(maxsize=512)
def _country_name(code: str, language: str) -> str:
    from babel import Locale

    name: str = Locale(language).territories.get(code.upper(), code)
    return name


def country_name(code: str) -> str:
    """The country of an ISO 3166-1 alpha-2 code: ``Polska``; the code itself when it is none."""
    return _country_name(code, language()) if len(code) == 2 else code


def format_price(minor_units: int, currency: str) -> str:
    """An amount in minor units with its currency (ISO 4217): ``12 310,20 zł``, ``€12,310.20``.

    A minor unit is a hundredth in every currency, as in the grid; a currency without a sign in the
    language in use is written as its code.
    """
    from decimal import Decimal

    from babel.numbers import format_currency

    amount = Decimal(minor_units).scaleb(-2)
    return format_currency(amount, currency, locale=language(), currency_digits=False)
