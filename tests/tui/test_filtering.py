"""Filters in the grid: the row, its editor, the chips."""

from __future__ import annotations

from textual.pilot import Pilot

from custui.domain.columns import CUSTOMERS
from custui.tui.app import CustuiApp
from custui.tui.widgets.chips import Chips
from custui.tui.widgets.filter_editor import FilterEditor
from custui.tui.widgets.filtered_grid import FilteredGrid
from custui.tui.widgets.filtering import Filtering
from custui.tui.widgets.grid.widget import FILTER_LINE
from tests.tui.conftest import MakeApp
from tests.tui.test_customers_screen import SIZE, counted, grid_of, ids, lines, until


def chips(app: CustuiApp) -> str:
    """The line above the grid."""
    return app.screen_stack[0].query_one(Chips).render_line(0).text


async def filter_last_name(pilot: Pilot[None], text: str) -> None:
    await pilot.press("right", "right", "f")
    await pilot.pause()
    await pilot.press(*text)


def test_a_text_that_is_no_filter_leaves_the_last_good_one_in_force() -> None:
    filtering = Filtering(CUSTOMERS)
    assert filtering.type("id", "5")
    good = filtering.filters
    assert not filtering.type("id", "5x")
    assert filtering.filters == good
    assert "number" in filtering.problems["id"]
    assert filtering.typed["id"] == "5x"
    filtering.settle("id")
    assert filtering.typed["id"] == "5"
    assert filtering.problems == {}


def test_a_flag_goes_from_any_to_yes_to_no_and_back() -> None:
    filtering = Filtering(CUSTOMERS)
    seen = []
    for _press in range(4):
        filtering.cycle("enabled")
        seen.append(filtering.typed.get("enabled", ""))
    assert seen == ["yes", "no", "", "yes"]


async def test_the_list_follows_what_is_typed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await filter_last_name(pilot, "kow")
        await until(lambda: "of 1,000" in chips(app))
        assert "Last name kow ✕" in chips(app)
        assert grid.count is not None
        assert 0 < grid.count < 1000
        assert all("kow" in line.lower() for line in lines(app)[2 : 2 + min(grid.count, 20)])
        await pilot.press("enter")
        await pilot.pause()
        assert app.focused is grid
        assert lines(app)[FILTER_LINE].split("│")[1].split()[2] == "kow"
        await pilot.press("F")
        await until(lambda: grid.count == 1000)
        assert "kow" not in chips(app)


async def test_each_key_supersedes_the_query_before(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await filter_last_name(pilot, "kowalskiii")
        await pilot.press("backspace", "backspace")
        await until(lambda: "kowalski ✕" in chips(app) and "of 1,000" in chips(app))
        assert grid_of(app).count


async def test_an_error_stands_under_the_cell_and_the_list_stays(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        before = ids(app)
        await pilot.press("left", "f")
        await pilot.pause()
        await pilot.press(*"twelve")
        hint = app.screen.query_one("#filter-hint")
        await until(lambda: hint.has_class("-problem"))
        assert "number" in str(hint.render())
        editor = app.screen.query_one(FilterEditor)
        assert hint.region.y == editor.region.y + 1
        assert ids(app) == before
        await pilot.press("escape")
        await pilot.pause()
        assert not app.screen.query("#filter-hint")
        assert "twelve" not in lines(app)[FILTER_LINE]


async def test_the_editor_lies_over_its_cell_and_tab_goes_on(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await filter_last_name(pilot, "a")
        editor = app.screen.query_one(FilterEditor)
        assert editor.region.x == grid.region.x + grid.filter_cell.x
        assert editor.region.y == grid.region.y + FILTER_LINE
        await pilot.press("tab")
        await pilot.pause()
        assert app.screen.query_one(FilterEditor).column == "email"
        await pilot.press(*["tab"] * 3)  # company, sales, and past the flags
        await pilot.pause()
        assert app.screen.query_one(FilterEditor).column == "registered_at"
        await pilot.press("shift+tab")
        await pilot.pause()
        assert app.screen.query_one(FilterEditor).column == "sales"


async def test_a_flag_column_cycles_without_an_editor(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press(*["right"] * 6, "f", "f")
        await until(lambda: "Enabled no ✕" in chips(app) and "of 1,000" in chips(app))
        assert grid.count is not None
        assert 0 < grid.count < 100
        assert not app.screen.query(FilterEditor)


async def test_a_choice_column_offers_its_choices(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("f")
        await until(lambda: isinstance(app.focused, FilterEditor))
        await pilot.press("down")
        await until(lambda: "title Mr ✕" in chips(app) and "of 1,000" in chips(app))
        await pilot.press("down")
        await until(lambda: "title Mrs ✕" in chips(app))


async def test_the_cross_of_a_chip_drops_its_filter(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await filter_last_name(pilot, "kow")
        await pilot.press("tab", *"@")
        await until(lambda: "E-mail @ ✕" in chips(app))
        await pilot.press("enter")
        await pilot.click(Chips, offset=(chips(app).index("✕"), 0))
        await until(lambda: "kow" not in chips(app))
        await until(lambda: grid.count == 1000)
        assert app.screen.query_one(FilteredGrid).filtering.typed == {"email": "@"}


async def test_without_filters_the_line_shows_the_shop_in_figures(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await until(lambda: "newsletter readers" in chips(app))
        assert "average age" in chips(app)


async def test_a_filter_that_nothing_matches(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await filter_last_name(pilot, "qqqq")
        await until(lambda: "0 of 1,000" in chips(app))
        assert any("Nobody here." in line for line in lines(app))
