"""Saved views from the list: applied by digit, saved, renamed, deleted, put in order."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from custui.db.connection import open_database
from custui.tui.app import CustuiApp
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.screens.views.listed import ViewList
from custui.tui.screens.views.screen import ViewsScreen
from custui.tui.sitting import sit_down
from custui.tui.widgets.filter_editor import FilterEditor
from custui.tui.widgets.filtered_grid import FilteredGrid
from tests.shops import execute
from tests.tui.test_customers_screen import counted, grid_of, ids, lines, until
from tests.tui.test_filtering import chips, filter_last_name

SIZE = (80, 24)
MakeApp = Callable[..., CustuiApp]


@pytest.fixture
def app_as(own_shop: Path) -> MakeApp:
    """An app over a shop that may be changed, for anna in a role."""

    def make(role: str = "lead", *, read_only: bool = False) -> CustuiApp:
        database = open_database(str(own_shop), read_only=read_only)
        return CustuiApp(
            sit_down(database, staff="anna", role=role, shop_code=None, ascii_only=False)
        )

    return make


def names(app: CustuiApp) -> list[str]:
    """The columns of the grid."""
    return [column.name for column in grid_of(app).columns]


def listed(app: CustuiApp) -> list[str]:
    """The lines of the list of views, as far as they are digit, name and owner."""
    options = app.screen.query_one(ViewList).options
    return [" ".join(str(option.prompt)[:36].split()) for option in options]


def saved(path: Path) -> list[Any]:
    return execute(path, "SELECT staff, name, filters, sort FROM saved_view ORDER BY id")


def text(app: CustuiApp, selector: str) -> str:
    return str(app.screen.query_one(selector, Static).render())


async def views_there(app: CustuiApp) -> None:
    """Wait until the views were read."""
    await until(lambda: isinstance(app.screen, ViewsScreen) and listed(app))


async def list_there(app: CustuiApp) -> None:
    await until(lambda: isinstance(app.screen, CustomersScreen))


async def save(app: CustuiApp, pilot: Pilot[None], name: str, *keys: str) -> None:
    """Save the list under a name."""
    await pilot.press("v")
    await views_there(app)
    await pilot.press("n", *name, *keys, "enter")


async def test_two_keys_apply_a_view(app_as: MakeApp) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v", "2")
        await until(lambda: names(app)[:5] == ["id", "email", "group", "phone", "country"])
        await until(lambda: "Country ›" in lines(app)[0])
        assert "view: Magento " in chips(app)
        assert ids(app)[:3] == [1000, 999, 998]
        assert "@" in lines(app)[2]
        await pilot.press("v", "1")
        await until(lambda: "view: PrestaShop " in chips(app))
        assert names(app)[-1] == "last_visit_at"
        await pilot.press("v", "0")
        await until(lambda: "view:" not in chips(app))
        assert names(app) == list(app.desk.layout.names)


async def test_a_view_is_saved_with_all_that_the_list_shows(
    app_as: MakeApp, own_shop: Path
) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await filter_last_name(pilot, "kow")
        await pilot.press("enter")
        await until(lambda: "of 1,000" in chips(app))
        await pilot.press("s")
        await until(lambda: "Last name ↑" in lines(app)[0])
        found = grid.count
        await save(app, pilot, "All Kow")
        await list_there(app)
        assert saved(own_shop)[-1] == ("anna", "All Kow", '{"last_name": "kow"}', "last_name")
        assert "view: All Kow " in chips(app)
        await pilot.press("F")
        await until(lambda: "view: All Kow*" in chips(app))
        await pilot.press("v", "3")
        await until(lambda: grid.count == found and "view: All Kow " in chips(app))
        assert "Last name ↑" in lines(app)[0]
        assert "kow" in lines(app)[1]


@pytest.mark.parametrize("change", ["s", "f", "w"], ids=["sort", "filter", "column"])
async def test_a_list_that_was_changed_is_marked(app_as: MakeApp, change: str) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v", "2")
        await until(lambda: "view: Magento " in chips(app))
        keys = {"s": ["s"], "f": ["f", *"wp"], "w": ["w", "space"]}[change]
        await pilot.press(*keys)
        await until(lambda: "view: Magento*" in chips(app))


async def test_the_view_in_force_is_overwritten_after_a_question(
    app_as: MakeApp, own_shop: Path
) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await save(app, pilot, "Mine")
        await list_there(app)
        await pilot.press("s")
        await until(lambda: "view: Mine*" in chips(app))
        await pilot.press("v")
        await views_there(app)
        await pilot.press("n", "enter")
        await until(lambda: "already" in text(app, "#says"))
        assert saved(own_shop)[-1][3] == "-id"
        await pilot.press("escape")
        assert app.screen.query_one(Input).value == "Mine"
        await pilot.press("enter")
        await until(lambda: "already" in text(app, "#says"))
        await pilot.press("enter")
        await list_there(app)
        assert saved(own_shop)[-1][3] == "title"
        await until(lambda: "view: Mine " in chips(app))
    assert len(saved(own_shop)) == 3


async def test_sharing_takes_a_lead_and_is_audited(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as("lead")
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await save(app, pilot, "Ours", "tab")
        await list_there(app)
    assert saved(own_shop)[-1][:2] == ("", "Ours")
    (entry,) = execute(own_shop, "SELECT staff, fields FROM audit_entry WHERE act = 'shared_views'")
    assert entry[0] == "anna"
    assert json.loads(entry[1])["view"] == [None, "Ours"]


async def test_an_agent_saves_for_herself_alone(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as("agent")
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v")
        await views_there(app)
        await pilot.press("n")
        await until(lambda: "takes the role lead" in text(app, "#for-whom"))
        await pilot.press("tab", *"Mine", "enter")
        await list_there(app)
    assert saved(own_shop)[-1][:2] == ("anna", "Mine")


async def test_an_agent_deletes_no_shared_view(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as("agent")
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v")
        await views_there(app)
        await pilot.press("down", "d", "enter")
        await until(lambda: "takes the role lead" in text(app, "#problem"))
        assert len(listed(app)) == 3
    assert len(saved(own_shop)) == 2


async def test_a_read_only_desk_applies_views_and_keeps_none(
    app_as: MakeApp, own_shop: Path
) -> None:
    app = app_as("admin", read_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v", "2")
        await until(lambda: "view: Magento " in chips(app))
        await save(app, pilot, "Mine")
        await until(lambda: "--read-only changes nothing" in text(app, "#problem"))
        await pilot.press("escape", "escape")
        await list_there(app)
    assert len(saved(own_shop)) == 2


async def test_a_view_is_renamed_and_deleted(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await save(app, pilot, "Mine")
        await list_there(app)
        await pilot.press("v")
        await views_there(app)
        assert app.screen.query_one(ViewList).highlighted == 3  # the one in force
        await pilot.press("r", *"magento", "enter")  # one's own, so no name in use
        await until(lambda: "3 magento" in listed(app))
        await pilot.press("r", *"Yours", "enter")
        await until(lambda: "3 Yours" in listed(app))
        await pilot.press("escape")
        await until(lambda: "view: Yours " in chips(app))
        await pilot.press("v")
        await views_there(app)
        await pilot.press("d")
        await until(lambda: "Delete Yours?" in text(app, "#says"))
        await pilot.press("escape")
        assert len(listed(app)) == 4
        await pilot.press("d", "enter")
        await until(lambda: len(listed(app)) == 3)
        await pilot.press("escape")
        await until(lambda: "view:" not in chips(app))
    assert len(saved(own_shop)) == 2


async def test_a_name_in_use_cannot_be_given_to_another(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v")
        await views_there(app)
        await pilot.press("down", "r", *"Magento", "enter")
        await until(lambda: "already" in text(app, "#problem"))
        assert app.screen.query_one(Input).value == "Magento"
        await pilot.press("enter")
    assert [row[1] for row in saved(own_shop)] == ["PrestaShop", "Magento"]


async def test_digits_go_with_the_places(app_as: MakeApp) -> None:
    app = app_as("viewer")
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v")
        await views_there(app)
        assert listed(app) == ["0 No view", "1 PrestaShop shared", "2 Magento shared"]
        await pilot.press("down", "J")
        await until(lambda: listed(app)[1:] == ["1 Magento shared", "2 PrestaShop shared"])
        assert app.screen.query_one(ViewList).highlighted == 2
        await pilot.press("1")
        await until(lambda: "view: Magento " in chips(app))
        await pilot.press("v")
        await views_there(app)
        await pilot.press("K", "K")
        assert listed(app)[1] == "1 Magento shared"


async def test_what_is_not_valid_any_more_is_said_and_the_rest_applied(
    app_as: MakeApp, own_shop: Path
) -> None:
    execute(
        own_shop,
        "INSERT INTO saved_view (staff, name, columns, filters, sort)"
        " VALUES ('anna', 'Old', ?, ?, ?)",
        '["id", "fax", "email", "country"]',
        '{"country": "PL", "group": "Gone"}',
        "email",
    )
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("v", "3")
        await until(lambda: "of 1,000" in chips(app))
        assert names(app) == ["id", "email", "country"]
        assert 0 < (grid.count or 0) < 1000
        problem = text(app, "#problem")
        assert "There is no column fax any more." in problem
        assert "Group Gone is no filter any more" in problem
        assert app.screen.query_one("#problem").has_class("-shown")
        await pilot.press("v", "2")
        await until(lambda: not app.screen.query_one("#problem").has_class("-shown"))


async def test_filters_and_order_of_columns_out_of_sight_stay_in_sight(
    app_as: MakeApp, own_shop: Path
) -> None:
    execute(
        own_shop,
        "INSERT INTO saved_view (staff, name, columns, filters, sort)"
        " VALUES ('anna', 'Rich', '[\"id\", \"email\"]', '{\"sales\": \">100\"}', '-sales')",
    )
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v", "3")
        await until(lambda: "of 1,000" in chips(app))
        assert "Sales >100 ✕" in chips(app)
        assert "↓ Sales  view: Rich " in chips(app)
        await pilot.press("F")
        await until(lambda: "Sales >100" not in chips(app))


async def test_what_a_name_holds_stays_text(app_as: MakeApp, own_shop: Path) -> None:
    execute(
        own_shop,
        "INSERT INTO saved_view (staff, name, position, columns, filters)"
        " VALUES ('', ?, 9, '[\"id\"]', ?)",
        "[/b]\x1b[2J[@click=app.quit]x",
        '{"last_name": "[red]\\u001b]0;x"}',
    )
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v")
        await views_there(app)
        await pilot.press("end")
        assert "[/b]␛[2J" in listed(app)[-1]
        assert "[red]" in text(app, "#told")
        await pilot.press("r")
        assert "\x1b" not in app.screen.query_one(Input).value
        await pilot.press("escape", "d")
        assert "Delete [/b]␛[2J[@click" in text(app, "#says")
        await pilot.press("escape", "enter")
        await until(lambda: "view: [/b]␛" in chips(app))
        assert "\x1b" not in chips(app)


async def test_v_and_w_are_letters_where_text_is_typed(app_as: MakeApp) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("right", "f")
        await until(lambda: isinstance(app.focused, FilterEditor))
        await pilot.press("v", "w", "underscore")
        await pilot.pause()
        assert isinstance(app.screen, CustomersScreen)
        editor = app.focused
        assert isinstance(editor, FilterEditor)
        assert editor.value == "vw_"


async def test_the_list_of_somebody_else_does_not_show_my_views(
    app_as: MakeApp, own_shop: Path
) -> None:
    execute(
        own_shop,
        "INSERT INTO saved_view (staff, name, columns) VALUES ('tom', 'Toms', '[\"id\"]')",
    )
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("v")
        await views_there(app)
        assert len(listed(app)) == 3


async def test_marks_do_not_outlive_the_list_they_were_made_in(app_as: MakeApp) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("asterisk")
        await save(app, pilot, "Mine")
        await list_there(app)
        assert grid.marks.every  # the list is the same
        await filter_last_name(pilot, "kow")
        await until(lambda: "of 1,000" in chips(app))
        assert not grid.marks
        assert app.screen.query_one(FilteredGrid).filters
