"""What may be typed into the search box."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custui.domain.columns import BY_NAME
from custui.domain.ip_part import IpPart
from custui.domain.phone import Phone
from custui.domain.search import RESULT_COLUMNS, Scope, Term, parse_search


def terms(typed: str, scope: Scope = Scope.ALL) -> tuple[Term, ...]:
    found = parse_search(typed, scope)
    assert found is not None
    return found.terms


@pytest.mark.parametrize("typed", ["", " ", "\t \n", "\0", "\u3000"])
def test_blanks_are_no_search(typed: str) -> None:
    assert parse_search(typed) is None


def test_words_are_folded_in_any_order() -> None:
    assert set(terms("Kowalski  JAN")) == set(terms("jan kowalski"))
    assert terms("Żółw") == (Term(("zolw",)),)


@pytest.mark.parametrize("typed", ["a%b", '"', "*", "near(", "-x", "'", "\\", "_", "a:b", "{", "^"])
def test_every_character_is_plain(typed: str) -> None:
    assert terms(typed) == (Term((typed,)),)


def test_a_word_that_is_part_of_another_asks_nothing_more() -> None:
    assert terms("kowalski kow jan jan") == (Term(("kowalski",)), Term(("jan",)))


def test_a_phone_number_may_be_several_words() -> None:
    assert terms("+48 600-100-200") == (Term((), Phone("600100200", "48")),)
    assert terms("600 100 200") == (Term((), Phone("600100200")),)


def test_digits_alone_may_be_part_of_a_text_too() -> None:
    assert terms("600100200") == (Term(("600100200",), Phone("600100200")),)
    assert terms("studio 54") == (Term(("54",)), Term(("studio",)))


def test_a_name_beside_a_phone_number() -> None:
    assert terms("kowalski 600 100 200 jan") == (
        Term((), Phone("600100200")),
        Term(("kowalski",)),
        Term(("jan",)),
    )


def test_customer_number_order_reference_and_email() -> None:
    found = parse_search(" 977 ")
    assert found is not None
    assert found.number == 977
    found = parse_search("xkbKNABJK")
    assert found is not None
    assert found.number is None
    assert found.references == ("xkbKNABJK", "XKBKNABJK", "xkbknabjk")
    found = parse_search("Jan@x.pl")
    assert found is not None
    assert found.email == "Jan@x.pl"


@pytest.mark.parametrize("typed", ["0", "9223372036854775808", "99999999999999999999", "1.5"])
def test_what_is_no_customer_number(typed: str) -> None:
    found = parse_search(typed)
    assert found is not None
    assert found.number is None


def test_everywhere_an_ip_address_has_a_separator() -> None:
    everywhere, with_dot = parse_search("100"), parse_search("100.64")
    assert everywhere is not None
    assert everywhere.ip is None
    assert with_dot is not None
    assert with_dot.ip == IpPart(beginnings=("100.64.",))


def test_scopes_narrow() -> None:
    by_name, by_ip = parse_search("100.64", Scope.NAMES), parse_search("100", Scope.IP)
    assert by_name is not None
    assert (by_name.terms, by_name.number, by_name.references) == ((Term(("100.64",)),), None, ())
    assert by_name.ip is None
    assert by_ip is not None
    assert by_ip.ip == IpPart(beginnings=("100.",))
    assert by_ip.terms == ()


def test_marks_alone_and_endless_texts_find_nobody() -> None:
    for typed in ("\u0301", "x" * 5000):
        assert terms(typed) == ()


def test_bytes_that_are_no_text_are_replaced() -> None:
    assert terms("a\udcffb") == (Term(("a\ufffdb",)),)


@given(st.text(), st.sampled_from(Scope))
def test_anything_can_be_typed(typed: str, scope: Scope) -> None:
    found = parse_search(typed, scope)
    assert (found is None) == (not typed.replace("\0", "").strip())


def test_result_columns_are_columns() -> None:
    assert set(RESULT_COLUMNS) <= set(BY_NAME)
