"""Customers added, changed and deleted from the list and the card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.services import customers
from custui.services.actor import Actor
from custui.services.drafts import kept_drafts
from custui.tui.app import CustuiApp
from custui.tui.screens.card.screen import CardScreen
from custui.tui.screens.conflict.screen import ConflictScreen
from custui.tui.screens.customer_form.screen import CustomerFormScreen
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.screens.decision.screen import DecisionScreen
from custui.tui.screens.drafts.screen import DraftsScreen
from custui.tui.screens.question.screen import QuestionScreen
from custui.tui.sitting import sit_down
from tests.shops import execute
from tests.tui.form.trying import filled_in, line_of, picture, shown, view
from tests.tui.test_customers_screen import counted, until

TOM = Actor(staff="tom", role="agent", session="tom's")


@pytest.fixture
def database(own_shop: Path) -> ShopDatabase:
    return open_database(str(own_shop))


def desk_of(path: Path, role: str = "lead", size: tuple[int, int] = (80, 24)) -> CustuiApp:
    desk = sit_down(
        open_database(str(path)), staff="anna", role=role, shop_code=None, ascii_only=False
    )
    return CustuiApp(desk)


def set_preference(path: Path, name: str, value: str) -> None:
    execute(path, "UPDATE preference SET value = ? WHERE name = ?", value, name)


def front(app: CustuiApp, screen: type) -> Callable[[], bool]:
    return lambda: isinstance(app.screen, screen)


def field(path: Path, name: str, customer: int) -> object:
    return execute(path, f"SELECT {name} FROM customer WHERE id = ?", customer)[0][0]


# --- adding -----------------------------------------------------------------------------------


async def test_somebody_new_is_added_and_shown(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        await pilot.press("a")
        await until(front(app, CustomerFormScreen))
        await pilot.press(
            "m", "r", "s", "tab", *"Zofia", "tab", *"Lis", "tab", *"z@lis.pl", "tab", "tab"
        )
        await pilot.press("ctrl+g", "ctrl+s")
        await until(front(app, CardScreen))
    assert execute(
        own_shop,
        "SELECT c.first_name, c.last_name, c.email, t.name, c.default_group_id, k.password_hash"
        " LIKE '$argon2id$%' FROM customer c JOIN title t ON t.id = c.title_id"
        " JOIN credential k ON k.customer_id = c.id WHERE c.id = 1001",
    ) == [("Zofia", "Lis", "z@lis.pl", "Pani", 2, 1)] or execute(
        own_shop, "SELECT first_name, email FROM customer WHERE id = 1001"
    ) == [("Zofia", "z@lis.pl")]


async def test_every_mistake_stands_at_its_field(own_shop: Path) -> None:
    set_preference(own_shop, "b2b", "true")
    app = desk_of(own_shop)
    (taken,) = execute(own_shop, "SELECT email FROM customer WHERE id = 7")[0]
    async with filled_in(app, CustomerFormScreen(app.desk), (80, 40)) as form:
        await form.press("tab")
        await form.type("R2D2")
        await form.press("tab", "tab")
        await form.type("no")
        await form.press("tab", "tab")
        await form.type("short")
        await form.press("tab")
        await form.type("2999-01-01")
        await form.press("ctrl+s")
        assert form.place == "first_name"
        assert "✗ has a digit" in form.shown
        assert "✗ is missing" in line_of(app, "Last name")
        assert "✗ is not an e-mail address" in form.shown
        assert "✗ is shorter than 8 bytes" in form.shown
        assert "✗ is in the future" in form.shown
        for name, raw in (
            ("first_name", "Jan"),
            ("last_name", "Nowak"),
            ("email", taken.upper()),
            ("password", "kT7mq-vR4xw-Bn9sd"),
            ("birthday", ""),
        ):
            view(app).put({name: raw})
        await form.press("ctrl+s")
        await until(lambda: "customer 7 has this e-mail" in form.shown)
        assert form.place == "email"
        assert view(app).typed["first_name"] == "Jan"
        await form.press("ctrl+g")
        assert str(view(app).typed["email"]).endswith(".invalid")
        await form.press("ctrl+s")
        await until(lambda: form.outcomes)
    assert field(own_shop, "last_name", 1001) == "Nowak"


async def test_a_link_is_mailed_in_place_of_a_password(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk)) as form:
        view(app).put({"first_name": "Ewa", "last_name": "Lis", "email": "x@customer.invalid"})
        view(app).begin_at("mail_link")
        await form.pilot.pause()
        await form.press("y")
        assert "Password" not in form.shown
        await form.press("ctrl+s")
        await until(lambda: "✗ nothing is mailed to a placeholder" in form.shown)
        view(app).put({"email": "ewa@lis.pl"})
        await form.press("ctrl+s")
        await until(lambda: form.outcomes)
    assert execute(own_shop, "SELECT 1 FROM credential WHERE customer_id = 1001") == []
    assert execute(
        own_shop,
        "SELECT recipient, template, state FROM sent_email WHERE customer_id = 1001",
    ) == [("ewa@lis.pl", "set_password", "waiting")]


async def test_the_strength_of_a_password_is_told(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk)) as form:
        view(app).begin_at("password")
        await form.type("kotek12")
        await until(lambda: "weak" in form.shown)
        assert "kotek12" not in form.shown
        await form.press("ctrl+g")
        await until(lambda: "●●●● very strong" in form.shown)


async def test_preferences_decide_which_fields_there_are(own_shop: Path) -> None:
    set_preference(own_shop, "b2b", "false")
    set_preference(own_shop, "ask_birthday", "false")
    set_preference(own_shop, "partner_offers", "false")
    execute(own_shop, "INSERT INTO required_field (name) VALUES ('language'), ('newsletter')")
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk), (80, 40)) as form:
        for absent in ("REGON", "Birthday", "Partner offers", "Risk"):
            assert absent not in form.shown
        assert "Language *" in form.shown
        await form.press("ctrl+s")
        assert "✗ must be yes" in line_of(app, "Newsletter *")
    set_preference(own_shop, "b2b", "true")
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk), (80, 40)) as form:
        for there in ("REGON", "VAT ID", "Allowed outstanding amount", "Risk"):
            assert there in form.shown


async def test_a_consent_asks_how_it_was_given(own_shop: Path) -> None:
    customer = int(execute(own_shop, "SELECT id FROM customer WHERE newsletter = 0 LIMIT 1")[0][0])
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk, customer), (80, 40)) as form:
        assert "How they agreed" not in form.shown
        view(app).begin_at("newsletter")
        await form.pilot.pause()
        await form.press("y", "ctrl+s")
        assert form.place == "consent_source"
        await form.type("fair")
        await form.press("ctrl+s")
        await until(lambda: form.outcomes)
    assert execute(
        own_shop,
        "SELECT kind, given, source FROM consent WHERE customer_id = ? ORDER BY id DESC LIMIT 1",
        customer,
    ) == [("newsletter", 1, "fair")]


# --- changing ---------------------------------------------------------------------------------


async def test_a_customer_is_changed_from_the_list(own_shop: Path) -> None:
    app = desk_of(own_shop)
    before = execute(own_shop, "SELECT * FROM credential WHERE customer_id = 999")
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        await pilot.press("down", "e")
        await until(front(app, CustomerFormScreen))
        await pilot.press("tab", "tab", "ctrl+u", *"Lis", "ctrl+s")
        await until(front(app, CustomersScreen))
        await until(lambda: any("z undoes it" in n.message for n in app._notifications))
        await until(lambda: "Lis" in shown(app))
        await pilot.press("z")
        await until(lambda: field(own_shop, "last_name", 999) != "Lis")
    assert execute(own_shop, "SELECT * FROM credential WHERE customer_id = 999") == before


async def test_what_a_shop_once_accepted_may_stay(own_shop: Path) -> None:
    execute(own_shop, "UPDATE customer SET first_name = 'R2D2', birthday = NULL WHERE id = 7")
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk, 7)) as form:
        view(app).begin_at("language")
        await form.pilot.pause()
        await form.type("czech")
        await form.press("enter", "ctrl+s")
        await until(lambda: form.outcomes)
    assert field(own_shop, "language", 7) == "cs"
    assert field(own_shop, "first_name", 7) == "R2D2"


async def test_two_people_change_one_customer(own_shop: Path, database: ShopDatabase) -> None:
    execute(
        own_shop,
        "UPDATE customer SET first_name = 'Jan', last_name = 'Kos', language = 'pl' WHERE id = 7",
    )
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk, 7)) as form:
        await form.press("tab", "tab", "ctrl+u")
        await form.type("Sowa")
        with database.connection_context():
            customers.edit_customer(
                database, TOM, 7, {"last_name": "Kruk", "first_name": "Janusz", "enabled": 0}
            )
        await form.press("ctrl+s")
        await until(front(app, ConflictScreen))
        await form.pilot.pause()
        assert "tom changed this" in form.shown
        said = " ".join(form.shown.split())
        for text in ("○ theirs Kruk", "○ yours Sowa", "● theirs Janusz", "● theirs no"):
            assert text in said
        await form.press("y", "ctrl+s")
        await until(lambda: form.outcomes)
    assert [field(own_shop, name, 7) for name in ("first_name", "last_name", "enabled")] == [
        "Janusz",
        "Sowa",
        0,
    ]


async def test_a_doubtful_number_is_saved_anyway_on_asking_again(own_shop: Path) -> None:
    set_preference(own_shop, "b2b", "true")
    execute(own_shop, "UPDATE customer SET country = 'PL', vat_id = '' WHERE id = 7")
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk, 7), (80, 40)) as form:
        view(app).begin_at("vat_id")
        await form.pilot.pause()
        await form.type("1234567890")
        await form.press("ctrl+s")
        await until(lambda: "! is no NIP" in form.shown)
        assert field(own_shop, "vat_id", 7) == ""
        await form.press("ctrl+s")
        await until(lambda: form.outcomes)
    assert field(own_shop, "vat_id", 7) == "1234567890"


async def test_a_customer_who_is_gone_cannot_be_changed(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk, 99_999)) as form:
        assert "This customer is not there any more" in form.shown


# --- deleting, guests -------------------------------------------------------------------------


@pytest.mark.parametrize(("key", "banned"), [("1", None), ("2", 1)])
async def test_a_customer_is_deleted_in_one_of_two_ways(
    own_shop: Path, key: str, banned: int | None
) -> None:
    app = desk_of(own_shop)
    question = "SELECT banned FROM customer WHERE id = 1000"
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        await pilot.press("d")
        await until(front(app, DecisionScreen))
        await pilot.pause()
        assert "Delete customer 1000, " in shown(app)
        await until(lambda: "Gone with addresses" in shown(app))
        await pilot.press("down")
        await until(lambda: "kept as banned" in shown(app))
        await pilot.press(key)
        await until(front(app, CustomersScreen))
        assert execute(own_shop, question) == ([] if banned is None else [(banned,)])
        await pilot.press("z")
        await until(lambda: execute(own_shop, question) == [(0,)])


async def test_deleting_from_the_card_goes_back_to_the_list(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        await pilot.press("enter")
        await until(front(app, CardScreen))
        await pilot.press("d")
        await until(front(app, DecisionScreen))
        await pilot.press("1")
        await until(front(app, CustomersScreen))
    assert execute(own_shop, "SELECT 1 FROM customer WHERE id = 1000") == []


async def test_a_guest_becomes_a_customer_on_the_card(own_shop: Path) -> None:
    execute(
        own_shop,
        "UPDATE customer SET is_guest = 1, email = 'g@x.pl', email_key = 'g@x.pl' WHERE id = 1000",
    )
    app = desk_of(own_shop)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        await pilot.press("enter")
        await until(front(app, CardScreen))
        await pilot.press("T")
        await until(front(app, DecisionScreen))
        await pilot.press("enter")
        await until(lambda: field(own_shop, "is_guest", 1000) == 0)


async def test_who_may_not_delete_is_told_so(own_shop: Path) -> None:
    app = desk_of(own_shop, "agent")
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        await pilot.press("d")
        await until(lambda: any("takes the role lead" in n.message for n in app._notifications))
        assert isinstance(app.screen, CustomersScreen)


async def test_a_and_e_are_letters_where_text_is_typed(own_shop: Path) -> None:
    app = desk_of(own_shop)
    async with app.run_test(size=(80, 24)) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("right", "right", "f", "a", "e", "enter")
        await until(lambda: grid.count is not None and grid.count < 1000)
        assert isinstance(app.screen, CustomersScreen)


# --- drafts -----------------------------------------------------------------------------------


async def leave_in_the_middle(path: Path, customer: int | None = None) -> None:
    """A sitting that ends with a form open."""
    app = desk_of(path)
    async with filled_in(app, CustomerFormScreen(app.desk, customer)) as form:
        await form.press("tab")
        await form.type("Zenobia")
        view(app).put({"password": "kT7mq-vR4xw-Bn9sd"})


def drafts(path: Path) -> list[object]:
    return execute(path, "SELECT staff, form, customer_id FROM form_draft ORDER BY id")


async def test_a_form_left_by_a_lost_line_is_offered_again(own_shop: Path) -> None:
    (first,) = execute(own_shop, "SELECT first_name FROM customer WHERE id = 7")[0]
    await leave_in_the_middle(own_shop, 7)
    assert drafts(own_shop) == [("anna", "customer", 7)]
    assert b"kT7mq" not in own_shop.read_bytes()
    app = desk_of(own_shop)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(front(app, DraftsScreen))
        await pilot.pause()
        assert f"Customer 7  {first}Zenobia" in shown(app)
        await pilot.press("enter")
        await until(front(app, CustomerFormScreen))
        await until(lambda: app.screen.query("FormView"))
        await pilot.pause()
        assert view(app).typed["first_name"] == f"{first}Zenobia"
        await pilot.press("ctrl+s")
        await until(front(app, CustomersScreen))
    assert field(own_shop, "first_name", 7) == f"{first}Zenobia"
    assert drafts(own_shop) == []


async def test_what_others_changed_since_a_draft_is_a_conflict(
    own_shop: Path, database: ShopDatabase
) -> None:
    await leave_in_the_middle(own_shop, 7)
    with database.connection_context():
        customers.edit_customer(database, TOM, 7, {"first_name": "Tomasz"})
        (draft,) = kept_drafts(database, Actor(staff="anna", role="agent"))
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk, 7, draft=draft)) as form:
        await form.press("ctrl+s")
        await until(front(app, ConflictScreen))
        await form.pilot.pause()
        assert "Tomasz" in form.shown
        await form.press("t", "ctrl+s")
        await until(lambda: form.outcomes)
    assert field(own_shop, "first_name", 7) == "Tomasz"


async def test_what_is_typed_is_kept_while_it_is_typed(
    own_shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("custui.tui.screens.form.screen.DRAFT_SECONDS", 0.05)
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk)) as form:
        await form.press("tab")
        await form.type("Ewa")
        await until(lambda: drafts(own_shop) == [("anna", "customer", 0)])
        assert '"Ewa"' in str(execute(own_shop, "SELECT typed FROM form_draft"))
        await form.press("escape", "2")
        await until(lambda: form.outcomes)
        await until(lambda: drafts(own_shop) == [])


async def test_opening_the_same_form_offers_its_draft(own_shop: Path) -> None:
    await leave_in_the_middle(own_shop)
    app = desk_of(own_shop)
    async with filled_in(app, CustomerFormScreen(app.desk)) as form:
        if isinstance(app.screen, DraftsScreen):  # the list below offers it too
            await form.press("escape")
        await until(front(app, QuestionScreen))
        await form.pilot.pause()
        assert "You left this form unsaved" in form.shown
        await form.press("enter")
        await until(lambda: "Zenobia" in form.shown)
        assert view(app).is_changed
        await form.press("escape", "2")
        await until(lambda: form.outcomes)
        await until(lambda: drafts(own_shop) == [])


async def test_a_draft_that_is_not_wanted_is_dropped(own_shop: Path) -> None:
    await leave_in_the_middle(own_shop)
    app = desk_of(own_shop)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(front(app, DraftsScreen))
        await pilot.press("d")
        await until(front(app, CustomersScreen))
        await until(lambda: drafts(own_shop) == [])
        await pilot.press("D")
        await until(lambda: any("no form unsaved" in n.message for n in app._notifications))


async def test_nobody_else_sees_a_draft(own_shop: Path) -> None:
    await leave_in_the_middle(own_shop)
    desk = sit_down(
        open_database(str(own_shop)), staff="tom", role="lead", shop_code=None, ascii_only=False
    )
    app = CustuiApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await counted(app, pilot)
        await pilot.press("D")
        await until(lambda: any("no form unsaved" in n.message for n in app._notifications))


async def test_every_line_of_the_form_fits(own_shop: Path) -> None:
    set_preference(own_shop, "b2b", "true")
    execute(own_shop, "UPDATE customer SET first_name = ? WHERE id = 7", "a\x1b[31m\u202e" * 30)
    for size in ((60, 16), (80, 24), (120, 40), (200, 60)):
        app = desk_of(own_shop)
        async with filled_in(app, CustomerFormScreen(app.desk, 7), size) as form:
            await form.press("tab", "ctrl+u", "ctrl+s")
            lines = picture(app)
            assert {len(line) for line in lines} == {size[0]}
            assert all(line.isprintable() for line in lines)
