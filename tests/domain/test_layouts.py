"""Which columns a grid shows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from custui.domain.columns import BY_NAME, DEFAULT
from custui.domain.layouts import (
    FROZEN,
    NARROWEST,
    WIDEST,
    ColumnLayout,
    default_layout,
    layout_of,
    read_layout,
)

names = st.lists(st.sampled_from(sorted(BY_NAME)), unique=True)
widths = st.dictionaries(st.sampled_from(sorted(BY_NAME)), st.integers(-5, 200))


@given(names, st.integers(-3, 40), widths)
def test_a_layout_is_sound_and_is_read_back_as_it_was(
    shown: list[str], pinned: int, wide: dict[str, int]
) -> None:
    layout = layout_of(shown, pinned=pinned, widths=wide)
    assert layout.names[0] == FROZEN
    assert len(set(layout.names)) == len(layout.names)
    assert 1 <= layout.pinned <= len(layout.names)
    assert set(layout.widths) <= set(layout.names)
    assert all(NARROWEST <= layout.width(name) <= WIDEST for name in layout.names)
    columns, kept_widths = json.loads(json.dumps([layout.names, dict(layout.widths)]))
    assert read_layout(columns, kept_widths, layout.pinned) == (layout, ())


def test_a_width_of_the_registry_is_not_kept() -> None:
    email = BY_NAME["email"].width
    layout = default_layout(several_shops=False).with_width("email", email + 4)
    assert layout.widths == {"email": email + 4}
    assert layout.width("email") == email + 4
    assert layout.with_width("email", email).widths == {}
    assert layout.with_width("email", 1000).width("email") == WIDEST
    assert layout.width("phone") == BY_NAME["phone"].width


def test_the_shop_stands_there_where_there_are_several() -> None:
    assert default_layout(several_shops=False).names == DEFAULT
    assert default_layout(several_shops=True).names == (*DEFAULT, "shop")


def test_a_column_that_is_gone_is_told_and_the_rest_stands() -> None:
    layout, problems = read_layout(["id", "fax\x1b[2J", "email", 7], {"fax": 9, "email": 30}, 9)
    assert layout == ColumnLayout(("id", "email"), 2, {"email": 30})
    (problem,) = problems
    assert "fax␛[2J" in problem


@pytest.mark.parametrize("columns", [None, {}, "id", [], ["fax"], 5])
def test_without_any_column_there_is_no_layout(columns: object) -> None:
    layout, problems = read_layout(columns, None, None)
    assert layout is None
    assert problems[-1] == "None of its columns can be read."
