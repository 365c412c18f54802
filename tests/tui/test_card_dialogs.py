"""What a person writes from the card: each dialog by its keys, and what it leaves."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from custui.db.connection import open_database
from custui.tui.app import CustuiApp
from custui.tui.screens.card.screen import CardScreen
from custui.tui.screens.details.thread import ThreadScreen
from tests.tui.conftest import MakeApp
from tests.tui.test_customers_screen import counted, until

SIZE = (100, 40)


def one(path: Path, sql: str) -> object:
    database = open_database(str(path))
    with database.connection_context():
        row = database.execute_sql(sql).fetchone()
        return row and row[0]


async def card_of_the_first(app: CustuiApp, pilot: Pilot[None]) -> CardScreen:
    """The card of customer 1, once its panels were read."""
    await counted(app, pilot)
    await pilot.press("end", "enter")
    await until(lambda: isinstance(app.screen, CardScreen))
    card = app.screen
    assert isinstance(card, CardScreen)
    await until(lambda: all(panel.title.count or panel.id in TEXTS for panel in card.panels))
    return card


TEXTS = ("panel-personal", "panel-company", "panel-note")


@pytest.mark.parametrize(
    ("panel", "key", "dialog"),
    [
        ("", "N", "NoteScreen"),
        ("addresses", "a", "AddressScreen"),
        ("addresses", "enter", "AddressScreen"),
        ("addresses", "d", "DeleteAddressScreen"),
        ("addresses", "m", "DefaultAddressScreen"),
        ("vouchers", "a", "VoucherScreen"),
        ("memberships", "a", "MembershipsScreen"),
        ("subscriptions", "a", "ServiceScreen"),
    ],
)
async def test_each_dialog_opens_from_its_panel_and_escape_comes_back(
    make_app: MakeApp, own_shop: Path, panel: str, key: str, dialog: str
) -> None:
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        card = await card_of_the_first(app, pilot)
        if panel:
            card.go_to(next(each for each in card.panels if each.id == f"panel-{panel}"))
            await pilot.pause()
        await pilot.press(key)
        await until(lambda: type(app.screen).__name__ == dialog)
        await pilot.press("escape")
        await until(lambda: app.screen is card)


async def test_a_note_is_written_and_stands_in_the_head(make_app: MakeApp, own_shop: Path) -> None:
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        card = await card_of_the_first(app, pilot)
        await pilot.press("N")
        await until(lambda: type(app.screen).__name__ == "NoteScreen")
        await until(lambda: app.focused is not None)
        await pilot.press(*"Zq", "ctrl+s")
        await until(lambda: app.screen is card)
        body = "SELECT body FROM customer_note WHERE customer_id = 1 ORDER BY id DESC LIMIT 1"
        assert "Zq" in str(one(own_shop, body))
        await until(lambda: "Zq" in card.query_one("CardHead").render_line(1).text)


async def test_a_conversation_is_answered_from_its_screen(
    make_app: MakeApp, own_shop: Path
) -> None:
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        card = await card_of_the_first(app, pilot)
        card.go_to(next(each for each in card.panels if "Messages" in each.title.text))
        await pilot.pause()
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, ThreadScreen))
        await pilot.press("r")
        await until(lambda: type(app.screen).__name__ == "ReplyScreen")
