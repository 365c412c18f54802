"""From what stands in a field to what it says, and back."""

from __future__ import annotations

import pytest

from custui import locale
from custui.tui.widgets.form import Choice, Field, Kind, Raw, Value, Values
from custui.tui.widgets.form.reading import in_words, is_blank, read, write


def a(kind: Kind) -> Field:
    return Field("it", "It", kind, choices=(Choice(1, "One"), Choice(2, "Two")))


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.TEXT, " as typed ", " as typed "),
        (Kind.LONG, "a\n b\x1b", "a\n b\x1b"),
        (Kind.PASSWORD, " hasło ", " hasło "),
        (Kind.DATE, "2024-05-17", "2024-05-17"),
        (Kind.DATE, " 17.05.2024 ", "2024-05-17"),
        (Kind.DATE, "7.5.2024", "2024-05-07"),
        (Kind.DATE, "  ", ""),
        (Kind.NUMBER, "12 000", 12000),
        (Kind.NUMBER, "-3", -3),
        (Kind.NUMBER, "", None),
        (Kind.MONEY, "1 234,50", 123450),
        (Kind.MONEY, "12.5", 1250),
        (Kind.MONEY, "", None),
        (Kind.PERCENT, "12,5", 1250),
        (Kind.PERCENT, "7.25 %", 725),
        (Kind.PERCENT, "100", 10000),
        (Kind.PERCENT, "", None),
        (Kind.FLAG, True, True),
        (Kind.CHOICE, 2, 2),
        (Kind.SEVERAL, (1, 2), (1, 2)),
    ],
)
def test_what_is_typed_is_understood(kind: Kind, raw: Raw, value: Value) -> None:
    assert read(a(kind), raw) == value


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Kind.DATE, "2024-02-30"),
        (Kind.DATE, "17 May"),
        (Kind.DATE, "20240517"),
        (Kind.DATE, "١٧.٠٥.٢٠٢٤"),
        (Kind.NUMBER, "1.5"),
        (Kind.NUMBER, "9" * 19),
        (Kind.NUMBER, "twelve"),
        (Kind.MONEY, "much"),
        (Kind.PERCENT, "1.234"),
        (Kind.PERCENT, "-1"),
    ],
)
def test_what_cannot_be_is_said(kind: Kind, raw: str) -> None:
    with pytest.raises(ValueError, match=r"^(is|has) "):
        read(a(kind), raw)


@pytest.mark.parametrize("spoken", ["en", "pl"])
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.TEXT, "x"),
        (Kind.DATE, "2024-05-07"),
        (Kind.DATE, ""),
        (Kind.NUMBER, 1234567),
        (Kind.NUMBER, None),
        (Kind.MONEY, 123456789),
        (Kind.PERCENT, 1205),
        (Kind.PERCENT, 500),
        (Kind.FLAG, False),
        (Kind.CHOICE, 1),
        (Kind.SEVERAL, (2,)),
    ],
)
def test_what_is_written_is_read_back(spoken: str, kind: Kind, value: Value) -> None:
    locale.choose(spoken)
    assert read(a(kind), write(a(kind), value)) == value


def test_what_a_service_calls_a_flag_is_one() -> None:
    assert write(a(Kind.FLAG), 1) is True
    assert write(a(Kind.FLAG), None) is False


def test_blank_is_what_is_not_filled_in() -> None:
    assert is_blank("")
    assert is_blank(" \t")
    assert is_blank(())
    assert is_blank(False)
    assert not is_blank(0)
    assert not is_blank("0")


def test_a_value_in_words() -> None:
    assert in_words(a(Kind.CHOICE), 2) == "Two"
    assert in_words(a(Kind.SEVERAL), (1, 2)) == "One, Two"
    assert in_words(a(Kind.CHOICE), 9) == "9"
    assert in_words(a(Kind.FLAG), True) == "yes"
    assert in_words(a(Kind.MONEY), 123450) == "1,234.50"
    assert in_words(None, None) == ""


def test_values_are_asked_for_by_their_kind() -> None:
    values = Values(
        {"text": "a", "flag": True, "number": 3, "key": 7, "keys": (1, "b"), "no": None}
    )
    assert values.text("text") == "a"
    assert values.text("missing") == ""
    assert values.flag("flag")
    assert not values.flag("number")
    assert values.number("number") == 3
    assert values.number("flag") is None
    assert values.id("key") == 7
    assert values.id("text") is None
    assert values.ids("keys") == (1,)
    assert values.number("no") is None
