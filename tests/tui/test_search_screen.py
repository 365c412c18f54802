"""The search box, driven as a person would."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from custui.db.connection import open_database
from custui.db.problems import DatabaseProblem, Interrupted
from custui.db.queries.customers import CustomerList
from custui.db.queries.snapshot import Snapshot
from custui.domain.search import BEST_FIRST, RESULT_COLUMNS, parse_search
from custui.tui.app import CustuiApp
from custui.tui.commands.available import offered_here
from custui.tui.screens.card.screen import CardScreen
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.screens.search import found
from custui.tui.screens.search.screen import SearchScreen
from custui.tui.widgets.grid import Grid
from custui.tui.widgets.key_footer import KeyHints, Place
from custui.tui.widgets.live_grid.queries import Around
from tests.shops import execute
from tests.tui.conftest import MakeApp

SIZE = (100, 30)


async def until(condition: Callable[[], object], seconds: float = 10) -> None:
    """Wait for a condition; fail when it does not come true."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


async def counted(app: CustuiApp, pilot: Pilot[None]) -> Grid:
    """The customers' grid, once it was counted."""
    await pilot.pause()
    grid = app.screen_stack[0].query_one(Grid)
    await until(lambda: grid.count is not None)
    return grid


def search_screen(app: CustuiApp) -> SearchScreen:
    assert isinstance(app.screen, SearchScreen)
    return app.screen


def shown(app: CustuiApp) -> int | None:
    """Whose card is on screen."""
    return app.screen.customer_id if isinstance(app.screen, CardScreen) else None


def told(app: CustuiApp) -> str:
    return str(app.screen.query_one("#found").render())


def ids(app: CustuiApp) -> list[int]:
    """The numbers of those found, on screen."""
    grid = search_screen(app).grid
    lines = [grid.render_line(y).text for y in range(grid.header_lines, grid.size.height)]
    return [int(line[2:9]) for line in lines if line[2:9].strip().isdigit()]


async def searched(app: CustuiApp, pilot: Pilot[None], typed: str, found: str) -> None:
    """Type into the box and wait until it says how many were found."""
    search_screen(app).box.value = typed
    await until(lambda: told(app) == found)
    await pilot.pause()


async def test_found_while_typing_and_gone_with_escape(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        assert app.focused is search_screen(app).box
        assert "kowalski jan" in str(app.screen.query_one("#hint").render())
        await pilot.press(*"zolw ")
        await until(lambda: told(app) == "2 found")
        assert ids(app) == [1, 983]
        await pilot.press("escape")
        assert isinstance(app.screen, CustomersScreen)


@pytest.mark.parametrize("section", ["2", "6"])
async def test_it_opens_from_every_section_and_leads_to_the_card(
    make_app: MakeApp, section: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press(section, "slash", *"zolw lucja", "enter")
        await until(lambda: shown(app) == 1)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, SearchScreen))


