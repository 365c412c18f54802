"""The grid's window on its list."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from custui.tui.widgets.grid.viewport import OVERLAP, Viewport

MOVES = st.one_of(
    st.tuples(st.just("move_to"), st.integers(-5, 400)),
    st.tuples(st.just("page"), st.sampled_from([-1, 1])),
    st.tuples(st.just("resize"), st.integers(-1, 60)),
    st.tuples(st.just("restart"), st.integers(0, 300)),
)


@given(st.integers(0, 300), st.lists(MOVES, max_size=30))
def test_the_cursor_is_always_in_sight_and_the_window_within_the_list(
    length: int, moves: list[tuple[str, int]]
) -> None:
    view = Viewport(length=length, height=20)
    for name, argument in moves:
        getattr(view, name)(argument)
        if view.length:
            assert view.position in view.in_sight
            assert len(view.in_sight) == min(view.height, view.length)
        else:
            assert (view.position, view.top, len(view.in_sight)) == (0, 0, 0)


@given(st.integers(1, 300), st.integers(0, 299), st.integers(1, 300), st.integers(0, 299))
def test_the_cursors_row_stays_on_its_line_where_the_list_allows(
    length: int, position: int, new_length: int, new_position: int
) -> None:
    view = Viewport(length=length, height=20)
    view.move_to(position)
    line = view.position - view.top
    view.reorder(new_length, new_position)
    assert view.position == min(new_position, new_length - 1)
    room_above, room_below = view.position, new_length - 1 - view.position
    if room_above >= line and room_below >= view.height - 1 - line:
        assert view.position - view.top == line


def test_the_window_flips_most_of_a_page_at_its_edges() -> None:
    view = Viewport(length=100, height=20)
    tops = []
    for position in range(100):
        view.move_to(position)
        tops.append(view.top)
    flips = [b - a for a, b in pairwise(tops) if b != a]
    assert flips[:-1] == [20 - OVERLAP] * (len(flips) - 1)
    for position in reversed(range(100)):
        view.move_to(position)
    assert view.top == 0


def test_pages_go_all_the_way_at_the_ends() -> None:
    view = Viewport(length=50, height=20)
    view.page(1)
    assert (view.top, view.position) == (20, 20)
    view.page(1)
    assert (view.top, view.position) == (30, 40)
    view.page(1)
    assert (view.top, view.position) == (30, 49)
    for _page in range(3):
        view.page(-1)
    assert (view.top, view.position) == (0, 0)


def test_the_thumb_is_at_the_ends_with_the_window() -> None:
    view = Viewport(length=1_000_000, height=20)
    assert [line for line in range(20) if view.is_thumb(line)] == [0]
    view.move_to(999_999)
    assert [line for line in range(20) if view.is_thumb(line)] == [19]
    assert not any(Viewport(length=20, height=20).is_thumb(line) for line in range(20))
