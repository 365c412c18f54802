"""The column chooser: seen at once, remembered for whoever chose, nothing else is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from custui.db.connection import open_database
from custui.db.staff_settings import read_columns
from custui.domain.layouts import ColumnLayout, default_layout, layout_of
from custui.tui.app import CustuiApp
from custui.tui.screens.columns.screen import ColumnList, ColumnsScreen
from custui.tui.screens.copied.screen import CopiedScreen
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.sitting import sit_down
from tests.shops import execute
from tests.tui.test_customers_screen import counted, grid_of, ids, lines, until
from tests.tui.test_filtering import chips, filter_last_name
from tests.tui.test_views_screen import MakeApp, app_as, names

__all__ = ["app_as"]

SIZE = (80, 24)


def kept(path: Path, staff: str = "anna") -> ColumnLayout | None:
    """The columns that somebody's grid begins with."""
    database = open_database(str(path))
    with database.connection_context():
        return read_columns(database, staff)


async def choosing(app: CustuiApp, pilot: Pilot[None]) -> ColumnList:
    """Open the chooser."""
    await pilot.press("w")
    await until(lambda: isinstance(app.screen, ColumnsScreen))
    return app.screen.query_one(ColumnList)


async def test_what_is_chosen_is_seen_at_once_and_remembered(
    app_as: MakeApp, own_shop: Path
) -> None:
    app = app_as("viewer")
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        listed = await choosing(app, pilot)
        await pilot.press("space")  # the title goes
        await until(lambda: names(app)[:2] == ["id", "first_name"])
        await until(lambda: lines(app)[2].split("│")[1].strip() != "")
        assert lines(app)[0].split("│")[1].strip().startswith("First name")
        assert ids(app)[:3] == [1000, 999, 998]
        assert listed.highlighted == 2
        await pilot.press("J")  # the first name goes below the last name
        await until(lambda: names(app)[1:3] == ["last_name", "first_name"])
        await pilot.press("plus", "plus", "p")
        await until(lambda: names(app)[1] == "first_name")
        assert grid_of(app).pinned == 2
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, CustomersScreen))
        await until(lambda: kept(own_shop) is not None)
    layout = kept(own_shop)
    assert layout is not None
    assert layout.names[:4] == ("id", "first_name", "last_name", "email")
    assert (layout.pinned, dict(layout.widths)) == (2, {"first_name": 14})
    assert kept(own_shop, "tom") is None
    again = app_as("viewer")
    async with again.run_test(size=SIZE) as pilot:
        await pilot.pause()
        assert names(again) == list(layout.names)
        assert lines(again)[0].split("│")[0].split() == ["ID", "↓", "First", "name"]
        assert ids(again)[:3] == [1000, 999, 998]


async def test_escape_leaves_all_as_it_was(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        before = names(app)
        await choosing(app, pilot)
        await pilot.press("space", "space", "plus", "p")
        await until(lambda: names(app) != before)
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, CustomersScreen) and names(app) == before)
        await until(lambda: lines(app)[2].split("│")[1].strip() != "·")
        assert grid_of(app).pinned == 1
    assert kept(own_shop) is None


async def test_back_to_what_the_shop_begins_with(app_as: MakeApp, own_shop: Path) -> None:
    execute(
        own_shop,
        "INSERT INTO staff_setting VALUES ('anna', 'columns', ?)",
        '{"names": ["id", "email"], "widths": {}, "pinned": 1}',
    )
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        assert names(app) == ["id", "email"]
        await choosing(app, pilot)
        await pilot.press("0", "enter")
        await until(lambda: kept(own_shop) is None)
        assert names(app) == list(default_layout(several_shops=False).names)


async def test_the_cursor_stays_on_its_customer(app_as: MakeApp) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("end")
        await until(lambda: grid.key_at_cursor == 1)
        await choosing(app, pilot)
        await pilot.press("space", "enter")
        await until(lambda: grid.key_at_cursor == 1 and "title" not in names(app))
        assert ids(app)[-1] == 1
        assert "row 1,000 of 1,000" in str(app.screen.query_one("Place").render_line(0).text)


async def test_only_the_columns_shown_are_read(app_as: MakeApp) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await choosing(app, pilot)
        for _column in range(14):
            await pilot.press("space")
        await pilot.press("enter")
        await until(lambda: names(app) == ["id"])
        await until(lambda: grid.row_at_cursor == (1000, 1000))
        await pilot.press("end", "home", "right", "left", "down", "s")
        await until(lambda: grid.row_at_cursor == (1, 1))
        await pilot.pause()
        assert ids(app)[:2] == [1, 2]