async def test_enter_opens_the_row_under_the_cursor(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        await searched(app, pilot, "zolw", "2 found")
        await pilot.press("down")
        assert "row 2 of 2" in app.screen.query_one(Place).render_line(0).text
        await pilot.press("enter")
        await until(lambda: shown(app) == 983)


async def test_enter_when_nobody_was_found_stays(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash", *"qqqq", "enter")
        await until(lambda: told(app) == "0 found")
        await pilot.press("enter", "down", "pageup")
        assert search_screen(app).box.value == "qqqq"


async def test_scopes_by_tab_and_ctrl_o(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        await searched(app, pilot, "zolw", "2 found")
        scopes = app.screen.query_one("#scopes")
        assert "[everywhere]" in str(scopes.render())
        await pilot.press("ctrl+o")
        assert "[customers by name]" in str(scopes.render())
        await pilot.press("tab")
        await until(lambda: "not an IP address" in told(app))
        assert ids(app) == []
        await searched(app, pilot, "203.0", "0 found")
        await pilot.press("shift+tab", "shift+tab")
        assert "[everywhere]" in str(scopes.render())
        assert app.focused is search_screen(app).box


async def test_many_are_counted_exactly_and_every_page_is_there(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        search_screen(app).box.value = "a"
        grid = search_screen(app).grid
        await until(lambda: grid.count is not None and grid.count > 900)
        expected = grid.count
        await until(lambda: told(app) == f"{expected} found")
        seen: list[int] = []
        for _page in range(60):
            await until(lambda: grid.row_at_cursor is not None)
            seen += [number for number in ids(app) if number not in seen]
            if len(seen) == expected:
                break
            await pilot.press("pagedown")
        assert len(seen) == expected
        await pilot.press("pageup")
        assert grid.position < grid.length - 1


async def test_the_exact_hit_stands_first(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        search_screen(app).box.value = "7"
        await until(lambda: ids(app)[:1] == [7])
        await until(lambda: "found" in told(app))
        assert ids(app)[0] == 7


async def test_a_newer_text_supersedes_the_older(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        box = search_screen(app).box
        for typed in ("a", "ko", "zo", "zolw l", "kow", "zolw"):
            box.value = typed
            await pilot.pause(0.16)
        await until(lambda: told(app) == "2 found")
        await pilot.pause(0.3)
        assert ids(app) == [1, 983]


async def test_the_same_text_with_a_blank_is_counted_on(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        box, grid = search_screen(app).box, search_screen(app).grid
        box.value = "a"
        await until(lambda: (grid.length == 100 and grid.count is None) or grid.count)
        box.value = "a "  # stops what is being counted
        await until(lambda: grid.count is not None)


async def test_cleared_text_brings_the_hint_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        await searched(app, pilot, "zolw", "2 found")
        assert not app.screen.query_one("#hint").display
        await searched(app, pilot, " ", "")
        assert app.screen.query_one("#hint").display
        await pilot.press("enter")
        assert isinstance(app.screen, SearchScreen)


async def test_what_is_out_of_sight_is_written_below(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        await searched(app, pilot, "zolw", "2 found")
        rest = app.screen.query_one("#rest")
        assert "Piekarnia Żółw" in str(rest.render())
        assert "1979-05-17" in str(rest.render())
        await pilot.press("down")
        assert "2000-09-13" in str(rest.render())
        await pilot.resize_terminal(160, 24)
        await until(lambda: rest.size.height == 0)
        header = search_screen(app).grid.render_line(0).text
        assert "Birthday" in header
        assert "Orders" in header


async def test_a_header_sorts_and_goes_before_exact_hits(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        await searched(app, pilot, "zolw", "2 found")
        await pilot.click(Grid, offset=(4, 0))
        await pilot.click(Grid, offset=(4, 0))
        await until(lambda: ids(app) == [983, 1])
        assert app.focused is search_screen(app).box


async def test_a_problem_stands_in_a_line(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()

    def broken(*_arguments: object, **_options: object) -> None:
        raise DatabaseProblem("The [index] is damaged.\x1b[2J")

    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        await searched(app, pilot, "zolw", "2 found")
        with monkeypatch.context() as patch:
            patch.setattr(found, "read_found", broken)
            await pilot.press("x", "enter")
            await until(lambda: app.screen.query_one("#problem").has_class("-shown"))
        assert ids(app) == [1, 983]
        await searched(app, pilot, "zolw lucja", "1 found")
        assert not app.screen.query_one("#problem").has_class("-shown")


async def test_a_damaged_index_is_told(make_app: MakeApp, own_shop: Path) -> None:
    execute(own_shop, "DELETE FROM customer_fts_data WHERE id > 10")
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash", *"zolw")
        problem = app.screen.query_one("#problem")
        await until(lambda: "doctor --repair" in str(problem.render()))


async def test_a_customer_sought_before_the_list_was_counted_is_shown(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        screen = app.screen
        assert isinstance(screen, CustomersScreen)
        screen.grid.read_anew()
        screen.grid.seek(500)  # before any position is known again
        await until(lambda: grid.row_at_cursor is not None and grid.row_at_cursor[0] == 500)


async def test_hints_name_keys_that_work_beside_a_text_field(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        hints = app.screen.query_one(KeyHints)
        await until(lambda: "/ Search" in hints.render_line(0).text)
        assert "? Help" in hints.render_line(0).text
        await pilot.press("slash")
        hints = app.screen.query_one(KeyHints)
        await until(lambda: "Esc Close" in hints.render_line(0).text)
        text = hints.render_line(0).text
        assert "F1 Help" in text
        assert "/ Search" not in text
        keys = {each.command.id: each.key for each in offered_here(app.screen)}
        assert "search" not in keys
        assert keys["quit"] == "ctrl+q"
        await pilot.press("f1")
        await pilot.pause()
        help_text = str(app.screen.query("#help Static").first().render())
        assert "Search everywhere, by name or by IP address" in help_text


async def test_ascii_only(make_app: MakeApp) -> None:
    app = make_app(ascii_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        await searched(app, pilot, "zolw", "2 found")
        text = (
            str(app.screen.query_one("#rest").render())
            + app.screen.query_one(KeyHints).render_line(0).text
        )
        assert not set(text) & set("●○·…↵▸│")


async def test_characters_that_do_not_print_part_words(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        box = search_screen(app).box
        box.insert_text_at_cursor("zo\x1b\u202elw\x9b2J")
        assert box.value == "zo  lw 2J"


async def test_slash_is_a_character_in_the_box_and_nothing_over_help(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash", "slash", "a")
        assert search_screen(app).box.value == "/a"
        assert len(app.screen_stack) == 2
        await pilot.press("escape", "question_mark", "slash")
        await pilot.pause()
        assert not isinstance(app.screen, SearchScreen)


def test_a_query_interrupted_before_it_began_does_not_run(made_up: Callable[..., Path]) -> None:
    customers = CustomerList(search=parse_search("x"), sort=BEST_FIRST)
    query = found.ReadFound(open_database(str(made_up())), customers, RESULT_COLUMNS)
    query.interrupt()
    with pytest.raises(Interrupted):
        query.run()


async def test_an_order_of_what_was_searched_before_is_thrown_away(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("slash")
        await searched(app, pilot, "zolw", "2 found")
        late = Snapshot(app.desk.database, CustomerList(search=parse_search("kow")))
        late.build()
        rows = late.page(RESULT_COLUMNS, 0, 100)
        search_screen(app).grid.post_message(
            Around(late, None, 0, 0, rows, search_screen(app).grid.names)
        )
        await pilot.pause()
        assert ids(app) == [1, 983]
        with pytest.raises(Interrupted):  # closed
            late.page(["id"], 0, 1)
