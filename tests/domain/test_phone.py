"""Telephone numbers, however they are written."""

from __future__ import annotations

import pytest

from custui.domain.phone import Phone, calling_code, may_be_phone, parse_phone, wanted_phone


@pytest.mark.parametrize(
    "typed",
    [
        "+48 600-100-200",
        "+48600100200",
        "0048600100200",
        "0048 600 100 200",
        "(+48) 600.100.200",
        "+48 (0) 600 100 200",
        "48600100200",
        "48 600 100 200",
    ],
)
def test_a_number_with_its_calling_code(typed: str) -> None:
    assert parse_phone(typed) == Phone("600100200", "48")


@pytest.mark.parametrize("typed", ["600100200", "600-100-200", "(600) 100/200", "0 600 100 200"])
def test_a_number_without_it(typed: str) -> None:
    assert parse_phone(typed) == Phone("600100200")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("60", None),
        ("+4", None),
        ("", None),
        ("600", Phone("600")),
        ("0600", Phone("0600")),  # may be the middle of a number: no trunk digit yet
        ("+48 6", Phone("486")),
        ("+48 600", Phone("600", "48")),
        ("+1 212 555 0100", Phone("2125550100", "1")),
        ("+420 601 123 456", Phone("601123456", "420")),
        ("+353 1 234 5678", Phone("12345678", "353")),
    ],
)
def test_parts_and_other_countries(typed: str, expected: Phone | None) -> None:
    assert parse_phone(typed) == expected


WRITTEN = ("600100200", "0600100200", "48600100200", "0048600100200", "480600100200")


@pytest.mark.parametrize("kept", WRITTEN)
@pytest.mark.parametrize("typed", ["+48600100200", "600100200", "0600100200", "48600100200"])
def test_one_number_written_in_any_way_is_the_same(kept: str, typed: str) -> None:
    phone = parse_phone(typed)
    assert phone is not None
    assert phone.is_among(kept)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+48600100200", "49600100200"),  # another country's
        ("600100200", "1600100200999"),
        ("600100200", "12600100200"),  # 1 is a code, 12 is none
        ("600100200", "600100201"),
    ],
)
def test_other_numbers_are_not(typed: str, kept: str) -> None:
    phone = parse_phone(typed)
    assert phone is not None
    assert not phone.is_among(kept)


@pytest.mark.parametrize(("typed", "may"), [("600100200", True), ("600100", False)])
def test_a_whole_number_has_enough_digits(typed: str, may: bool) -> None:
    phone = parse_phone(typed)
    assert phone is not None
    assert phone.may_be_whole is may


# --- as a filter has them -----------------------------------------------------------------------


def has_number(kept: str, typed: str, *, goes_on: bool = False) -> bool:
    return wanted_phone(typed).is_among(kept, goes_on=goes_on)


WAYS = ("600100200", "48600100200", "0048600100200")


@pytest.mark.parametrize("kept", WAYS)
@pytest.mark.parametrize(
    "typed", ["600 100 200", "+48600100200", "0048 600-100-200", "48600100200", "(+48) 600100200"]
)
def test_a_polish_number_in_any_way(kept: str, typed: str) -> None:
    assert has_number(kept, typed)
    assert has_number(f"221234567 {kept}", typed)
    assert has_number(kept + "9", typed, goes_on=True)
    assert not has_number(kept + "9", typed)
    assert not has_number("5" + kept, typed)


@pytest.mark.parametrize("kept", ["07570706051", "447570706051", "4407570706051", "7570706051"])
@pytest.mark.parametrize(
    "typed", ["07570 706051", "+44 7570 706051", "+44 (0)7570 706051", "0044 7570706051"]
)
def test_a_number_with_a_trunk_zero(kept: str, typed: str) -> None:
    assert has_number(kept, typed)


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("49600100200", "+48 600100200"),  # another country
        ("12600100200", "600 100 200"),  # no country has the code 12
        ("600100200", "00200"),
        ("500600100", "600 100"),  # no number of the Falkland Islands
        ("", "600100200"),
    ],
)
def test_another_number(kept: str, typed: str) -> None:
    assert not has_number(kept, typed)


def test_short_numbers() -> None:
    assert has_number("112", "112")
    assert not has_number("1123", "112")
    assert has_number("1123", "11", goes_on=True)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("6", Phone("6")),
        ("+48", Phone("48")),
        ("+48 6", Phone("6", "48")),
        ("00", Phone("00")),
        ("0048 6", Phone("6", "48")),
    ],
)
def test_a_filter_takes_the_digits_there_are(typed: str, expected: Phone) -> None:
    assert wanted_phone(typed) == expected


@pytest.mark.parametrize(
    ("number", "code"),
    [("48600", "48"), ("1212", "1"), ("7495", "7"), ("420601", "420"), ("0", ""), ("", "")],
)
def test_calling_codes_are_prefix_free(number: str, code: str) -> None:
    assert calling_code(number) == code


@pytest.mark.parametrize(("word", "may"), [("+48", True), ("600-100", True), ("-", False),
                                           ("a1", False), ("(22)", True), ("", False)])  # fmt: skip
def test_what_numbers_are_written_in(word: str, may: bool) -> None:
    assert may_be_phone(word) is may
