"""Views are kept as text and read back as they were; what is not valid any more is told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custui.domain.columns import BY_NAME
from custui.domain.filters import NEWEST_FIRST, FilterError, Sort, parse_filter
from custui.domain.layouts import default_layout, layout_of
from custui.domain.views import View, ViewTexts, in_order, read_view, texts_of

TYPED = {
    "last_name": ["kow", "^żół", "=O'Hara", '!""', "a,b", r"\!x", "100 %", "a\\"],
    "country": ["PL", "PL,DE", "!Polska", '""'],
    "sales": [">100", "1 000,50..2000", "<=5", '!""'],
    "registered_at": ["2024", "7d", "!90d", "2023..2024-06", ">2024", "today"],
    "last_visit_at": ["never", "!never"],
    "birthday": ["05-17", "+7d", "1980..1989"],
    "newsletter": ["yes", "nie"],
    "phone": ["600 100 200"],
    "group": ['"Wholesale"', "Wholesale,General"],
}


@st.composite
def views(draw: st.DrawFn) -> View:
    columns = draw(st.lists(st.sampled_from(sorted(BY_NAME)), unique=True))
    filtered = draw(st.lists(st.sampled_from(sorted(TYPED)), unique=True))
    return View(
        draw(st.text(min_size=1, max_size=64)),
        layout_of(columns, pinned=draw(st.integers(1, 4)), widths={"email": 40, "sales": 9}),
        in_order(parse_filter(name, draw(st.sampled_from(TYPED[name]))) for name in filtered),
        tuple(
            Sort(name, descending=draw(st.booleans()))
            for name in draw(
                st.lists(st.sampled_from(sorted(BY_NAME)), unique=True, min_size=1, max_size=3)
            )
        ),
    )


@given(views())
def test_a_view_is_read_back_as_it_was_kept(view: View) -> None:
    assert read_view(texts_of(view)) == (view, ())


def test_it_is_kept_as_names_and_filters_as_they_are_typed() -> None:
    view = View(
        "Big Poland",
        layout_of(["id", "email", "sales"], pinned=2, widths={"email": 30}),
        (parse_filter("sales", ">100,50"), parse_filter("country", "Polska")),
        (Sort("sales", descending=True), Sort("last_name")),
    )
    assert texts_of(view) == ViewTexts(
        "Big Poland",
        '["id", "email", "sales"]',
        '{"email": 30}',
        2,
        '{"sales": ">100.50", "country": "PL"}',
        "-sales,last_name",
    )


def row(**given: object) -> ViewTexts:
    texts = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in given.items()
    }
    begun = {"name": "V", "columns": '["id", "email"]', "widths": "{}", "pinned": 1}
    return ViewTexts(**{**begun, "filters": "{}", "sort": "-id", **texts})  # type: ignore[arg-type]


def test_what_is_not_valid_any_more_is_told_and_the_rest_stands() -> None:
    view, problems = read_view(
        row(
            columns=["id", "fax", "email"],
            filters={"sales": "lots", "fax": "1", "last_name": "kow"},
            sort="fax,-sales",
        )
    )
    assert view == View(
        "V",
        layout_of(["id", "email"]),
        (parse_filter("last_name", "kow"),),
        (Sort("sales", descending=True),),
    )
    assert problems == (
        "There is no column fax any more.",
        "Sales lots is no filter any more: an amount is expected: 191.20, >100, <=100, 100..200.",
        "There is no column fax any more.",
        "It cannot be sorted by fax any more.",
    )


@pytest.mark.parametrize("broken", ["", "{", "null", "[[", "7", '"id"'])
def test_texts_that_are_no_json_leave_a_list_as_it_begins(broken: str) -> None:
    view, problems = read_view(row(columns=broken, widths=broken, filters=broken, sort=""))
    assert view == View("V", default_layout(several_shops=False), (), NEWEST_FIRST)
    assert len(problems) == 2


def test_two_views_show_the_same_under_two_names() -> None:
    one, _problems = read_view(row())
    other, _problems = read_view(row(name="W"))
    assert one != other
    assert one.shows_the_same(other)
    assert not one.shows_the_same(read_view(row(sort="id"))[0])


def test_the_filters_of_a_list_stand_in_the_order_of_the_columns() -> None:
    sales, name = parse_filter("sales", "5"), parse_filter("last_name", "x")
    assert in_order([sales, name]) == (name, sales)
    with pytest.raises(FilterError):
        parse_filter("fax", "1")
