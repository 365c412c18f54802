"""Exporting from the list: what, where to, how far, and what becomes of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from custui.db.connection import ShopDatabase, open_database
from custui.exchange import exporting
from custui.exchange.formats import FORMATS
from custui.tui.app import CustuiApp
from custui.tui.screens.bulk.screen import BulkScreen
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.screens.export import screen as export_screen
from custui.tui.screens.export.screen import ExportScreen
from custui.tui.sitting import sit_down
from tests.tui.test_customers_screen import counted, grid_of, until

SIZE = (80, 24)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home directory, where one is."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def database(own_shop: Path) -> ShopDatabase:
    return open_database(str(own_shop))


@pytest.fixture
def app(database: ShopDatabase, home: Path) -> CustuiApp:
    return CustuiApp(
        sit_down(database, staff="lena", role="lead", shop_code=None, ascii_only=False)
    )


def said(app: CustuiApp) -> str:
    return "\n".join(str(each.render()) for each in app.screen.query(Static) if each.display)


def told(app: CustuiApp) -> str:
    return "\n".join(each.message for each in app._notifications)


def is_front(app: CustuiApp, screen: type) -> Callable[[], bool]:
    return lambda: isinstance(app.screen, screen)


async def dialog(app: CustuiApp, pilot: Pilot[None], name: str = "") -> Input:
    """The dialog, opened by its key and counted, with ``name`` in its field."""
    await pilot.press("x")
    await until(is_front(app, ExportScreen))
    await until(lambda: "customer" in said(app).split("\n")[0])
    field = app.screen.query_one(Input)
    if name:
        field.value = name
    return field


def ids(path: Path) -> list[int]:
    return [int(line.split(";")[0]) for line in path.read_text().splitlines()[1:]]


async def test_the_list_as_filtered_in_its_order(app: CustuiApp, home: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("right", "right", "f", *"kow", "enter", "s")
        await until(lambda: grid.listing.sort[0].column == "last_name")
        await until(lambda: grid.count is not None and grid.count < 1000)
        field = await dialog(app, pilot)
        assert f"{grid.count} customers" in said(app)
        assert "Last name kow" in said(app)
        assert field.value.startswith("~/customers-20")
        file = Path(field.value).expanduser()
        await pilot.press("enter")
        await until(lambda: "written to ~/customers-20" in said(app))
        with app.desk.database.connection_context():
            rows = grid.listing.first_rows(app.desk.database, ["id"], 1000)
        assert ids(file) == [row[0] for row in rows]
        await pilot.press("enter")
        await until(is_front(app, CustomersScreen))


async def test_the_marked_ones_whatever_the_filters_say(app: CustuiApp, home: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("space", "down", "space")
        await dialog(app, pilot, "some.csv")
        assert "2 marked customers" in said(app)
        await pilot.press("enter")
        await until(lambda: "2 customers written to ~/some.csv." in said(app))
    assert ids(home / "some.csv") == [1000, 998]


async def test_all_that_are_marked_are_the_list(app: CustuiApp, home: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("asterisk")
        await dialog(app, pilot, "all.csv")
        assert "1,000 customers" in said(app)
        await pilot.press("enter")
        await until(lambda: "1,000 customers written" in said(app))
    assert ids(home / "all.csv") == list(range(1000, 0, -1))


async def test_from_the_bulk_dialog(app: CustuiApp, home: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("space", "b")
        await until(is_front(app, BulkScreen))
        await pilot.press("8")
        await until(is_front(app, ExportScreen))
        await until(lambda: "1 marked customer" in said(app))


async def test_a_file_that_is_there_is_asked_about(app: CustuiApp, home: Path) -> None:
    file = home / "x.csv"
    file.write_text("before")
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await dialog(app, pilot, "~/x.csv")
        await pilot.press("enter")
        await until(lambda: "~/x.csv is there already. Write over it?" in said(app))
        await pilot.press("escape")
        await until(lambda: app.screen.query_one("#fields").display)
        assert file.read_text() == "before"
        await pilot.press("enter")
        await until(lambda: "Write over it?" in said(app))
        await pilot.press("enter")
        await until(lambda: "written to ~/x.csv" in said(app))
    assert len(ids(file)) == 1000


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("missing/x.csv", "There is no folder missing."),
        (" ", "Name a file."),
        ("~/", "is a folder; add the name of a file"),
    ],
)
async def test_what_cannot_be_written_is_said_beside_the_name(
    app: CustuiApp, home: Path, name: str, sentence: str
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        field = await dialog(app, pilot, name)
        await pilot.press("enter")
        await until(lambda: sentence in said(app))
        assert field.value == name
        field.value = "good.csv"
        await pilot.press("enter")
        await until(lambda: "written to ~/good.csv" in said(app))


async def test_a_disk_that_fails_is_said_and_leaves_nothing(
    app: CustuiApp, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(self: object, customers: object) -> object:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("custui.exchange.grid.GridWriter.lines", fails)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await dialog(app, pilot, "x.csv")
        await pilot.press("enter")
        await until(lambda: "cannot be written: the disk is full" in said(app))
        assert app.screen.query_one(Input).value == "x.csv"
    assert list(home.iterdir()) == []


class Slow:
    """Writing that waits, after its first customers, until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.let_go = threading.Event()
        monkeypatch.setattr(exporting, "_AT_ONCE", 100)
        monkeypatch.setattr("custui.tui.screens.export.queries._EVERY", 0)
        progress = export_screen.Export._progress

        def waits(export: object, step: object) -> None:
            progress(export, step)  # type: ignore[arg-type]
            self.let_go.wait(10)

        monkeypatch.setattr(export_screen.Export, "_progress", waits)


