"""Columns while they are being chosen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from custui.domain.columns import BY_NAME
from custui.domain.layouts import FROZEN, NARROWEST, default_layout, layout_of
from custui.tui.screens.columns.choosing import Choosing

acts = st.lists(
    st.tuples(
        st.sampled_from(["toggle", "up", "down", "wider", "narrower", "pin"]),
        st.integers(0, len(BY_NAME) - 1),
    ),
    max_size=30,
)


def choose(choosing: Choosing, act: str, place: int) -> int:
    return {
        "toggle": lambda: choosing.toggle(place),
        "up": lambda: choosing.move(place, -1),
        "down": lambda: choosing.move(place, 1),
        "wider": lambda: choosing.widen(place, 1),
        "narrower": lambda: choosing.widen(place, -1),
        "pin": lambda: choosing.pin(place),
    }[act]()


def chosen(*names: str, pinned: int = 1) -> Choosing:
    return Choosing(layout_of(names, pinned=pinned))


@given(acts)
def test_whatever_is_done_the_layout_is_sound_and_the_cursor_stays_on_its_column(
    done: list[tuple[str, int]],
) -> None:
    choosing = Choosing(default_layout(several_shops=False))
    for act, place in done:
        name = choosing.names[place]
        assert choosing.names[choose(choosing, act, place)] == name
        layout = choosing.layout
        assert layout == layout_of(layout.names, pinned=layout.pinned, widths=layout.widths)
        assert sorted(choosing.names) == sorted(BY_NAME)
        assert [n for n in choosing.names if choosing.is_shown(n)] == list(layout.names)
        assert [n for n in layout.names if choosing.is_pinned(n)] == list(
            layout.names[: layout.pinned]
        )


def test_nothing_done_changes_nothing() -> None:
    layout = layout_of(["id", "email", "sales"], pinned=2, widths={"email": 40})
    assert Choosing(layout).layout == layout


def test_what_is_hidden_comes_back_at_its_place() -> None:
    choosing = chosen("id", "email", "phone", "city")
    choosing.toggle(2)
    assert choosing.layout.names == ("id", "email", "city")
    choosing.toggle(2)
    assert choosing.layout.names == ("id", "email", "phone", "city")


def test_a_pinned_column_that_is_hidden_leaves_the_others_pinned() -> None:
    choosing = chosen("id", "email", "phone", "city", pinned=3)
    choosing.toggle(1)
    assert (choosing.layout.names, choosing.layout.pinned) == (("id", "phone", "city"), 2)
    choosing.toggle(1)
    assert (choosing.layout.names[:3], choosing.layout.pinned) == (("id", "email", "phone"), 3)


def test_pinning_moves_a_column_beside_the_pinned_ones() -> None:
    choosing = chosen("id", "email", "phone", "city")
    place = choosing.pin(3)
    assert (choosing.layout.names, choosing.layout.pinned) == (("id", "city", "email", "phone"), 2)
    choosing.pin(choosing.names.index("phone"))
    assert (choosing.layout.names, choosing.layout.pinned) == (("id", "city", "phone", "email"), 3)
    choosing.pin(place)
    assert (choosing.layout.names, choosing.layout.pinned) == (("id", "phone", "city", "email"), 2)


def test_a_hidden_column_that_is_pinned_is_shown() -> None:
    choosing = chosen("id", "email")
    choosing.pin(choosing.names.index("birthday"))
    assert (choosing.layout.names, choosing.layout.pinned) == (("id", "birthday", "email"), 2)


def test_the_number_of_the_customer_stays_first_and_in_sight() -> None:
    choosing = chosen("id", "email", "phone")
    for act in ("toggle", "down", "pin"):
        choose(choosing, act, 0)
    choose(choosing, "up", 1)
    assert choosing.layout == layout_of(["id", "email", "phone"])
    choosing.widen(0, 1)
    assert choosing.layout.width(FROZEN) == BY_NAME[FROZEN].width + 1


def test_a_column_is_never_narrower_than_can_be_read() -> None:
    choosing = chosen("id", "email")
    for _press in range(100):
        choosing.widen(1, -1)
    assert choosing.layout.width("email") == NARROWEST
