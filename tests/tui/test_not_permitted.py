"""What a person may not do is shown greyed, with the reason, and says so when it is tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.command import CommandList
from textual.widgets import Static

from custui.db.connection import open_database
from custui.tui.app import CustuiApp
from custui.tui.commands.available import offered_here
from custui.tui.commands.palette import Palette
from custui.tui.screens.help.screen import HelpScreen
from custui.tui.sitting import sit_down
from custui.tui.widgets.key_footer import KeyHints
from tests.tui.test_customers_screen import counted, until

SIZE = (100, 30)
STAFF = "tom [b]x[/c]"
REASON = "tom [b]x[/c] has the role viewer; a bulk action takes the role lead."


@pytest.fixture
def viewer(made_up: object, own_shop: Path) -> CustuiApp:
    database = open_database(str(own_shop))
    return CustuiApp(
        sit_down(database, staff=STAFF, role="viewer", shop_code=None, ascii_only=False)
    )


def footer(app: CustuiApp) -> str:
    return app.screen.query_one(KeyHints).render_line(0).text


async def test_the_key_says_so_at_once(viewer: CustuiApp) -> None:
    async with viewer.run_test(size=SIZE) as pilot:
        await counted(viewer, pilot)
        await pilot.press("space", "b")
        await until(lambda: REASON in [each.message for each in viewer._notifications])
        assert not viewer.screen.is_modal


async def test_the_footer_has_it_in_brackets(viewer: CustuiApp) -> None:
    async with viewer.run_test(size=SIZE) as pilot:
        await counted(viewer, pilot)
        assert "(b Bulk)" in footer(viewer)
        assert "(t Toggle)" not in footer(viewer)  # no flag is in focus
        await pilot.press(*["right"] * 6)
        await until(lambda: "(t Toggle)" in footer(viewer))
        assert " s Sort" in footer(viewer)


async def test_the_palette_says_why(viewer: CustuiApp) -> None:
    async with viewer.run_test(size=SIZE) as pilot:
        await counted(viewer, pilot)
        await pilot.press("colon", *"bulk")
        await until(lambda: isinstance(viewer.screen, Palette))

        def options() -> str:
            listed = viewer.screen.query_one(CommandList)
            return "\n".join(str(option.prompt) for option in listed.options)

        await until(lambda: REASON in options())
        assert "Bulk" in options()
        await pilot.press("enter")
        await until(lambda: REASON in [each.message for each in viewer._notifications])
        assert not viewer.screen.is_modal


async def test_the_help_says_why(viewer: CustuiApp) -> None:
    async with viewer.run_test(size=SIZE) as pilot:
        await counted(viewer, pilot)
        await pilot.press("question_mark")
        await until(lambda: isinstance(viewer.screen, HelpScreen))
        text = "\n".join(str(each.render()) for each in viewer.screen.query(Static))
        assert REASON in text
        assert text.count("takes the role") == len(
            [each for each in offered_here(viewer.screen_stack[0]) if each.why_not]
        )


async def test_a_read_only_desk_says_so(own_shop: Path) -> None:
    database = open_database(str(own_shop), read_only=True)
    app = CustuiApp(sit_down(database, staff="a", role="admin", shop_code=None, ascii_only=False))
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        assert "(b Bulk)" in footer(app)
        await pilot.press("space", "b")
        await until(lambda: any("--read-only" in each.message for each in app._notifications))
