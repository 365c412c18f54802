"""Bulk actions from the list: the dialog, the question, the work, undo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from custui.db.connection import ShopDatabase, open_database
from custui.db.problems import Interrupted
from custui.services import batches, bulk, undo
from custui.services.actor import Actor
from custui.tui.app import CustuiApp
from custui.tui.progress import bar
from custui.tui.screens.bulk.queries import Prepare
from custui.tui.screens.bulk.screen import BulkScreen
from custui.tui.screens.bulk.unfinished import UnfinishedScreen
from custui.tui.screens.bulk.work import WorkScreen
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.sitting import sit_down
from tests.tui.test_customers_screen import counted, until

SIZE = (80, 24)
COLUMNS = "id, enabled, newsletter, partner_offers, default_group_id"

LEAD = Actor(staff="lena", role="lead", session="earlier")


@pytest.fixture
def database(own_shop: Path) -> ShopDatabase:
    return open_database(str(own_shop))


@pytest.fixture
def lead_app(database: ShopDatabase) -> Callable[..., CustuiApp]:
    def make(role: str = "lead") -> CustuiApp:
        return CustuiApp(
            sit_down(database, staff="lena", role=role, shop_code=None, ascii_only=False)
        )

    return make


def rows(database: ShopDatabase, sql: str) -> list[Any]:
    with database.connection_context():
        return list(database.execute_sql(sql).fetchall())


def state(database: ShopDatabase) -> list[Any]:
    """All that a bulk action may change, with the memberships."""
    customers = rows(database, f"SELECT {COLUMNS} FROM customer ORDER BY id")
    return customers + rows(
        database, "SELECT customer_id, group_id FROM group_membership ORDER BY 1, 2"
    )


def count(database: ShopDatabase, where: str) -> int:
    return int(rows(database, f"SELECT count(*) FROM customer WHERE {where}")[0][0])


def shown(app: CustuiApp) -> str:
    """What the card in front says."""
    return "\n".join(str(each.render()) for each in app.screen.query(Static) if each.display)


def told(app: CustuiApp) -> str:
    return "\n".join(each.message for each in app._notifications)


def is_front(app: CustuiApp, screen: type) -> Callable[[], bool]:
    return lambda: isinstance(app.screen, screen)


async def test_disabling_all_that_match_and_undo(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase
) -> None:
    before = state(database)
    matching = count(database, "last_name LIKE '%kow%' OR last_name LIKE '%ków%'")
    enabled = count(database, "enabled = 1")
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("right", "right", "f", *"kow", "enter")
        await until(lambda: grid.count == matching)
        await pilot.press("asterisk", "b")
        await until(is_front(app, BulkScreen))
        await pilot.press("2")
        await until(lambda: f"Disable: {matching} customers?" in shown(app))
        assert state(database) == before
        await pilot.press("enter")
        await until(lambda: "z undoes it" in told(app))
        await until(is_front(app, CustomersScreen))
        disabled = count(database, "enabled = 0 AND last_name LIKE '%k_w%'")
        assert disabled >= matching
        assert count(database, "enabled = 1") < enabled
        with database.connection_context():
            assert undo.undo_last(database, app.desk.actor).restored > 0
    assert state(database) == before


async def test_assigning_the_marked_ones_to_a_group(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase
) -> None:
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("space", "down", "space", "b")
        await until(is_front(app, BulkScreen))
        assert "2 marked customers" in shown(app)
        await pilot.press("7")
        await until(lambda: "To which group?" in shown(app))
        await pilot.press("down", "enter")
        group_id = list(app.desk.lookups.groups)[1]
        await until(lambda: "2 customers?" in shown(app))
        await pilot.press("enter")
        await until(lambda: "z undoes it" in told(app) or "so already" in told(app))
    assert count(database, f"id IN (1000, 998) AND default_group_id = {group_id}") == 2


async def test_a_consent_turned_on_needs_its_source(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase
) -> None:
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press(*["space"] * 5, "b")
        await until(is_front(app, BulkScreen))
        await pilot.press("3")
        await until(lambda: isinstance(app.focused, Input))
        await pilot.press("enter")
        await until(lambda: app.screen.query_one("#problem").display)
        assert isinstance(app.focused, Input)
        await pilot.press(*"fair", "enter")
        await until(lambda: "Newsletter on: 5 customers?" in shown(app))
        await pilot.press("enter")
        await until(lambda: "Newsletter on:" in told(app))
    assert count(database, "id > 995 AND newsletter = 1") == 5


async def test_leaving_the_question_forgets_what_was_prepared(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase
) -> None:
    before = state(database)
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("asterisk", "b")
        await until(is_front(app, BulkScreen))
        await pilot.press("1")
        await until(lambda: "1,000 customers?" in shown(app))
        await pilot.press("escape")
        await until(is_front(app, CustomersScreen))
        await until(lambda: rows(database, "SELECT count(*) FROM act") == [(0,)])
    assert state(database) == before


async def test_with_nobody_marked_nothing_opens(lead_app: Callable[..., CustuiApp]) -> None:
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("b")
        await until(lambda: "Nobody is marked" in told(app))
        assert isinstance(app.screen, CustomersScreen)


async def test_who_may_not_is_told_so(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase
) -> None:
    """At once; and the services ask again, whoever calls them."""
    before = state(database)
    app = lead_app("agent")
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("space", "b")
        await until(lambda: "a bulk action takes the role lead" in told(app))
        assert isinstance(app.screen, CustomersScreen)
        app.push_screen(BulkScreen(app.desk, [1], "1 marked customer"))
        await until(is_front(app, BulkScreen))
        await pilot.press("2")
        await until(lambda: "takes the role lead" in shown(app))
    assert state(database) == before


def run_half(database: ShopDatabase) -> None:
    """A bulk action over everybody that ends after its first batch, as a killed one does."""

    class Killed(Exception):
        pass

    def progress(done: int, total: int) -> None:
        raise Killed

    with database.connection_context():
        prepared = bulk.prepare(database, LEAD, {"enabled": 0}, list(range(1, 1001)))
        with pytest.raises(Killed):
            bulk.run(database, LEAD, prepared.act_id, progress)


@pytest.mark.parametrize("key", ["1", "2"])
async def test_what_was_left_half_way_is_offered_at_the_start(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase, key: str
) -> None:
    before = state(database)
    run_half(database)
    assert 0 < count(database, "enabled = 1") < 1000
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        await until(is_front(app, UnfinishedScreen))
        await pilot.pause()
        assert "100 of 1,000 customers were reached" in shown(app)
        await pilot.press(key)
        await until(is_front(app, CustomersScreen))
        await until(lambda: "Disable" in told(app))
    if key == "1":
        assert count(database, "enabled = 1") == 0
    else:
        assert state(database) == before


async def test_left_for_later_it_stays_as_it_is(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase
) -> None:
    run_half(database)
    half = state(database)
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        await until(is_front(app, UnfinishedScreen))
        await pilot.press("escape")
        await until(is_front(app, CustomersScreen))
    assert state(database) == half
    with database.connection_context():
        assert len(bulk.unfinished(database, LEAD)) == 1


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bulk action over everybody takes forty transactions."""
    for name in ("_FEWEST", "_FIRST", "_MOST"):
        monkeypatch.setattr(batches, name, 25)


