"""Recent customers: whoever was found is listed, and gone back to."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from custui.tui.app import CustuiApp
from custui.tui.screens.card.screen import CardScreen
from custui.tui.screens.recent.screen import RecentList, RecentScreen
from tests.shops import execute
from tests.tui.test_customers_screen import counted, until
from tests.tui.test_views_screen import MakeApp, app_as

__all__ = ["app_as"]

SIZE = (80, 24)


@pytest.fixture(autouse=True)
def nobody_yet(own_shop: Path) -> None:
    """Whoever was found in the shop that this one is a copy of."""
    execute(own_shop, "DELETE FROM recent_customer")


def listed(app: CustuiApp) -> list[str]:
    return [str(option.prompt) for option in app.screen.query_one(RecentList).options]


def noted(path: Path) -> list[int]:
    rows = execute(path, "SELECT customer_id FROM recent_customer ORDER BY id DESC")
    return [number for (number,) in rows]


def shown(app: CustuiApp) -> int | None:
    """Whose card is open."""
    return app.screen.shown_customer if isinstance(app.screen, CardScreen) else None


async def find(app: CustuiApp, pilot: Pilot[None], number: int) -> None:
    """Find a customer by number."""
    await pilot.press("slash", *str(number), "enter")
    await until(lambda: shown(app) == number)


async def open_recent(app: CustuiApp, pilot: Pilot[None]) -> None:
    await pilot.press("underscore")
    await until(lambda: isinstance(app.screen, RecentScreen))


async def test_back_to_a_customer_found_before(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as("viewer")
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await find(app, pilot, 500)
        await find(app, pilot, 1)
        await until(lambda: noted(own_shop) == [1, 500])
        await open_recent(app, pilot)
        await until(lambda: len(listed(app)) == 2)
        assert listed(app)[0].startswith("1        1  Łucja Żółw")
        await pilot.press("down", "enter")
        await until(lambda: shown(app) == 500)
        await until(lambda: noted(own_shop) == [500, 1])
    assert execute(own_shop, "SELECT count(*) FROM audit_entry") == [(0,)]


async def test_two_keys_lead_to_one_of_the_last_nine_from_any_section(
    app_as: MakeApp, own_shop: Path
) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await find(app, pilot, 500)
        await find(app, pilot, 1)
        await until(lambda: noted(own_shop) == [1, 500])
        await pilot.press("4", "underscore", "2")
        await until(lambda: shown(app) == 500)


async def test_nobody_yet(app_as: MakeApp) -> None:
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await open_recent(app, pilot)
        await until(lambda: "Nobody yet" in str(app.screen.query_one("#says", Static).render()))
        await pilot.press("1", "enter", "escape")
        await until(lambda: not isinstance(app.screen, RecentScreen))


async def test_a_read_only_desk_notes_nobody(app_as: MakeApp, own_shop: Path) -> None:
    app = app_as(read_only=True)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await find(app, pilot, 500)
        await open_recent(app, pilot)
        await until(lambda: "Nobody yet" in str(app.screen.query_one("#says", Static).render()))
    assert noted(own_shop) == []


async def test_what_strangers_typed_stays_text(app_as: MakeApp, own_shop: Path) -> None:
    execute(own_shop, "UPDATE customer SET first_name = '[/b]' || char(27) || '[2J' WHERE id = 1")
    app = app_as()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await find(app, pilot, 1)
        await until(lambda: noted(own_shop) == [1])
        await open_recent(app, pilot)
        await until(lambda: bool(listed(app)))
        assert "[/b]␛[2J" in listed(app)[0]
