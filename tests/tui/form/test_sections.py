"""The preferences and groups sections."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from custui.db.connection import ShopDatabase, open_database
from custui.services import preferences
from custui.services.actor import Actor
from custui.tui.app import CustuiApp
from custui.tui.screens.conflict.screen import ConflictScreen
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.screens.decision.screen import DecisionScreen
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.groups.named import SectionsScreen
from custui.tui.screens.groups.price import PriceScreen
from custui.tui.screens.groups.rules import RulesScreen
from custui.tui.screens.groups.screen import GroupsScreen
from custui.tui.screens.groups.taxes import TaxClassesScreen, TaxRatesScreen
from custui.tui.screens.preferences.screen import PreferencesScreen
from custui.tui.screens.titles.screen import TitlesScreen
from custui.tui.sitting import sit_down
from custui.tui.widgets.form import FormView
from custui.tui.widgets.rows_list import RowsList
from tests.shops import execute
from tests.tui.form.trying import line_of, picture, shown, view
from tests.tui.test_customers_screen import counted, until

ROOT = Actor(staff="root", role="admin", session="root's")
SIZE = (100, 40)


@pytest.fixture
def database(own_shop: Path) -> ShopDatabase:
    return open_database(str(own_shop))


def desk_of(path: Path, role: str = "admin") -> CustuiApp:
    desk = sit_down(
        open_database(str(path)), staff="anna", role=role, shop_code=None, ascii_only=False
    )
    return CustuiApp(desk)


def front(app: CustuiApp, screen: type) -> Callable[[], bool]:
    return lambda: isinstance(app.screen, screen)


def told(app: CustuiApp, text: str) -> Callable[[], bool]:
    return lambda: any(text in each.message for each in app._notifications)


def sees(app: CustuiApp, text: str) -> Callable[[], bool]:
    return lambda: text in shown(app)


async def in_form(app: CustuiApp, pilot: Pilot[None]) -> FormView:
    await until(front(app, FormScreen))
    await until(lambda: app.screen.query(FormView))
    await pilot.pause()
    return view(app)


async def at_row(app: CustuiApp, pilot: Pilot[None], key: str) -> None:
    """Put the cursor on a row, as soon as it is there."""
    rows = app.screen.query_one(RowsList)
    await until(lambda: any(row.key == key for row in rows._shown))
    rows.highlighted = [row.key for row in rows._shown].index(key)
    await pilot.pause()


def setting(path: Path, name: str) -> str:
    return str(execute(path, "SELECT value FROM preference WHERE name = ?", name)[0][0])


# --- preferences ------------------------------------------------------------------------------


async def opened_preferences(app: CustuiApp, pilot: Pilot[None]) -> None:
    await counted(app, pilot)
    await pilot.press("5")
    await until(front(app, PreferencesScreen))
    await until(sees(app, "Europe/Warsaw"))


async def test_a_setting_is_changed_where_it_stands(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await opened_preferences(app, pilot)
        await at_row(app, pilot, "lockout_failures")
        assert "so many failed log-ins lock an account" in shown(app)
        await pilot.press("enter")
        form = await in_form(app, pilot)
        assert form._row_in_focus is not None
        assert form._row_in_focus.field.name == "lockout_failures"
        await pilot.press("ctrl+u", *"9999", "ctrl+s")
        assert "✗ is not between 0 and 1000" in shown(app)
        await pilot.press("ctrl+u", *"7", "ctrl+s")
        await until(front(app, PreferencesScreen))
        await until(lambda: " 7 " in line_of(app, "Lock after failures"))
        assert setting(own_shop, "lockout_failures") == "7"
        await pilot.press("z")
        await until(lambda: " 10 " in line_of(app, "Lock after failures"))


async def test_b2b_mode_reaches_the_desk_at_once(own_shop: Path) -> None:
    execute(own_shop, "UPDATE preference SET value = 'false' WHERE name = 'b2b'")
    app = desk_of(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await opened_preferences(app, pilot)
        assert not app.desk.preferences.b2b
        await at_row(app, pilot, "b2b")
        await pilot.press("e")
        await in_form(app, pilot)
        await pilot.press("y", "ctrl+s")
        await until(front(app, PreferencesScreen))
        await until(lambda: app.desk.preferences.b2b)


async def test_what_somebody_else_set_meanwhile_is_shown(
    own_shop: Path, database: ShopDatabase
) -> None:
    app = desk_of(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await opened_preferences(app, pilot)
        await at_row(app, pilot, "online_minutes")
        await pilot.press("enter")
        await in_form(app, pilot)
        with database.connection_context():
            preferences.change_preferences(database, ROOT, {"online_minutes": 20})
        await pilot.press("ctrl+u", *"30", "ctrl+s")
        await until(front(app, ConflictScreen))
        await pilot.pause()
        said = " ".join(shown(app).split())
        assert "before 15" in said
        assert "theirs 20" in said
        assert "yours 30" in said
        await pilot.press("y", "ctrl+s")
        await until(lambda: setting(own_shop, "online_minutes") == "30")


async def test_the_time_zone_is_found_by_typing(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await opened_preferences(app, pilot)
        await at_row(app, pilot, "time_zone")
        await pilot.press("enter")
        await in_form(app, pilot)
        await pilot.press(*"lisbon", "enter", "ctrl+s")
        await until(lambda: setting(own_shop, "time_zone") == '"Europe/Lisbon"')
        await until(front(app, PreferencesScreen))


async def test_required_fields_are_chosen(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await opened_preferences(app, pilot)
        await at_row(app, pilot, "required")
        await pilot.press("enter")
        await in_form(app, pilot)
        await pilot.press("b", "space", "ctrl+s")
        await until(front(app, PreferencesScreen))
        await until(lambda: "Birthday" in line_of(app, "Required fields"))
    assert execute(own_shop, "SELECT name FROM required_field") == [("birthday",)]


async def test_the_group_of_new_customers_is_chosen(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await opened_preferences(app, pilot)
        await at_row(app, pilot, "new")
        await pilot.press("enter")
        await in_form(app, pilot)
        await pilot.press(*"not", "enter", "ctrl+s")
        await until(sees(app, "has another role already"))
        await pilot.press(*"reta", "enter", "ctrl+s")
        await until(front(app, PreferencesScreen))
        await until(lambda: "Retailer" in line_of(app, "Group of new customers"))


async def test_who_may_not_change_preferences_is_told_so(own_shop: Path) -> None:
    app = desk_of(own_shop, "lead")
    async with app.run_test(size=SIZE) as pilot:
        await opened_preferences(app, pilot)
        await pilot.press("enter")
        await until(told(app, "takes the role admin"))
        assert isinstance(app.screen, PreferencesScreen)


async def test_titles_are_added_renamed_and_removed(own_shop: Path) -> None:
    ((mrs, bearers),) = execute(
        own_shop,
        "SELECT t.id, count(*) FROM title t JOIN customer c ON c.title_id = t.id"
        " WHERE t.gender = 'f' GROUP BY t.id",
    )
    app = desk_of(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await opened_preferences(app, pilot)
        await at_row(app, pilot, "titles")
        await pilot.press("enter")
        await until(front(app, TitlesScreen))
        await until(sees(app, f"{bearers} customers bear it"))
        await pilot.press("a")
        await in_form(app, pilot)
        await pilot.press(*"Dr", "ctrl+s")
        await until(front(app, TitlesScreen))
        await until(sees(app, "0 customers bear it"))
        await at_row(app, pilot, str(mrs))
        await pilot.press("e")
        await in_form(app, pilot)
        await pilot.press("ctrl+u", *"dr", "ctrl+s")
        await until(sees(app, "✗ there is one with this name"))
        await pilot.press("ctrl+u", *"Ms", "ctrl+s")
        await until(front(app, TitlesScreen))
        await until(sees(app, "Ms  "))
        await at_row(app, pilot, str(mrs))
        await pilot.press("d")
        await until(front(app, DecisionScreen))
        await until(sees(app, f"Remove the title Ms? {bearers} customers bear it"))
        await pilot.press("2")  # they get Dr
        await until(front(app, TitlesScreen))
        await until(lambda: execute(own_shop, "SELECT 1 FROM title WHERE id = ?", mrs) == [])
    assert execute(
        own_shop,
        "SELECT count(*) FROM customer c JOIN title t ON t.id = c.title_id WHERE t.name = 'Dr'",
    ) == [(bearers,)]


# --- groups -----------------------------------------------------------------------------------


async def opened_groups(app: CustuiApp, pilot: Pilot[None], group: int = 3) -> GroupsScreen:
    await counted(app, pilot)
    await pilot.press("4")
    await until(front(app, GroupsScreen))
    screen = app.screen
    assert isinstance(screen, GroupsScreen)
    await until(lambda: screen.grid.count is not None)
    await pilot.press(*["down"] * (group - 1))
    await until(lambda: screen.grid.key_at_cursor == group)
    await pilot.pause()
    return screen


async def test_enter_lists_the_members(own_shop: Path) -> None:
    ((members,),) = execute(own_shop, "SELECT count(*) FROM group_membership WHERE group_id = 3")
    app = desk_of(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await opened_groups(app, pilot)
        assert f" {members} " in line_of(app, "Wholesale")
        await pilot.press("enter")
        await until(front(app, CustomersScreen))
        screen = app.screen
        assert isinstance(screen, CustomersScreen)
        await until(lambda: screen.grid.count == members)
        await until(sees(app, "Groups Wholesale"))


async def test_a_group_is_added_and_changed(own_shop: Path) -> None:
    app = desk_of(own_shop, "lead")
    async with app.run_test(size=SIZE) as pilot:
        await opened_groups(app, pilot)
        await pilot.press("a")
        await in_form(app, pilot)
        await pilot.press(*"wholesale", "tab", *"120", "ctrl+s")
        assert "✗ there is one with this name" in shown(app)
        assert "✗ is not between 0 and 100" in shown(app)
        await pilot.press("ctrl+u", *"Staff", "tab", "ctrl+u", *"12,5", "ctrl+s")
        await until(front(app, GroupsScreen))
        await until(sees(app, "Staff"))
    assert execute(
        own_shop, "SELECT discount, prices_with_tax FROM customer_group WHERE name = 'Staff'"
    ) == [(1250, 1)]


async def test_a_group_is_deleted_and_its_members_moved(own_shop: Path) -> None:
    ((members,),) = execute(own_shop, "SELECT count(*) FROM group_membership WHERE group_id = 3")
    app = desk_of(own_shop, "lead")
    async with app.run_test(size=SIZE) as pilot:
        screen = await opened_groups(app, pilot)
        await pilot.press("d")
        await until(front(app, DecisionScreen))
        await until(sees(app, f"{members} members go to the group of new customers"))
        await pilot.press("enter")
        await until(front(app, GroupsScreen))
        await until(lambda: "Wholesale" not in shown(app))
        assert execute(own_shop, "SELECT 1 FROM customer WHERE default_group_id = 3") == []
        await pilot.press("home")
        await until(lambda: screen.grid.key_at_cursor == 1)
        await pilot.press("d")
        await until(front(app, DecisionScreen))
        await pilot.press("enter")
        await until(sees(app, "is the group of guests; it stays"))


async def test_price_rules_and_what_the_group_would_pay(own_shop: Path) -> None:
    app = desk_of(own_shop, "lead")
    execute(own_shop, "DELETE FROM price_rule")
    execute(own_shop, "UPDATE customer_group SET discount = 2000, prices_with_tax = 1 WHERE id = 3")
    async with app.run_test(size=SIZE) as pilot:
        await opened_groups(app, pilot)
        await pilot.press("R")
        await until(front(app, RulesScreen))
        await until(sees(app, "Nothing here yet"))
        await pilot.press("a")
        await in_form(app, pilot)
        await pilot.press(*"Mugs", "ctrl+s")
        assert "✗ give a percentage or an amount" in shown(app)
        await pilot.press(*"10", "tab", "tab", *"Kubki", "ctrl+s")
        await until(front(app, RulesScreen))
        await until(lambda: "-10 %" in line_of(app, "Mugs"))
        assert "always" in line_of(app, "Mugs")
        await pilot.press("escape", "p")
        await until(front(app, PriceScreen))
        await until(lambda: app.screen.query(FormView))
        await pilot.pause()
        await pilot.press(*"100", "tab", *"kubki")
        await until(sees(app, "price rule: Mugs"))
        for line in (
            "100.00  Price without tax",
            " 80.00  group discount, 20 %",
            " 72.00  price rule: Mugs",
            " 72.00  To pay, without tax",
            " 88.56  To pay, with tax of 23 % in PL",
            "88.56 is what the shop shows to this group.",
        ):
            assert line in shown(app)
        await pilot.press("escape")
        await until(front(app, GroupsScreen))


async def test_a_price_rule_is_changed_and_deleted(own_shop: Path) -> None:
    execute(own_shop, "DELETE FROM price_rule")
    execute(
        own_shop,
        "INSERT INTO price_rule (id, group_id, name, amount_off, valid_from, valid_to)"
        " VALUES (5, 3, 'Sale', 500, 1717192800, 1717279199)",  # the first of June, in Warsaw
    )
    app = desk_of(own_shop, "lead")
    async with app.run_test(size=SIZE) as pilot:
        await opened_groups(app, pilot)
        await pilot.press("R")
        await until(front(app, RulesScreen))
        await until(sees(app, "2024-06-01 – 2024-06-01"))
        await pilot.press("e")
        form = await in_form(app, pilot)
        assert form.typed["valid_until"] == "2024-06-01"
        form.begin_at("active")
        await pilot.pause()
        await pilot.press("n", "ctrl+s")
        await until(lambda: "○ Sale" in shown(app))
        assert execute(own_shop, "SELECT valid_from, valid_to, active FROM price_rule") == [
            (1717192800, 1717279199, 0)
        ]
        await pilot.press("d")
        await until(front(app, DecisionScreen))
        await pilot.press("enter")
        await until(lambda: execute(own_shop, "SELECT 1 FROM price_rule") == [])
        await until(front(app, RulesScreen))
        await pilot.press("z")
        await until(sees(app, "○ Sale"))


async def test_taxes_and_sections(own_shop: Path) -> None:
    app = desk_of(own_shop, "lead")
    async with app.run_test(size=SIZE) as pilot:
        await opened_groups(app, pilot)
        await pilot.press("T")
        await until(front(app, TaxClassesScreen))
        await until(sees(app, "PL 23 %"))
        await pilot.press("d")
        await until(front(app, DecisionScreen))
        await pilot.press("enter")
        await until(sees(app, "give them another one first"))
        await pilot.press("escape", "enter")
        await until(front(app, TaxRatesScreen))
        await until(sees(app, "Poland"))
        await pilot.press("a")
        await in_form(app, pilot)
        await pilot.press(*"austr", "down", "enter", *"20", "ctrl+s")
        await until(front(app, TaxRatesScreen))
        await until(sees(app, "20 %"))
        await pilot.press("escape", "escape", "S")
        await until(front(app, SectionsScreen))
        await pilot.press("a")
        await in_form(app, pilot)
        await pilot.press(*"Outlet", "ctrl+s")
        await until(front(app, SectionsScreen))
        await until(sees(app, "Outlet"))
        await pilot.press("escape", "e")
        await in_form(app, pilot)
        assert "○ Outlet" in shown(app)
    assert execute(own_shop, "SELECT rate FROM tax_rate WHERE country IN ('AT', 'AU')") == [(2000,)]


async def test_an_agent_reads_groups_and_changes_none(own_shop: Path) -> None:
    app = desk_of(own_shop, "agent")
    async with app.run_test(size=SIZE) as pilot:
        await opened_groups(app, pilot)
        await pilot.press("e")
        await until(told(app, "takes the role lead"))
        await pilot.press("R")
        await until(front(app, RulesScreen))
        await pilot.press("a")
        await until(sees(app, "takes the role lead"))


async def test_hostile_names_are_shown_harmless(own_shop: Path) -> None:
    hostile = "[/b]\x1b]0;x\x07\u202e"
    execute(own_shop, "UPDATE customer_group SET name = ? WHERE id = 3", hostile)
    execute(own_shop, "UPDATE tax_class SET name = ?", hostile)
    app = desk_of(own_shop)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened_groups(app, pilot)
        for key in ("R", "T", "p", "e", "d"):
            await pilot.press(key)
            await until(lambda: app.screen.is_modal)
            await pilot.pause(0.1)
            for line in picture(app):
                assert line.isprintable()
            await pilot.press("escape")
            await until(front(app, GroupsScreen))