async def disabling_everybody(app: CustuiApp, pilot: Pilot[None]) -> WorkScreen:
    """The work on all of the list, when it has done something and has yet more to do."""
    await counted(app, pilot)
    await pilot.press("asterisk", "b")
    await until(is_front(app, BulkScreen))
    await pilot.press("2")
    await until(lambda: "1,000 customers?" in shown(app))
    dialog = app.screen
    assert isinstance(dialog, BulkScreen)
    dialog.action_confirm()
    await until(is_front(app, WorkScreen))
    work = app.screen
    assert isinstance(work, WorkScreen)
    await until(lambda: "█" in shown(app))
    return work


@pytest.mark.usefixtures("small_batches")
async def test_stopped_it_can_be_taken_back(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase
) -> None:
    before = state(database)
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        work = await disabling_everybody(app, pilot)
        work.action_stop()
        await until(lambda: work.query_one("Choices").display)
        assert count(database, "enabled = 1") > 0
        assert state(database) != before
        await pilot.press("2")
        await until(lambda: "Taken back: Disable." in told(app))
        await until(is_front(app, CustomersScreen))
    assert state(database) == before


@pytest.mark.usefixtures("small_batches")
async def test_stopped_it_can_be_finished(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase
) -> None:
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        work = await disabling_everybody(app, pilot)
        work.action_stop()
        await until(lambda: work.query_one("Choices").display)
        await pilot.press("1")
        await until(lambda: "z undoes it" in told(app))
    assert count(database, "enabled = 1") == 0


@pytest.mark.usefixtures("small_batches")
async def test_leaving_custui_stops_it_between_two_batches(
    lead_app: Callable[..., CustuiApp], database: ShopDatabase
) -> None:
    app = lead_app()
    async with app.run_test(size=SIZE) as pilot:
        work = await disabling_everybody(app, pilot)
        act_id = work._act_id
    await until(lambda: rows(database, f"SELECT runner FROM act WHERE id = {act_id}") == [("",)])
    with database.connection_context():
        (left,) = bulk.unfinished(database, LEAD)
    assert 0 < left.done < left.total == 1000


def test_nobody_waits_for_what_is_prepared_any_more(database: ShopDatabase) -> None:
    prepare = Prepare(database, LEAD, {"enabled": 0}, [1, 2, 3], "")
    prepare.interrupt()
    with pytest.raises(Interrupted):
        prepare.run()
    assert rows(database, "SELECT count(*) FROM act") == [(0,)]
    assert rows(database, "SELECT count(*) FROM act_target") == [(0,)]


def test_the_bar_fills_up() -> None:
    assert bar(0, 10, ascii_only=True) == "." * 40
    assert bar(5, 10, ascii_only=True) == "#" * 20 + "." * 20
    assert bar(10, 10, ascii_only=False) == "█" * 40
    assert bar(0, 0, ascii_only=True) == "." * 40
