"""The dialogs of the card, over a real database."""

from __future__ import annotations

from pathlib import Path

import pytest

from custui.db.connection import open_database
from custui.services import notes
from custui.services.acting import Done
from custui.services.actor import Actor
from custui.tui.app import CustuiApp
from custui.tui.screens.address.screen import (
    AddressScreen,
    DefaultAddressScreen,
    DeleteAddressScreen,
)
from custui.tui.screens.conflict.screen import ConflictScreen
from custui.tui.screens.memberships.screen import MembershipsScreen
from custui.tui.screens.note.history import NoteHistoryScreen
from custui.tui.screens.note.screen import NoteScreen
from custui.tui.screens.reply.screen import ReplyScreen
from custui.tui.screens.service.screen import ServiceScreen
from custui.tui.screens.voucher.screen import VoucherScreen
from custui.tui.sitting import sit_down
from tests.shops import execute
from tests.tui.form.trying import Filling, filled_in, line_of, picture, view
from tests.tui.test_customers_screen import until

TOM = Actor(staff="tom", role="agent", session="tom's")


@pytest.fixture
def app(own_shop: Path) -> CustuiApp:
    return desk_of(own_shop)


def desk_of(path: Path, role: str = "agent") -> CustuiApp:
    desk = sit_down(
        open_database(str(path)), staff="anna", role=role, shop_code=None, ascii_only=False
    )
    return CustuiApp(desk)


def customer_with(path: Path, table: str) -> int:
    return int(execute(path, f"SELECT min(customer_id) FROM {table}")[0][0])


def tom_writes(path: Path, customer: int, body: str, shown: str = "") -> None:
    database = open_database(str(path))
    with database.connection_context():
        notes.write_note(database, TOM, customer, body, shown=shown)


async def saved(form: Filling) -> Done:
    await form.press("ctrl+s")
    await until(lambda: form.outcomes)
    assert isinstance(form.outcomes[0], Done)
    return form.outcomes[0]


# --- note -------------------------------------------------------------------------------------


async def test_a_note_is_written_and_its_history_shown(app: CustuiApp, own_shop: Path) -> None:
    customer = 7
    execute(own_shop, "DELETE FROM customer_note WHERE customer_id = ?", customer)
    tom_writes(own_shop, customer, "Asks for invoices.\nCall after 16.")
    tom_writes(own_shop, customer, "Careful!", "Asks for invoices.\nCall after 16.")
    async with filled_in(app, NoteScreen(app.desk, customer)) as form:
        assert "Written by tom" in form.shown
        assert "1 version before it." in form.shown
        await form.press("ctrl+o")
        assert isinstance(app.screen, NoteHistoryScreen)
        await form.press("down")
        assert "Call after 16." in form.shown
        await form.press("escape", "ctrl+end", "end", "enter", "N", "o", "w")
        done = await saved(form)
    assert done.changed
    bodies = execute(
        own_shop,
        "SELECT body, written_by FROM customer_note WHERE customer_id = ? ORDER BY id DESC",
        customer,
    )
    assert bodies[0] == ("Careful!\nNow", "anna")
    assert len(bodies) == 3


async def test_a_note_that_somebody_else_wrote_meanwhile_is_not_overwritten(
    app: CustuiApp, own_shop: Path
) -> None:
    customer = customer_with(own_shop, "customer_note")
    (before,) = execute(
        own_shop,
        "SELECT body FROM customer_note WHERE customer_id = ? ORDER BY id DESC LIMIT 1",
        customer,
    )[0]
    async with filled_in(app, NoteScreen(app.desk, customer)) as form:
        await form.type("mine")
        tom_writes(own_shop, customer, "Tom's own", before)
        await form.press("ctrl+s")
        await until(lambda: isinstance(app.screen, ConflictScreen))
        await form.pilot.pause()
        assert "Tom's own" in form.shown
        assert "○ yours" in form.shown
        await form.press("b", "ctrl+s")
        await until(lambda: "put them together" in form.shown)
        await saved(form)
    newest = execute(
        own_shop,
        "SELECT body FROM customer_note WHERE customer_id = ? ORDER BY id DESC LIMIT 2",
        customer,
    )
    assert newest[0][0] == f"Tom's own\n\nmine{before}"
    assert newest[1][0] == "Tom's own"


