"""Dates, numbers, money and countries in the form of the language."""

from __future__ import annotations

import re
import subprocess
import sys
from zoneinfo import ZoneInfo

import pytest
from babel import Locale

from custui import locale
from custui.locale.formats import (
    SYMBOLS,
    country_name,
    format_date,
    format_datetime,
    format_money,
    format_number,
    format_price,
    zone,
)

NBSP = "\N{NO-BREAK SPACE}"


def test_polish_symbols_are_those_of_cldr() -> None:
    polish = Locale("pl")
    symbols = polish.number_symbols["latn"]
    assert SYMBOLS["pl"].group == symbols["group"]
    assert SYMBOLS["pl"].decimal == symbols["decimal"]
    # CLDR writes 1.05.2024; two digits of each keep a column of dates in line.
    date = polish.date_formats["short"].pattern
    assert re.sub(r"[a-zA-Z]+", lambda found: found.group()[0], date) == "d.M.y"
    assert SYMBOLS["pl"].date == "%d.%m.%Y"
    assert polish.time_formats["short"].pattern == "HH:mm"
    assert SYMBOLS["pl"].time == "%H:%M"


def test_english_dates_are_iso_and_numbers_cldr() -> None:
    symbols = Locale("en").number_symbols["latn"]
    assert (SYMBOLS["en"].group, SYMBOLS["en"].decimal) == (symbols["group"], symbols["decimal"])
    assert (SYMBOLS["en"].date, SYMBOLS["en"].time) == ("%Y-%m-%d", "%H:%M")


@pytest.mark.parametrize("language", locale.LANGUAGES)
def test_every_language_has_its_symbols(language: str) -> None:
    assert language in SYMBOLS


@pytest.mark.parametrize(
    ("minor_units", "in_english", "in_polish"),
    [
        (0, "0.00", "0,00"),
        (5, "0.05", "0,05"),
        (-5, "-0.05", "-0,05"),
        (19120, "191.20", "191,20"),
        (123456, "1,234.56", f"1{NBSP}234,56"),
        (-123456789, "-1,234,567.89", f"-1{NBSP}234{NBSP}567,89"),
    ],
)
def test_money(minor_units: int, in_english: str, in_polish: str) -> None:
    assert format_money(minor_units) == in_english
    locale.choose("pl")
    assert format_money(minor_units) == in_polish


def test_numbers_and_moments() -> None:
    warsaw = ZoneInfo("Europe/Warsaw")
    assert format_number(1000000) == "1,000,000"
    assert format_date("2021-11-20") == "2021-11-20"
    assert format_datetime(1637413260, warsaw) == "2021-11-20 14:01"
    locale.choose("pl")
    assert format_number(1000000) == f"1{NBSP}000{NBSP}000"
    assert format_date("2021-11-20") == "20.11.2021"
    assert format_datetime(1637413260, warsaw) == "20.11.2021 14:01"


def test_an_unknown_zone_is_utc() -> None:
    locale.choose("pl")
    assert format_datetime(1637413260, zone("No/Where")) == "20.11.2021 13:01"


@pytest.mark.parametrize(
    ("code", "in_english", "in_polish"),
    [
        ("PL", "Poland", "Polska"),
        ("de", "Germany", "Niemcy"),
        ("CZ", "Czechia", "Czechy"),
        ("QQ", "QQ", "QQ"),
        ("", "", ""),
        ("001", "001", "001"),
        ("\x1b[", "\x1b[", "\x1b["),
    ],
)
def test_countries(code: str, in_english: str, in_polish: str) -> None:
    assert country_name(code) == in_english
    locale.choose("pl")
    assert country_name(code) == in_polish


@pytest.mark.parametrize(
    ("minor_units", "currency", "in_english", "in_polish"),
    [
        (1231020, "PLN", "PLN12,310.20", f"12{NBSP}310,20{NBSP}zł"),
        (123456, "EUR", "€1,234.56", f"1{NBSP}234,56{NBSP}€"),
        (-50, "USD", "-$0.50", f"-0,50{NBSP}USD"),
        (123456, "JPY", "¥1,234.56", f"1{NBSP}234,56{NBSP}JPY"),
        (10**16, "EUR", "€100,000,000,000,000.00", None),
    ],
)
def test_prices(minor_units: int, currency: str, in_english: str, in_polish: str | None) -> None:
    assert format_price(minor_units, currency) == in_english
    locale.choose("pl")
    assert in_polish is None or format_price(minor_units, currency) == in_polish


def test_a_price_reads_as_the_grid_s_money() -> None:
    for language in locale.LANGUAGES:
        locale.choose(language)
        for minor_units in (0, 5, 19120, 123456, 123456789):
            assert format_money(minor_units) in format_price(minor_units, "PLN")


def test_nothing_heavy_is_loaded_before_it_is_needed() -> None:
    program = (
        "import sys; from custui import locale; locale.choose('pl');"
        "from custui.locale.formats import format_money, format_date, country_name;"
        "format_money(5), format_date('2024-01-01');"
        "early = {'babel', 'decimal'} & set(sys.modules);"
        "country_name('PL'); late = 'babel' in sys.modules;"
        "sys.exit(repr(sorted(early)) if early else not late)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
