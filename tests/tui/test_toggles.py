"""Flags toggled in place, and taken back."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import Input, OptionList

from custui.db.connection import open_database
from custui.tui.app import CustuiApp
from custui.tui.sitting import sit_down
from tests.shops import execute
from tests.tui.conftest import MakeApp
from tests.tui.test_customers_screen import SIZE, counted, until

FIRST = 1000


def flag(path: Path, name: str, customer: int = FIRST) -> int:
    return int(execute(path, f"SELECT {name} FROM customer WHERE id = ?", customer)[0][0])


def set_flag(path: Path, name: str, value: int) -> None:
    execute(path, f"UPDATE customer SET {name} = ? WHERE id = ?", value, FIRST)


async def test_a_flag_is_toggled_audited_and_taken_back(make_app: MakeApp, own_shop: Path) -> None:
    set_flag(own_shop, "enabled", 1)
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press(*["right"] * 6, "t")
        await until(lambda: flag(own_shop, "enabled") == 0)
        await until(lambda: grid.row_at_cursor is not None and grid.row_at_cursor[8] is False)
        await pilot.press("z")
        await until(lambda: flag(own_shop, "enabled") == 1)
        await until(lambda: grid.row_at_cursor is not None and grid.row_at_cursor[8] is True)
    acts = execute(own_shop, "SELECT staff, customer_id FROM audit_entry ORDER BY id DESC LIMIT 2")
    assert acts == [("anna", FIRST), ("anna", FIRST)]


async def test_turning_a_consent_on_asks_how_it_was_given(
    make_app: MakeApp, own_shop: Path
) -> None:
    set_flag(own_shop, "newsletter", 0)
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press(*["right"] * 7, "t")
        await until(lambda: app.screen.query(OptionList))
        await pilot.press("escape")
        await pilot.pause()
        assert flag(own_shop, "newsletter") == 0
        await pilot.press("t")
        await until(lambda: isinstance(app.focused, OptionList))
        await pilot.press("tab")
        await until(lambda: isinstance(app.focused, Input))
        await pilot.press(*"at the fair", "enter")
        await until(lambda: flag(own_shop, "newsletter") == 1)
        await pilot.press("t")  # off again asks nothing
        await until(lambda: flag(own_shop, "newsletter") == 0)
    consents = execute(
        own_shop,
        "SELECT given, source, recorded_by FROM consent WHERE customer_id = ?"
        " AND kind = 'newsletter' ORDER BY id DESC LIMIT 2",
        FIRST,
    )
    assert [row[0] for row in consents] == [0, 1]
    assert consents[1][1:] == ("at the fair", "anna")


async def test_the_key_works_on_flags_alone(make_app: MakeApp, own_shop: Path) -> None:
    before = execute(own_shop, "SELECT count(*) FROM audit_entry")
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("t")
        await pilot.pause()
    assert execute(own_shop, "SELECT count(*) FROM audit_entry") == before


async def test_a_viewer_is_told_why_nothing_happens(own_shop: Path) -> None:
    set_flag(own_shop, "enabled", 1)
    desk = sit_down(
        open_database(str(own_shop)), staff="tom", role="viewer", shop_code=None, ascii_only=False
    )
    app = CustuiApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press(*["right"] * 6, "t")
        await until(lambda: len(app._notifications) == 1)
        (notice,) = app._notifications
        assert "viewer" in notice.message
    assert flag(own_shop, "enabled") == 1
