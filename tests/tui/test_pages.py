"""The rows that a grid has at hand."""

from custui.tui.widgets.grid.pages import KEPT_PAGES, MISSING, PAGE_ROWS, Pages


def rows(first: int, count: int) -> list[tuple[int, str]]:
    return [(n, f"row {n}") for n in range(first, first + count)]


def test_a_page_that_was_not_read_is_missing() -> None:
    pages = Pages()
    pages.fill(0, rows(0, PAGE_ROWS))
    assert pages.row(PAGE_ROWS - 1) == (PAGE_ROWS - 1, f"row {PAGE_ROWS - 1}")
    assert pages.row(PAGE_ROWS) is MISSING


def test_a_page_is_wanted_once() -> None:
    pages = Pages()
    assert pages.wanted(0, 2 * PAGE_ROWS) == [0, 1, 2]
    assert pages.wanted(0, 2 * PAGE_ROWS) == []
    pages.fill(0, rows(0, PAGE_ROWS))
    pages.clear()
    assert pages.wanted(0, 1) == [0]


def test_rows_for_several_pages_come_in_one_piece() -> None:
    pages = Pages()
    pages.fill(PAGE_ROWS, rows(PAGE_ROWS, 250))
    assert pages.row(PAGE_ROWS + 249) == (PAGE_ROWS + 249, f"row {PAGE_ROWS + 249}")
    assert pages.row(PAGE_ROWS + 250) is MISSING


def test_pages_used_longest_ago_go_first() -> None:
    pages = Pages()
    for number in range(KEPT_PAGES):
        pages.fill(number * PAGE_ROWS, rows(number * PAGE_ROWS, PAGE_ROWS))
    pages.row(0)
    pages.fill(KEPT_PAGES * PAGE_ROWS, rows(KEPT_PAGES * PAGE_ROWS, PAGE_ROWS))
    assert pages.row(0) is not MISSING
    assert pages.row(PAGE_ROWS) is MISSING


def test_fresher_rows_say_where_they_stand() -> None:
    pages = Pages()
    pages.fill(0, [*rows(0, 3), None])
    assert pages.replace({1: (1, "new"), 2: (2, "row 2"), 9: (9, "absent")}) == [1]
    assert pages.row(1) == (1, "new")
    assert pages.row(3) is None
