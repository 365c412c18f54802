"""The gear menu, and the SQL of the list."""

from __future__ import annotations

import base64
import sqlite3
from pathlib import Path

import pytest
from textual.widgets import OptionList, Static

from custui.db.connection import open_database
from custui.tui.app import CustuiApp
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.screens.export.screen import ExportScreen
from custui.tui.screens.gear.screen import GearScreen
from custui.tui.screens.sql.screen import SqlScreen
from custui.tui.sitting import sit_down
from tests.tui.conftest import MakeApp
from tests.tui.test_customers_screen import counted, until
from tests.tui.test_export_screen import is_front, told

SIZE = (80, 24)


@pytest.fixture
def lead(made_up: object, own_shop: Path) -> CustuiApp:
    return CustuiApp(
        sit_down(
            open_database(str(own_shop)),
            staff="lena",
            role="lead",
            shop_code=None,
            ascii_only=False,
        )
    )


def entries(app: CustuiApp) -> str:
    return "\n".join(str(each.prompt) for each in app.screen.query_one(OptionList).options)


async def menu(app: CustuiApp, pilot: object) -> None:
    await pilot.press("comma")  # type: ignore[attr-defined]
    await until(is_front(app, GearScreen))
    await until(lambda: app.focused is not None)


async def test_every_entry_shows_its_key(lead: CustuiApp) -> None:
    async with lead.run_test(size=SIZE) as pilot:
        await counted(lead, pilot)
        await menu(lead, pilot)
        shown = entries(lead)
        for line in ("r  Refresh", "x  Export…", "i  Import…", "s  SQL of", "p  Set required"):
            assert line in shown
        assert "custui import FILE" in shown
        assert "p  Set required fields…" in shown


@pytest.mark.parametrize("way", ["key", "arrows"])
async def test_export_from_the_menu(lead: CustuiApp, way: str) -> None:
    async with lead.run_test(size=SIZE) as pilot:
        await counted(lead, pilot)
        await menu(lead, pilot)
        await pilot.press(*(["x"] if way == "key" else ["down", "enter"]))
        await until(is_front(lead, ExportScreen))


async def test_arrows_pass_over_what_cannot_be_used(lead: CustuiApp) -> None:
    async with lead.run_test(size=SIZE) as pilot:
        await counted(lead, pilot)
        await menu(lead, pilot)
        await pilot.press("j", "j", "enter")
        await until(is_front(lead, SqlScreen))


async def test_refresh_from_the_menu(lead: CustuiApp, monkeypatch: pytest.MonkeyPatch) -> None:
    refreshed = []
    monkeypatch.setattr(CustomersScreen, "action_refresh_list", lambda _self: refreshed.append(1))
    async with lead.run_test(size=SIZE) as pilot:
        await counted(lead, pilot)
        await menu(lead, pilot)
        await pilot.press("enter")
        await until(lambda: refreshed)
        assert isinstance(lead.screen, CustomersScreen)


async def test_required_fields_are_set_in_the_preferences(lead: CustuiApp) -> None:
    async with lead.run_test(size=SIZE) as pilot:
        await counted(lead, pilot)
        await menu(lead, pilot)
        await pilot.press("p")
        await until(lambda: lead.current_mode == "preferences")


async def test_what_cannot_be_used_says_why(lead: CustuiApp) -> None:
    async with lead.run_test(size=SIZE) as pilot:
        await counted(lead, pilot)
        await menu(lead, pilot)
        await pilot.press("i")
        await until(lambda: "import FILE" in told(lead))
        assert isinstance(lead.screen, GearScreen)
        await pilot.press("escape")
        await until(is_front(lead, CustomersScreen))
        await pilot.press("i")
        await until(lambda: str(lead.desk.database.path) in told(lead))
        assert str(lead.desk.database.path) in told(lead)


async def test_an_agent_sees_why_not(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await menu(app, pilot)
        assert "anna has the role agent; exporting customers takes the role lead." in entries(app)
        assert "anna has the role agent; importing customers takes the role lead." in entries(app)


# --- SQL ----------------------------------------------------------------------------------------


def sql_shown(app: CustuiApp) -> str:
    return str(app.screen.query_one("#sql-text", Static).content)


async def test_the_sql_is_that_of_the_list(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("right", "right", "f", *"kow", "enter", "s")
        await until(lambda: grid.listing.sort[0].column == "last_name")
        await until(lambda: grid.count is not None and grid.count < 1000)
        await menu(app, pilot)
        await pilot.press("s")
        await until(lambda: isinstance(app.screen, SqlScreen) and "SELECT" in sql_shown(app))
        sql = sql_shown(app)
        connection = sqlite3.connect(app.desk.database.path)
        found = [row[0] for row in connection.execute(sql)]
        connection.close()
        with app.desk.database.connection_context():
            rows = grid.listing.first_rows(app.desk.database, ["id"], 1000)
        assert found == [row[0] for row in rows]
        assert len(found) == grid.count
        written: list[str] = []
        assert app._driver is not None
        monkeypatch.setattr(app._driver, "write", written.append)
        await pilot.press("y")
        await until(
            lambda: "Sent to the clipboard" in str(app.screen.query_one("#sql-hint").content)
        )  # type: ignore[attr-defined]
        (osc,) = [each for each in written if each.startswith("\x1b]52;c;")]
        assert base64.b64decode(osc[7:].rstrip("\a")).decode() == sql
        await pilot.press("escape")
        await until(is_front(app, CustomersScreen))


async def test_a_long_statement_scrolls(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=(60, 16)) as pilot:
        await counted(app, pilot)
        await menu(app, pilot)
        await pilot.press("s")
        await until(lambda: isinstance(app.screen, SqlScreen) and "SELECT" in sql_shown(app))
        await pilot.pause()
        text = app.screen.query_one("VerticalScroll")
        assert text.max_scroll_y > 0
        await pilot.press("end")
        await until(lambda: text.scroll_y == text.max_scroll_y)
        await pilot.press("k")
        await until(lambda: text.scroll_y == text.max_scroll_y - 1)
        await pilot.press("home", "pagedown")
        await until(lambda: text.scroll_y > 0)