async def test_esc_stops_it_and_nothing_is_left(
    app: CustuiApp, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    (home / "x.csv").write_text("before")
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await dialog(app, pilot, "x.csv")
        await pilot.press("enter", "enter")
        await until(lambda: "100 of 1,000" in said(app))
        assert "a second" in said(app)
        await pilot.press("escape")
        await until(lambda: "Stopping" in str(app.screen.query_one("#export").border_subtitle))
        slow.let_go.set()
        await until(lambda: "no file was written" in told(app))
        await until(is_front(app, CustomersScreen))
    assert [path.name for path in home.iterdir()] == ["x.csv"]
    assert (home / "x.csv").read_text() == "before"


async def test_leaving_custui_leaves_nothing_half_written(
    app: CustuiApp, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await dialog(app, pilot, "x.csv")
        await pilot.press("enter")
        await until(lambda: "100 of 1,000" in said(app))
        app.exit()
        await until(lambda: not app.is_running)
        slow.let_go.set()
    await until(lambda: list(home.iterdir()) == [])


async def test_the_keys_answer_while_it_writes(
    app: CustuiApp, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await dialog(app, pilot, "x.csv")
        await pilot.press("enter")
        await until(lambda: "100 of 1,000" in said(app))
        theme = app.theme
        await pilot.press("f2")
        app.action_next_theme()
        await until(lambda: app.theme != theme)
        slow.let_go.set()
        await until(lambda: "1,000 customers written" in said(app))


async def test_nobody_is_not_exported(app: CustuiApp, home: Path) -> None:
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        await pilot.press("right", "right", "f", *"nobodyis", "enter")
        await until(lambda: grid.count == 0)
        await dialog(app, pilot, "x.csv")
        await pilot.press("enter")
        await until(lambda: "There is nobody to export." in said(app))
    assert list(home.iterdir()) == []


async def test_the_format_is_chosen_where_there_are_several(
    app: CustuiApp, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(FORMATS[0], name="other", label="[b]other[/c]")
    monkeypatch.setattr(export_screen, "FORMATS", (*FORMATS, other))
    used: list[str] = []
    export = exporting.export_customers

    def noting(database: object, actor: object, target: object, fmt: object, *rest: object,
               **more: object) -> int:  # fmt: skip
        used.append(fmt.name)  # type: ignore[attr-defined]
        return export(database, actor, target, fmt, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr("custui.tui.screens.export.queries.export_customers", noting)
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await dialog(app, pilot, "x.csv")
        await pilot.press("tab", "down", "enter")
        await until(lambda: "1,000 customers written" in said(app))
    assert used == ["other"]


async def test_who_may_not_export_is_told_at_the_key(database: ShopDatabase, home: Path) -> None:
    app = CustuiApp(sit_down(database, staff="tom", role="agent", shop_code=None, ascii_only=False))
    async with app.run_test(size=SIZE) as pilot:
        await counted(app, pilot)
        await pilot.press("x")
        await until(lambda: "exporting customers takes the role lead" in told(app))
        assert isinstance(app.screen, CustomersScreen)
        app.push_screen(ExportScreen(app.desk, app.screen.customers, ""))
        await until(lambda: isinstance(app.screen, ExportScreen) and "1,000" in said(app))
        app.screen.query_one(Input).value = "x.csv"
        await pilot.press("enter")
        await until(lambda: "takes the role lead" in said(app))
    assert list(home.iterdir()) == []
    with database.connection_context():
        sql = "SELECT act, fields FROM audit_entry"
        assert database.execute_sql(sql).fetchall() == [
            ("refused", '{"act":"export","role":"agent"}')
        ]


async def test_what_is_found_goes_out_with_the_exact_hits_first(app: CustuiApp, home: Path) -> None:
    """The list may be a search with those named exactly in front: the file has that order."""
    async with app.run_test(size=SIZE) as pilot:
        grid = await counted(app, pilot)
        grid.show_list(replace(grid_of(app).listing, first=(5, 7)))
        await until(lambda: grid.count is not None and grid.key_at_cursor == 7)
        await dialog(app, pilot, "x.csv")
        await pilot.press("enter")
        await until(lambda: "1,000 customers written" in said(app))
    assert ids(home / "x.csv")[:3] == [7, 5, 1000]
