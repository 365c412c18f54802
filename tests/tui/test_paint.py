"""The grid's columns and lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from custui.domain.text import printable
from custui.tui.widgets.grid.layout import GridColumn, first_to_show, lay_out, pins_that_fit
from custui.tui.widgets.grid.paint import ASCII, UNICODE, Painter, fitted

COLUMNS = [
    GridColumn("id", "ID", 7, True, str),
    GridColumn("name", "Name", 12, False, printable),
    GridColumn("sales", "Sales", 10, True, str),
    GridColumn("city", "City", 16, False, printable),
]
ROW = (42, 42, "Łucja Żółw", "11 002,00", "Łódź")


@given(st.text(max_size=40), st.integers(2, 30), st.booleans())
def test_a_cell_is_exactly_as_wide_as_its_column(text: str, width: int, right: bool) -> None:
    assert cell_len(fitted(printable(text), width, right, "…")) == width


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert fitted("Kamińska-Łabędź", 10, False, "…") == "Kamińska-…"
    assert fitted("日本語日本語", 6, False, "…") == "日本 …"


@pytest.mark.parametrize("width", [30, 40, 59, 80, 160])
def test_only_whole_columns_stand_beside_each_other(width: int) -> None:
    layout = lay_out(COLUMNS, 1, 1, width)
    ends = [placed.x + placed.width for placed in layout.placed]
    assert all(end <= width for end in ends)
    assert all(placed.width == COLUMNS[placed.index].width for placed in layout.scrolled[1:])
    assert layout.more_right == (layout.scrolled[-1].index < len(COLUMNS) - 1)


@pytest.mark.parametrize("width", [20, 30, 45, 80])
def test_lines_fill_the_width_exactly(width: int) -> None:
    for signs in (UNICODE, ASCII):
        painter = Painter(COLUMNS, lay_out(COLUMNS, 1, 1, width), width, signs)
        lines = [
            painter.row(ROW, cursor=True),
            painter.row(ROW, cursor=False),
            painter.header(1, True),
            painter.waiting(),
            painter.notice("deleted meanwhile"),
        ]
        assert {cell_len(line) for line in lines} == {width}


@given(
    st.lists(st.integers(3, 60), min_size=1, max_size=8),
    st.integers(1, 9),
    st.integers(0, 8),
    st.integers(59, 160),
)
def test_lines_fill_the_width_whatever_columns_were_chosen(
    widths: list[int], wanted: int, focused: int, width: int
) -> None:
    columns = [
        GridColumn(str(place), "Header", wide, False, str) for place, wide in enumerate(widths)
    ]
    focused = min(focused, len(columns) - 1)
    pins = pins_that_fit(columns, wanted, width)
    assert 1 <= pins <= min(wanted, len(columns))
    first = first_to_show(columns, pins, pins, focused, width)
    layout = lay_out(columns, pins, first, width)
    painter = Painter(columns, layout, width, UNICODE)
    row = tuple(range(len(columns) + 1))
    lines = [
        painter.row(row, cursor=True),
        painter.header(focused, True),
        painter.filters({focused: "x" * 70}),
        painter.waiting(),
        painter.notice("deleted meanwhile"),
    ]
    assert {cell_len(line) for line in lines} == {width}
    assert focused in [placed.index for placed in layout.placed]


def test_as_many_columns_are_pinned_as_leave_room_to_read_the_others() -> None:
    assert pins_that_fit(COLUMNS, 2, 80) == 2
    assert pins_that_fit(COLUMNS, 4, 60) == 3
    assert pins_that_fit(COLUMNS, 4, 38) == 2
    assert pins_that_fit(COLUMNS, 4, 20) == 1


def test_the_cursor_has_a_sign_and_not_only_a_colour() -> None:
    painter = Painter(COLUMNS, lay_out(COLUMNS, 1, 1, 60), 60, UNICODE)
    assert painter.row(ROW, cursor=True).startswith("▸")
    assert painter.row(ROW, cursor=False).startswith(" ")


def test_headers_stand_over_their_cells() -> None:
    painter = Painter(COLUMNS, lay_out(COLUMNS, 1, 1, 60), 60, UNICODE)
    header, row = painter.header(None, False), painter.row(ROW, cursor=False)
    assert header.index("Name") == row.index("Łucja")
    assert header.index("Sales") + len("Sales") == row.index("002,00") + len("002,00")


def test_the_sorted_column_has_an_arrow() -> None:
    painter = Painter(COLUMNS, lay_out(COLUMNS, 1, 1, 60), 60, UNICODE)
    assert "Name ↑" in painter.header(1, False)
    assert "Sales ↓" in painter.header(2, True)


def test_scrolling_sideways_moves_by_whole_columns_and_least() -> None:
    width = 1 + 7 + 3 + 12 + 2 + 10 + 1
    assert first_to_show(COLUMNS, 1, 1, 2, width) == 1
    assert first_to_show(COLUMNS, 1, 1, 3, width) == 3
    assert first_to_show(COLUMNS, 1, 3, 1, width) == 1
    assert first_to_show(COLUMNS, 1, 2, 0, width) == 2


def test_a_click_finds_its_column() -> None:
    layout = lay_out(COLUMNS, 1, 1, 60)
    assert layout.column_at(3) == 0
    assert layout.column_at(layout.scrolled[1].x) == 2
    assert layout.column_at(59) is None