async def test_a_viewer_is_told_that_a_note_is_not_theirs_to_write(own_shop: Path) -> None:
    execute(own_shop, "DELETE FROM customer_note WHERE customer_id = 7")
    app = desk_of(own_shop, "viewer")
    async with filled_in(app, NoteScreen(app.desk, 7)) as form:
        await form.type("mine")
        await form.press("ctrl+s")
        await until(lambda: "anna has the role viewer" in form.shown)
        assert str(view(app).typed["note"]).startswith("mine")
    assert execute(own_shop, "SELECT count(*) FROM customer_note WHERE customer_id = 7") == [(0,)]


# --- addresses --------------------------------------------------------------------------------


async def test_an_address_is_added(app: CustuiApp, own_shop: Path) -> None:
    async with filled_in(app, AddressScreen(app.desk, 7)) as form:
        await form.press("ctrl+s")
        assert form.place == "line1"
        assert "✗ is missing" in line_of(app, "City")
        await form.type("Polna 5")
        await form.press("tab", "tab")
        await form.type("123")
        await form.press("tab")
        await form.type("Opole")
        await form.press("tab", "tab")
        await form.type("poland")
        await form.press("tab", "ctrl+s")
        assert "✗ is not written as" in form.shown
        assert form.place == "postcode"
        await form.press("ctrl+u")
        await form.type("45-001")
        done = await saved(form)
    assert execute(
        own_shop,
        "SELECT customer_id, line1, postcode, city, country FROM address WHERE id = ?",
        done.row_id,
    ) == [(7, "Polna 5", "45-001", "Opole", "PL")]


async def test_an_address_is_changed_and_a_clash_resolved(app: CustuiApp, own_shop: Path) -> None:
    address, customer = execute(
        own_shop, "SELECT id, customer_id FROM address WHERE deleted = 0 AND country = 'PL' LIMIT 1"
    )[0]
    screen = AddressScreen(app.desk, customer, address)
    async with filled_in(app, screen) as form:
        await form.type("Shop")  # the alias
        execute(
            own_shop, "UPDATE address SET alias = 'Cottage', city = 'Hel' WHERE id = ?", address
        )
        await form.press("ctrl+s")
        await until(lambda: isinstance(app.screen, ConflictScreen))
        await form.pilot.pause()
        assert "Cottage" in form.shown
        await form.press("y", "ctrl+s")
        await until(lambda: form.outcomes)
    alias, city = execute(own_shop, "SELECT alias, city FROM address WHERE id = ?", address)[0]
    assert alias.endswith("Shop")
    assert city == "Hel"


async def test_an_address_is_deleted_after_asking(app: CustuiApp, own_shop: Path) -> None:
    (address,) = execute(own_shop, "SELECT min(id) FROM address WHERE deleted = 0")[0]
    question = "SELECT deleted FROM address WHERE id = ?"
    async with filled_in(app, DeleteAddressScreen(app.desk, address, "Home, Opole")) as form:
        assert "Delete this address? Home, Opole" in form.shown
        assert "z undoes it" in form.shown
        await form.press("down")
        assert "Nothing changes." in form.shown
        await form.press("enter")
        assert form.outcomes == [None]
    assert execute(own_shop, question, address) == [(0,)]
    app = desk_of(own_shop)
    async with filled_in(app, DeleteAddressScreen(app.desk, address, "Home, Opole")) as form:
        await form.press("enter")
        await until(lambda: form.outcomes)
    assert execute(own_shop, question, address) == [(1,)]


async def test_the_default_address_is_chosen(app: CustuiApp, own_shop: Path) -> None:
    address = execute(
        own_shop,
        "SELECT max(id) FROM address WHERE deleted = 0 GROUP BY customer_id"
        " HAVING count(*) > 1 LIMIT 1",
    )[0][0]
    async with filled_in(app, DefaultAddressScreen(app.desk, address, "Home")) as form:
        await form.press("1")
        await until(lambda: form.outcomes)
    assert execute(
        own_shop, "SELECT default_billing, default_shipping FROM address WHERE id = ?", address
    ) == [(1, 1)]


async def test_a_decision_that_is_refused_says_why(own_shop: Path) -> None:
    app = desk_of(own_shop, "viewer")
    async with filled_in(app, DeleteAddressScreen(app.desk, 1, "Home")) as form:
        await form.press("enter")
        await until(lambda: "anna has the role viewer" in form.shown)
        await form.press("escape")
        assert form.outcomes == [None]


# --- vouchers, groups, services, replies ------------------------------------------------------


