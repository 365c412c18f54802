"""Filters as typed."""

import pytest

from custui.domain.filters import (
    NEWEST_FIRST,
    Contains,
    Empty,
    Equals,
    FilterError,
    OneOf,
    Sort,
    parse_columns,
    parse_filter,
    parse_sort,
)


@pytest.mark.parametrize(
    ("column", "typed", "meaning"),
    [
        ("last_name", "kow", Contains("last_name", "kow")),
        ("last_name", "=Kowalski", Equals("last_name", "Kowalski", "=Kowalski")),
        ("sales", "191,20", Equals("sales", 19120, "191,20")),
        ("sales", "-1 000.5", Equals("sales", -100050, "-1 000.5")),
        ("id", "12", Equals("id", 12, "12")),
        ("enabled", "tak", Equals("enabled", True, "tak")),
        ("enabled", "NO", Equals("enabled", False, "NO")),
        ("country", "PL,DE", OneOf("country", ("PL", "DE"))),
        ("registered_at", "17.05.2024", Equals("registered_at", "2024-05-17", "17.05.2024")),
        ("last_visit_at", "never", Empty("last_visit_at")),
        ("company", '""', Empty("company")),
        ("company", '!""', Empty("company", negated=True)),
        ("phone", "600-100", Contains("phone", "600-100")),
    ],
)
def test_what_was_typed_means(column: str, typed: str, meaning: object) -> None:
    parsed = parse_filter(column, typed)
    assert parsed == meaning
    assert parse_filter(column, str(parsed)) == meaning


@pytest.mark.parametrize(
    ("column", "typed", "expected"),
    [
        ("id", "twelve", "whole number"),
        ("sales", "1.234", "amount"),
        ("sales", "x", "amount"),
        ("enabled", "perhaps", "yes or no"),
        ("registered_at", "2024-13-01", "day"),
        ("country", " , ", "name or code"),
        ("nose", "long", "no column"),
    ],
)
def test_anything_else_names_what_was_expected(column: str, typed: str, expected: str) -> None:
    with pytest.raises(FilterError, match=expected) as caught:
        parse_filter(column, typed)
    assert caught.value.column == column


def test_sorts() -> None:
    assert parse_sort("-sales,last_name") == (Sort("sales", True), Sort("last_name"))
    assert parse_sort("") == NEWEST_FIRST
    assert [str(sort) for sort in parse_sort("-sales,id")] == ["-sales", "id"]


def test_an_unknown_column_is_named_safely() -> None:
    with pytest.raises(FilterError, match="␛"):
        parse_columns(["\x1b[31m"])
