"""What an address must be: each rule with what it takes and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from custui.db.addresses import read_address
from custui.db.connection import open_database
from custui.domain.addresses import FIELDS, LONGEST, AddressValues, address_problems
from custui.domain.postcodes import FORMS, is_postcode, postcode_form

GOOD = AddressValues(first_name="Jan", last_name="Żółw", line1="Rynek 1", city="Łódź", country="PL")

RULES: dict[str, tuple[list[str], list[str]]] = {  # field -> taken, refused
    "first_name": (["Jan", "Anna-Maria"], ["", " ", "J4n", "x" * 256]),
    "last_name": (["O'Neil"], ["", "\t", "<b>"]),
    "line1": (["Rynek 1/2", "x" * 255], ["", "  ", "x" * 256, "a\0"]),
    "line2": (["", "m. 2"], ["x" * 256]),
    "city": (["Łódź"], ["", " ", "x" * 256]),
    "region": (["", "łódzkie"], ["x" * 256]),
    "country": (["PL"], ["", "pl", "Polska", "P1", "P", "ŁŁ"]),
    "postcode": (["", "90-001"], ["90001", "90-01", "9O-001", " 90-001", "90-001 ", "٩٠-٠٠١"]),
    "alias": (["", "Dom"], ["x" * 65]),
    "company": (["", "Żółw sp. z o.o."], ["x" * 256, "\ud800"]),
    "phone": (["", "+48 (600) 100-200 w. 3", "call Ewa"], ["1" * 65]),
    "phone_mobile": (["", "600100200"], ["1" * 65, "6\0"]),
    "vat_id": (["", "PL5260250274"], ["1" * 65]),
}


def cases(place: int) -> list[tuple[str, str]]:
    return [(field, text) for field, both in RULES.items() for text in both[place]]


def test_every_field_has_its_cases() -> None:
    assert set(RULES) == set(FIELDS)


@pytest.mark.parametrize(("field", "text"), cases(0))
def test_taken(field: str, text: str) -> None:
    assert address_problems(replace(GOOD, **{field: text}), "prestashop") == {}


@pytest.mark.parametrize(("field", "text"), cases(1))
def test_refused(field: str, text: str) -> None:
    assert list(address_problems(replace(GOOD, **{field: text}), "prestashop")) == [field]


def test_all_problems_at_once_in_the_form_s_order() -> None:
    assert list(address_problems(AddressValues(), "prestashop")) == [
        *("first_name", "last_name", "line1", "city", "country"),
    ]


def test_names_by_the_rule_of_the_shop() -> None:
    numbered = replace(GOOD, first_name="R2")
    assert address_problems(numbered, "magento") == {}
    assert list(address_problems(numbered, "prestashop")) == ["first_name"]


@pytest.mark.parametrize(
    ("country", "good", "bad"),
    [
        ("PL", "00-950", "00950"),
        ("DE", "10115", "1011"),
        ("CZ", "110 00", "1100"),
        ("GB", "SW1A 1AA", "SW1A1"),
        ("GB", "m1 1ae", "11 1AE"),
        ("NL", "1012 AB", "1012 A1"),
        ("US", "12345-6789", "12345-678"),
        ("PT", "1000-205", "1000205"),
        ("IE", "D02 AF30", "DD2 AF30"),
        ("CA", "K1A 0B1", "K1A 0BI1"),
    ],
)
def test_postcodes(country: str, good: str, bad: str) -> None:
    assert is_postcode(good, country)
    assert not is_postcode(bad, country)
    problem = address_problems(replace(GOOD, country=country, postcode=bad), "prestashop")
    assert postcode_form(country) in problem["postcode"]


def test_every_form_takes_its_own_example() -> None:
    for country, forms in FORMS.items():
        for form in forms.split("|"):
            example = form.replace("A", "K").replace("X", "7")
            assert is_postcode(example, country), country
            assert not is_postcode(example + "0", country), country


def test_where_no_form_is_known_any_is_taken() -> None:
    assert is_postcode("whatever", "JP")
    assert postcode_form("JP") == ""


def test_the_longest_fit_the_table() -> None:
    assert set(LONGEST) | {"first_name", "last_name", "country"} == set(FIELDS)


def test_tidied() -> None:
    assert replace(GOOD, city=" Łódź ", country=" pl").tidied() == GOOD


def test_what_the_made_up_shop_has_is_taken(made_up: Callable[..., Path]) -> None:
    database = open_database(str(made_up()))
    with database.connection_context():
        numbers = database.execute_sql("SELECT id FROM address WHERE deleted = 0").fetchall()
        for (number,) in numbers:
            stored = read_address(database, number)
            assert stored is not None
            assert address_problems(stored.values, "prestashop") == {}, stored