async def test_a_voucher_is_given(app: CustuiApp, own_shop: Path) -> None:
    async with filled_in(app, VoucherScreen(app.desk, 7)) as form:
        await form.press("ctrl+g")
        code = view(app).typed["code"]
        await form.press("ctrl+s")
        assert "give a percentage or an amount" in form.shown
        assert form.place == "percent_off"
        await form.type("12,5")
        done = await saved(form)
    assert execute(
        own_shop,
        "SELECT customer_id, code, percent_off, amount_off, quantity FROM voucher WHERE id = ?",
        done.row_id,
    ) == [(7, code, 1250, None, 1)]


async def test_groups_are_chosen(app: CustuiApp, own_shop: Path) -> None:
    execute(own_shop, "UPDATE customer SET default_group_id = 2 WHERE id = 7")
    execute(own_shop, "DELETE FROM group_membership WHERE customer_id = 7")
    execute(own_shop, "INSERT INTO group_membership (customer_id, group_id) VALUES (7, 2)")
    async with filled_in(app, MembershipsScreen(app.desk, 7)) as form:
        await form.press("tab")
        await form.type("who")
        await form.press("tab", "ctrl+s")
        assert "✗ is not among the chosen groups" in form.shown
        assert form.place == "group"
        await form.press("shift+tab", "w", "space")
        done = await saved(form)
    assert done.changed
    assert execute(own_shop, "SELECT default_group_id FROM customer WHERE id = 7") == [(3,)]
    assert execute(
        own_shop, "SELECT group_id FROM group_membership WHERE customer_id = 7 ORDER BY 1"
    ) == [(2,), (3,)]


async def test_a_service_needs_to_be_asked_for(app: CustuiApp, own_shop: Path) -> None:
    async with filled_in(app, ServiceScreen(app.desk, 7)) as form:
        await form.type("Coffee")
        await form.press("ctrl+s")
        assert "✗ is missing" in line_of(app, "How the customer asked")
        await form.type("in p")
        await form.pilot.pause(0.05)
        await form.press("right")
        await saved(form)
    assert execute(
        own_shop,
        "SELECT service, active, source FROM subscription"
        " WHERE customer_id = 7 AND service = 'Coffee'",
    ) == [("Coffee", 1, "in person")]
    app = desk_of(own_shop)
    async with filled_in(app, ServiceScreen(app.desk, 7, "Coffee", is_on=True)) as form:
        assert "○ no" in line_of(app, "Signed up")
        assert "How the customer asked" not in form.shown
        await saved(form)
    assert execute(
        own_shop,
        "SELECT active FROM subscription WHERE customer_id = 7 AND service = 'Coffee'",
    ) == [(0,)]


async def test_a_message_is_answered(app: CustuiApp, own_shop: Path) -> None:
    thread, email = execute(
        own_shop,
        "SELECT t.id, c.email FROM message_thread t JOIN customer c ON c.id = t.customer_id"
        " WHERE c.email NOT LIKE '%.invalid' LIMIT 1",
    )[0]
    async with filled_in(app, ReplyScreen(app.desk, thread)) as form:
        assert f"Reply to {email}" in form.shown
        await form.press("ctrl+s")
        assert "✗ is missing" in form.shown
        await form.type("Yes!")
        await form.press("tab", "y")
        await saved(form)
    assert execute(own_shop, "SELECT status FROM message_thread WHERE id = ?", thread) == [
        ("closed",)
    ]
    assert execute(
        own_shop, "SELECT recipient, body, state FROM sent_email ORDER BY id DESC LIMIT 1"
    ) == [(email, "Yes!", "waiting")]


async def test_what_strangers_wrote_is_shown_harmless(app: CustuiApp, own_shop: Path) -> None:
    hostile = "a\x1b]0;x\x07[/b]\u202e" + "e\u0301\u0301\u0301\u0301\u0301"
    address, customer = execute(
        own_shop, "SELECT id, customer_id FROM address WHERE deleted = 0 LIMIT 1"
    )[0]
    execute(own_shop, "UPDATE address SET city = ?, country = 'XQ' WHERE id = ?", hostile, address)
    execute(own_shop, "UPDATE message_thread SET subject = ? WHERE id = 1", hostile)
    execute(own_shop, "UPDATE customer_group SET name = ? WHERE id = 1", hostile)
    screens = (
        AddressScreen(app.desk, customer, address),
        MembershipsScreen(app.desk, customer),
        ReplyScreen(app.desk, 1),
        DeleteAddressScreen(app.desk, address, hostile),
    )
    for screen in screens:
        app = desk_of(own_shop)
        async with filled_in(app, screen, (120, 40)) as form:
            for line in picture(app):
                assert line.isprintable()
            await form.press("escape")
            assert form.outcomes == [None]
