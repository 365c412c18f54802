"""Whole numbers and their beginnings, however they were kept."""

import pytest

from custui.domain.filters.phones import has_number

WAYS = ("600100200", "48600100200", "0048600100200")


@pytest.mark.parametrize("kept", WAYS)
@pytest.mark.parametrize(
    "typed", ["600 100 200", "+48600100200", "0048 600-100-200", "48600100200", "(+48) 600100200"]
)
def test_a_polish_number_in_any_way(kept: str, typed: str) -> None:
    assert has_number(kept, typed, 0)
    assert has_number(f"221234567 {kept}", typed, 0)
    assert has_number(kept + "9", typed, 1)
    assert not has_number(kept + "9", typed, 0)
    assert not has_number("5" + kept, typed, 0)


@pytest.mark.parametrize("kept", ["07570706051", "447570706051", "4407570706051", "7570706051"])
@pytest.mark.parametrize(
    "typed", ["07570 706051", "+44 7570 706051", "+44 (0)7570 706051", "0044 7570706051"]
)
def test_a_number_with_a_trunk_zero(kept: str, typed: str) -> None:
    assert has_number(kept, typed, 0)


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
    assert not has_number(kept, typed, 0)


def test_short_numbers() -> None:
    assert has_number("112", "112", 0)
    assert not has_number("1123", "112", 0)
    assert has_number("1123", "11", 1)
