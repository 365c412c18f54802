"""Counting the list by a column, and filtering it by what was counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from custui.db.connection import open_database
from custui.db.queries.counts.read import Counted, count_by
from custui.db.queries.customers import CustomerList
from custui.domain.columns import BY_NAME
from custui.domain.filters import Empty, Is, Period, Within
from custui.domain.filters.amounts import Amount
from custui.locale import choose
from custui.tui.app import CustuiApp
from custui.tui.screens.counts.queries import CountBy
from custui.tui.screens.counts.screen import CountsScreen
from custui.tui.screens.counts.words import bar, writer
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.widgets.grid import Grid
from tests.tui.conftest import MakeApp
from tests.tui.test_customers_screen import counted, grid_of, until

SIZE = (100, 30)


def shown(app: CustuiApp) -> list[str]:
    """The lines of the counts."""
    grid = app.screen.query_one(Grid)
    return [grid.render_line(y).text.rstrip() for y in range(grid.size.height)]


def said(app: CustuiApp) -> str:
    return "\n".join(str(each.render()) for each in app.screen.query(Static) if each.display)


async def focus(app: CustuiApp, column: str) -> None:
    grid = grid_of(app)
    grid.focus_column([each.name for each in grid.columns].index(column))


async def counts_shown(app: CustuiApp) -> CountsScreen:
    await until(lambda: isinstance(app.screen, CountsScreen) and app.screen.query(Grid))
    screen = app.screen
    assert isinstance(screen, CountsScreen)
    await until(lambda: screen.focused is not None)
    return screen


async def test_a_choice_is_counted_and_filters_the_list(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await focus(app, "country")
        await pilot.press("number_sign")
        await counts_shown(app)
        lines = shown(app)
        assert "Customers ↓" in lines[0]
        assert "PL  Poland" in lines[1]
        assert "1,000 customers" in said(app)
        with app.desk.database.connection_context():
            expected = count_by(app.desk.database, CustomerList(), "country")
        assert str(expected.values[1].customers) in lines[2]
        await pilot.press("down", "enter")
        await until(lambda: isinstance(app.screen, CustomersScreen))
        grid = grid_of(app)
        await until(lambda: grid.count == expected.values[1].customers)
        assert [str(each) for each in grid.listing.filters] == [str(expected.values[1].filter)]
        assert "Country" in app.screen.query_one("Chips").render_line(0).text


async def test_only_the_list_is_counted(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await focus(app, "last_name")
        await pilot.press("f", *"kow", "enter")
        await until(lambda: grid.count is not None and grid.count < 1000)
        await focus(app, "enabled")
        await pilot.press("number_sign")
        await counts_shown(app)
        assert f"{grid.count} customers" in said(app)
        assert "yes" in shown(app)[1]
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, CustomersScreen))
        assert len(grid.listing.filters) == 1


async def test_sorted_by_value_and_back(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await focus(app, "sales")
        await pilot.press("number_sign")
        await counts_shown(app)
        await pilot.press("s")
        await until(lambda: "Customers ↑" in shown(app)[0])
        await pilot.press("left", "s")
        await until(lambda: "Sales ↑" in shown(app)[0])
        assert [line.split("│")[0].strip(" ▸") for line in shown(app)[1:4]] == [
            "0.00",
            "0.01 – 99.99",
            "100.00 – 499.99",
        ]
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, CustomersScreen))
        assert [str(each) for each in grid_of(app).listing.filters] == ["0"]


async def test_it_says_which_filter_a_value_takes_the_place_of(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await focus(app, "sales")
        await pilot.press("f", *">100", "enter")
        await until(lambda: grid.count is not None and grid.count < 1000)
        await pilot.press("number_sign")
        await counts_shown(app)
        assert "Enter takes the place of the filter Sales >100." in said(app)


async def test_a_value_that_no_filter_can_say_is_told(make_app: MakeApp, own_shop: Path) -> None:
    database = open_database(str(own_shop))
    with database.connection_context(), database.writing():
        database.execute_sql(
            "UPDATE customer SET company = ?, company_fold = ?", ("a\x1b[31mb", "a\x1b[31mb")
        )
    app = make_app(own_shop)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await focus(app, "company")
        await pilot.press("number_sign")
        await counts_shown(app)
        assert "a␛[31mb" in shown(app)[1]
        await pilot.press("enter")
        await until(lambda: any("No filter" in each.message for each in app._notifications))
        assert isinstance(app.screen, CountsScreen)


async def test_leaving_interrupts_the_count(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupted: list[CountBy] = []
    monkeypatch.setattr(CountBy, "interrupt", lambda self: interrupted.append(self))
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("number_sign")
        await pilot.press("escape")
        await until(lambda: isinstance(app.screen, CustomersScreen))
        await until(lambda: interrupted)


@pytest.mark.parametrize("size", [(80, 24), (60, 16), (160, 45)])
async def test_the_card_keeps_within_the_window(make_app: MakeApp, size: tuple[int, int]) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await counted(app, pilot)
        await focus(app, "last_name")
        await pilot.press("number_sign")
        screen = await counts_shown(app)
        await pilot.pause()
        card = screen.query_one("#counts").region
        grid = screen.query_one(Grid).region
        assert card.width <= size[0]
        assert card.height <= size[1]
        assert card.contains_region(grid)
        await pilot.press("end")
        await pilot.pause()
        assert shown(app)[-1].startswith("▸")


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("last_visit_at", None, "never"),
        ("company", None, "(empty)"),
        ("phone", Empty("phone", negated=True), "(not empty)"),
        ("enabled", True, "yes"),
        ("country", "PL", "PL  Poland"),
        ("country", "pl\x1b", "pl␛"),
        ("sales", Within("sales", Amount(1), Amount(9999)), "0.01 – 99.99"),
        ("sales", Within("sales", None, Amount(-1)), "up to -0.01"),
        ("sales", Within("sales", Amount(100_000_00)), "from 100,000.00"),
        ("birthday", Within("birthday", Period(1990), Period(1990)), "1990"),
        ("birthday", "19x0", "19x0"),
        ("registered_at", Within("registered_at", Period(2024, 5), Period(2024, 5)), "2024-05"),
        ("last_visit_at", Within("", None, Period(1970), exclusive=True), "before 1970"),
        ("id", Within("id", 100_000, 199_999), "100,000 – 199,999"),
        ("risk", "high", "high"),
    ],
)
async def test_what_a_value_is_called(
    make_app: MakeApp, column: str, value: object, said: str
) -> None:
    assert writer(BY_NAME[column], make_app().desk)(Counted(value, None, 1)) == said


async def test_values_are_called_in_polish(make_app: MakeApp) -> None:
    desk = make_app().desk
    choose("pl")
    assert writer(BY_NAME["country"], desk)(Counted("PL", None, 1)) == "PL  Polska"
    assert writer(BY_NAME["enabled"], desk)(Counted(True, Is("enabled", True), 1)) == "tak"


def test_a_bar_shows_whoever_is_there() -> None:
    assert bar(1, 1_000_000, ascii_only=True) == "#"
    assert bar(10, 10, ascii_only=True) == "#" * 16
    assert bar(30, 10, ascii_only=False) == "━" * 16
