"""The customers section, driven as a person would."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from custui.db.connection import open_database
from custui.tui.app import CustuiApp
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.widgets.grid import Grid
from custui.tui.widgets.grid.surface import HEADER_LINES
from custui.tui.widgets.key_footer import Place
from tests.tui.conftest import MakeApp

SIZE = (100, 30)


async def until(condition: Callable[[], object], seconds: float = 10) -> None:
    """Wait for a condition; fail when it does not come true."""
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


def grid_of(app: CustuiApp) -> Grid:
    return app.screen_stack[0].query_one(Grid)


async def counted(app: CustuiApp, pilot: Pilot[None]) -> Grid:
    """The grid, once the list was counted and drawn."""
    await pilot.pause()
    grid = grid_of(app)
    await until(lambda: grid.count is not None)
    await pilot.pause()
    return grid


def lines(app: CustuiApp) -> list[str]:
    """The screen as text."""
    grid = grid_of(app)
    return [grid.render_line(y).text for y in range(grid.size.height)]


def ids(app: CustuiApp) -> list[int]:
    """The customer numbers on screen, from top to bottom."""
    return [int(line[2:9]) for line in lines(app)[HEADER_LINES:] if line[2:9].strip()]


async def test_the_first_paint_shows_the_newest_customers(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert ids(app)[:3] == [1000, 999, 998]
        await counted(app, pilot)
        assert "row 1 of 1,000" in app.screen.query_one(Place).render_line(0).text


async def test_end_and_home(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("end")
        await until(lambda: ids(app)[-1:] == [1])
        assert grid.row_at_cursor is not None
        assert grid.row_at_cursor[0] == 1
        await pilot.press("home")
        await until(lambda: ids(app)[:1] == [1000])


async def test_every_row_passes_by_when_down_is_held(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        seen = []
        for _step in range(120):
            await until(lambda: grid.row_at_cursor is not None)
            assert grid.row_at_cursor is not None
            seen.append(grid.row_at_cursor[0])
            assert grid.row_at_cursor[0] in ids(app)
            await pilot.press("down")
        assert seen == list(range(1000, 880, -1))


async def test_the_cursor_flips_most_of_a_page_at_the_edge(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        height = len(ids(app))
        await pilot.press(*["down"] * height)
        await pilot.pause()
        assert ids(app)[0] == 1000 - (height - 2)
        before = ids(app)
        await pilot.press("down")
        await pilot.pause()
        assert ids(app) == before


async def test_sorting_by_the_column_in_focus(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("right", "right", "s")
        await until(lambda: "Last name ↑" in lines(app)[0])
        await until(lambda: grid_of(app).count == 1000)
        ascending = ids(app)
        assert ascending[:2] != [1000, 999]
        await pilot.press("s")
        await until(lambda: "Last name ↓" in lines(app)[0])
        await until(lambda: ids(app) != ascending)


async def test_end_pressed_before_the_list_was_counted_still_goes_there(
    make_app: MakeApp,
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("s", "end")
        await until(lambda: grid.count is not None and grid.position == 999)


async def test_a_click_on_a_header_sorts(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        x = lines(app)[0].index("E-mail")
        await pilot.click(Grid, offset=(x, 0))
        await until(lambda: "E-mail ↑" in lines(app)[0])


async def test_columns_scroll_sideways_under_a_pinned_number(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        assert lines(app)[0].rstrip().endswith("›")
        await pilot.press(*["right"] * 13)
        await pilot.pause()
        header = lines(app)[0]
        assert "Country" in header
        assert "‹" in header
        assert header.startswith("     ID ↓")


def write(path: Path, statement: str) -> None:
    """Change the database as another process would."""
    database = open_database(str(path))
    with database.connection_context(), database.writing():
        database.execute_sql(statement)


async def test_a_row_changed_by_somebody_else_appears_by_itself(
    make_app: MakeApp, own_shop: Path
) -> None:
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        write(own_shop, "UPDATE customer SET first_name = 'Seen' WHERE id = 998")
        await until(lambda: any("Seen" in line for line in lines(app)))


async def test_the_row_under_the_cursor_stays_under_it_when_rows_come(
    make_app: MakeApp, own_shop: Path
) -> None:
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press(*["down"] * 5)
        await pilot.pause()
        line = next(i for i, text in enumerate(lines(app)) if text.startswith("▸"))
        assert "995 │" in lines(app)[line]
        columns = [
            row[1] for row in _table_info(own_shop, "customer") if row[1] not in ("id", "email_key")
        ]
        names = ", ".join(columns)
        write(
            own_shop,
            f"INSERT INTO customer (id, email_key, {names})"
            f" SELECT id + 1000, 'new' || id || '@x.pl', {names} FROM customer WHERE id <= 7",
        )
        await until(lambda: grid.count == 1007)
        await pilot.pause()
        assert grid.row_at_cursor is not None
        assert grid.row_at_cursor[0] == 995
        assert grid.position == 12
        assert lines(app)[line].startswith("▸")


def _table_info(path: Path, table: str) -> list[tuple[object, ...]]:
    database = open_database(str(path))
    with database.connection_context():
        return list(database.execute_sql(f"PRAGMA table_info({table})").fetchall())


async def test_an_order_read_anew_draws_only_what_differs(
    make_app: MakeApp, own_shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        drawn: list[int] = []
        draw = Grid.render_line
        monkeypatch.setattr(
            Grid, "render_line", lambda self, y: (drawn.append(y), draw(self, y))[1]
        )
        fixed = []
        grid.moved.subscribe(app.screen, fixed.append, immediate=True)
        write(own_shop, "UPDATE customer SET updated_at = updated_at + 1 WHERE id = 500")
        await until(lambda: fixed)
        await pilot.pause()
        assert drawn == []
        fixed.clear()
        write(own_shop, "UPDATE customer SET first_name = 'New' WHERE id = 998")
        await until(lambda: fixed)
        await pilot.pause()
        assert set(drawn) == {HEADER_LINES + 2}


async def test_a_deleted_row_leaves_the_list(make_app: MakeApp, own_shop: Path) -> None:
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        write(own_shop, "DELETE FROM customer WHERE id = 999")
        await until(lambda: grid.count == 999)
        await pilot.pause()
        assert ids(app)[:2] == [1000, 998]


async def test_sections_by_their_keys(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("3")
        await pilot.pause()
        assert "not built yet" in str(app.screen.query_one("#unbuilt").render())
        await pilot.press("1")
        await pilot.pause()
        assert isinstance(app.screen, CustomersScreen)


async def test_an_empty_shop_says_so(make_app: MakeApp, tmp_path: Path) -> None:
    from custui.db.defaults import fill_defaults
    from custui.db.upgrade import create_database
    from custui.domain.preferences import Preferences

    path = tmp_path / "empty.db"
    database = create_database(str(path))
    with database.connection_context():
        fill_defaults(database, language="en", preferences=Preferences(), shop_name="Empty")
    app = make_app(path)
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("down", "end", "pagedown", "s", "home")
        await pilot.pause()
        await until(lambda: grid.count == 0)
        assert any("Nobody here." in line for line in lines(app))


@pytest.mark.parametrize("size", [(59, 24), (80, 15), (20, 5), (1, 1)])
async def test_below_the_smallest_size_stands_a_notice(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert app.screen.query("#too-small")
        await pilot.resize_terminal(80, 24)
        await until(lambda: not app.screen.query("#too-small"))
        assert ids(app)[:1] == [1000]


async def test_help_and_palette_know_the_same_commands(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        text = str(app.screen.query("#help Static").first().render())
        assert "Sort by the column in focus" in text
        await pilot.press("escape", "colon")
        await pilot.pause()
        await until(lambda: len(app.screen.query("CommandList")) == 1)
        from textual.command import CommandList

        options = app.screen.query_one(CommandList)
        await until(lambda: options.option_count > 0)
        shown = " ".join(
            str(options.get_option_at_index(i).prompt) for i in range(options.option_count)
        )
        assert "Sort" in shown
        assert "Log-ins" not in shown  # not built: left out


async def test_both_themes(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        assert app.current_theme.dark
        await pilot.press("f2")
        assert not app.current_theme.dark


async def test_ascii_only(make_app: MakeApp) -> None:
    app = make_app(ascii_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        assert lines(app)[0].isascii()
        signs = {char for line in lines(app)[1:] for char in line if not char.isalnum()}
        assert not signs & set("▸│·●○…›")
