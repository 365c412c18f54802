"""Money, moments, flags and numbers as files and people write them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custui.domain.parsing import parse_flag, parse_id, parse_moment, parse_money, two_moments

WARSAW = ZoneInfo("Europe/Warsaw")


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("191,20 zł", 19120),
        ("191.20", 19120),
        ("1 234,50", 123450),
        ("1\N{NO-BREAK SPACE}234,50\N{NO-BREAK SPACE}zł", 123450),
        ("1\N{NARROW NO-BREAK SPACE}234,5", 123450),
        ("1,234.50", 123450),
        ("1.234,50 €", 123450),
        ("1'234.50 CHF", 123450),
        ("1.234.567,8", 123456780),
        ("$1,234,567.89", 123456789),
        ("PLN 12", 1200),
        ("zł191.20", 19120),
        ("1,234", 123400),
        ("1.234.567", 123456700),
        ("0,005", 1),
        ("0.123", 12),
        ("191.200000", 19120),
        ("12.5", 1250),
        ("-5,00 zł", -500),
        ("\N{MINUS SIGN}5", -500),
        ("$-5.00", -500),
        ("0", 0),
        ("0,00 zł", 0),
        ("--", 0),
        ("", 0),
        (" 7 ", 700),
    ],
)
def test_money(text: str, minor: int) -> None:
    assert parse_money(text) == minor


@pytest.mark.parametrize(
    "text",
    [
        "much",
        "1..2",
        "1.2.3",
        "12,34,5",
        "1,23,456.0",
        "٣",
        "½",
        "1e3",
        "--5",
        "-$-5",
        "9" * 18,
        "0x1",
    ],
)
def test_no_money(text: str) -> None:
    with pytest.raises(ValueError, match="is"):
        parse_money(text)


@given(st.integers(-(10**15), 10**15))
def test_money_of_both_languages_comes_back(minor: int) -> None:
    sign, (whole, hundredths) = "-" if minor < 0 else "", divmod(abs(minor), 100)
    for group, decimal in ((",", "."), ("\N{NO-BREAK SPACE}", ","), (".", ","), ("", ".")):
        text = f"{sign}{whole:,}".replace(",", group) + f"{decimal}{hundredths:02d}"
        assert parse_money(text) == minor
        assert parse_money(text + " zł") == minor


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("01.11.2021 13:00", 1635768000),
        ("1.11.2021 13:00", 1635768000),
        ("2021-11-01 13:00:00", 1635768000),
        ("2021-11-01T13:00:00.123456", 1635768000),
        ("2021-11-01T12:00Z", 1635768000),
        ("2021-11-01 14:00+02:00", 1635768000),
        ("2021-11-01", 1635721200),
        ("0000-00-00 00:00:00", None),
        ("00.00.0000", None),
        ("--", None),
        ("", None),
    ],
)
def test_moments(text: str, seconds: int | None) -> None:
    assert parse_moment(text, WARSAW) == seconds


@pytest.mark.parametrize(
    "text", ["yesterday", "31.02.2021", "2021-13-01", "20211101", "1.1.2021 24:00", "11/10/2021"]
)
def test_no_moments(text: str) -> None:
    with pytest.raises(ValueError, match="is"):
        parse_moment(text, WARSAW)


def test_two_moments() -> None:
    assert two_moments("20.11.2021 13:0121.11.2021 13:02") == (
        "20.11.2021 13:01",
        "21.11.2021 13:02",
    )
    assert two_moments("2021-11-20 13:01:002021-11-21") == ("2021-11-20 13:01:00", "2021-11-21")
    assert two_moments("20.11.2021 13:01") is None


def test_flags() -> None:
    assert [parse_flag(text) for text in ("1", "Tak", " YES ", "true")] == [1, 1, 1, 1]
    assert [parse_flag(text) for text in ("0", "nie", "No", "false")] == [0, 0, 0, 0]
    for text in ("", "2", "perhaps"):
        with pytest.raises(ValueError, match="neither"):
            parse_flag(text)


def test_ids() -> None:
    assert [parse_id(text) for text in ("1", " 7 ", "007", str(2**63 - 1), "")] == [
        1, 7, 7, 2**63 - 1, None,
    ]  # fmt: skip
    for text in ("0", "-1", str(2**63), "1.5", "٣", "1_0", "9" * 5000):
        with pytest.raises(ValueError, match="is not a number"):
            parse_id(text)