async def test_the_email_is_copied_where_it_is_not_shown(app_as: MakeApp, own_shop: Path) -> None:
    ((email,),) = execute(own_shop, "SELECT email FROM customer WHERE id = 1000")
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await choosing(app, pilot)
        await pilot.press("down", "down", "down", "space", "enter")
        await until(lambda: "email" not in names(app))
        await pilot.press("y")
        await until(lambda: isinstance(app.screen, CopiedScreen))
        assert email in str(app.screen.query_one("#copied-text", Static).render())


async def test_filters_stay_with_their_columns(app_as: MakeApp) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await filter_last_name(pilot, "kow")
        await pilot.press("enter")
        await until(lambda: "of 1,000" in chips(app))
        count = grid.count
        await choosing(app, pilot)
        await pilot.press("space", "space", "enter")
        await until(lambda: names(app)[:2] == ["id", "last_name"])
        assert lines(app)[1].split("│")[1].split()[0] == "kow"
        assert grid.count == count
        await choosing(app, pilot)
        await pilot.press("space", "enter")
        await until(lambda: "last_name" not in names(app))
        assert "kow" not in lines(app)[1]
        assert "Last name kow ✕" in chips(app)


async def test_columns_of_a_view_are_not_ones_own(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        own = names(app)
        await pilot.press("v", "2")
        await until(lambda: "view: Magento " in chips(app))
        await choosing(app, pilot)
        assert "Magento" in str(app.screen.query_one("#kept-with", Static).render())
        await pilot.press("space", "enter")
        await until(lambda: "view: Magento*" in chips(app))
        assert names(app)[1] == "group"
        await pilot.press("v", "0")
        await until(lambda: names(app) == own)
    assert kept(own_shop) is None


async def test_a_read_only_desk_keeps_columns_for_this_sitting_and_says_so(
    app_as: MakeApp, own_shop: Path
) -> None:
    app = app_as(read_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await choosing(app, pilot)
        assert "--read-only" in str(app.screen.query_one("#kept-with", Static).render())
        await pilot.press("space", "enter")
        await until(lambda: any("--read-only" in note.message for note in app._notifications))
        assert names(app)[1] == "first_name"
        await pilot.press("v", "2")
        await until(lambda: "view: Magento " in chips(app))
        await pilot.press("v", "0")
        await until(lambda: names(app)[1] == "first_name")
    assert kept(own_shop) is None


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (200, 50)])
async def test_too_many_pins_leave_room_to_read_the_others(
    app_as: MakeApp, own_shop: Path, size: tuple[int, int]
) -> None:
    execute(
        own_shop,
        "INSERT INTO staff_setting VALUES ('anna', 'columns', ?)",
        '{"names": ["id", "email", "company", "first_name", "last_name", "city"],'
        ' "widths": {"email": 40, "company": 30}, "pinned": 5}',
    )
    app = app_as()
    async with app.run_test(size=size) as pilot:
        grid = await counted(app, pilot)
        assert 1 <= grid.pinned <= 5
        for _column in range(6):
            assert {len(line) for line in lines(app)} == {size[0]}
            await pilot.press("right")
        assert "City" in lines(app)[0]


async def test_the_list_follows_while_columns_are_chosen(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await choosing(app, pilot)
        await pilot.press("space")
        await until(lambda: names(app)[1] == "first_name")
        execute(own_shop, "UPDATE customer SET first_name = 'Seen' WHERE id = 998")
        await until(lambda: any("Seen" in line for line in lines(app)))
        assert len(grid.row_at_cursor or ()) == len(names(app)) + 1


async def test_a_shop_with_several_shops_shows_which(own_shop: Path) -> None:
    execute(own_shop, "INSERT INTO shop (id, code, name) VALUES (2, 'b2b', 'B2B')")
    desk = sit_down(
        open_database(str(own_shop)), staff="anna", role="agent", shop_code=None, ascii_only=False
    )
    assert desk.layout == layout_of([*default_layout(several_shops=False).names, "shop"])
    assert len(desk.first_rows[0]) == len(desk.layout.names) + 1


async def test_a_grid_of_one_column(app_as: MakeApp, own_shop: Path) -> None:
    execute(
        own_shop,
        "INSERT INTO staff_setting VALUES ('anna', 'columns', ?)",
        '{"names": ["id"], "widths": {}, "pinned": 1}',
    )
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("right", "left", "s", "f", *"5..7", "enter")
        await until(lambda: grid.count == 3)
        assert ids(app) == [5, 6, 7]


async def test_columns_that_could_not_be_kept_are_told(own_shop: Path) -> None:
    database = open_database(str(own_shop), busy_seconds=0.05)
    app = CustuiApp(
        sit_down(database, staff="anna", role="viewer", shop_code=None, ascii_only=False)
    )
    other = open_database(str(own_shop))
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await choosing(app, pilot)
        with other.connection_context(), other.writing():
            await pilot.press("space", "enter")
            await until(lambda: any("is busy" in note.message for note in app._notifications))
        assert names(app)[1] == "first_name"
    assert kept(own_shop) is None
