"""The program as a Polish person meets it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from custui import locale
from custui.cli import main
from custui.db.connection import open_database
from custui.demo.shop import make_shop
from custui.domain.roles import ROLES
from custui.locale import _
from custui.locale.system import system_reason
from custui.tui.app import CustuiApp
from custui.tui.commands import CommandGroup
from custui.tui.commands.customers import COMMANDS as CUSTOMERS
from custui.tui.commands.everywhere import COMMANDS as EVERYWHERE
from custui.tui.commands.grid import COMMANDS as GRID
from custui.tui.screens.offer.app import OfferApp
from custui.tui.sections import SECTIONS
from custui.tui.sitting import sit_down
from custui.tui.widgets.grid import Grid
from tests.locale.test_catalogue import ENTRIES, forms
from tests.shops import execute

NBSP = "\N{NO-BREAK SPACE}"
SIZE = (160, 30)
GROUPS: tuple[CommandGroup, ...] = (EVERYWHERE, GRID, CUSTOMERS)


@pytest.fixture
def polish(english: None) -> None:
    """Speak Polish, after every test's English was chosen."""
    locale.choose("pl")


@pytest.fixture(scope="module")
def polish_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("polish") / "shop.db"
    make_shop(str(path), customers=60, seed=1, language="pl")
    return path


def english_words() -> set[str]:
    """English messages that no Polish text contains: on screen they would be leftovers."""
    polish = " ".join(form for entry in ENTRIES for form in forms(entry.string)).casefold()
    words = {
        form for entry in ENTRIES for form in forms(entry.id) if re.fullmatch(r"[A-Z].+", form)
    }
    return {word for word in words if not stands_in(word.casefold(), polish)}


def stands_in(word: str, text: str) -> bool:
    """Whether ``word`` stands in ``text`` as a whole."""
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def leftovers(text: str) -> set[str]:
    return {word for word in english_words() if stands_in(word, text)}


def screen(app: CustuiApp | OfferApp) -> str:
    """What is on screen, line by line."""
    width, height = app.size
    lines = app.screen._compositor.render_strips()
    assert len(lines) == height
    return "\n".join(strip.text.ljust(width) for strip in lines)


async def until(condition: Callable[[], object], seconds: float = 10) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.005)


def app_over(path: Path, role: str = "agent") -> CustuiApp:
    database = open_database(str(path))
    desk = sit_down(database, staff="anna", role=role, shop_code=None, ascii_only=False)
    return CustuiApp(desk)


def test_leftovers_are_found(polish: None) -> None:
    assert leftovers("Klienci  Refresh  Sort") == {"Refresh", "Sort"}
    assert leftovers("Klienci  Odśwież  Sortuj") == set()


async def test_the_first_screen_is_polish(polish: None, polish_shop: Path) -> None:
    app = app_over(polish_shop)
    async with app.run_test(size=SIZE) as pilot:
        await until(lambda: app.screen.query_one(Grid).count is not None)
        await pilot.pause()
        text = screen(app)
    assert leftovers(text) == set()
    first, *_lines, last = text.splitlines()
    assert first.startswith(" custui › Klienci ")
    assert first.rstrip().endswith("Sklep pokazowy · anna (konsultant)")
    for header in ("Tytuł", "Imię", "Nazwisko", "Adres e-mail", "Firma", "Sprzedaż"):
        assert header in text
    assert "Szukaj" in last
    assert "Zakończ" in last
    assert "wiersz 1 z 60" in last


async def test_help_palette_and_sections_are_polish(polish: None, polish_shop: Path) -> None:
    app = app_over(polish_shop)
    async with app.run_test(size=(100, 90), notifications=True) as pilot:
        await pilot.pause()
        for key, expected in (
            ("question_mark", "Wszystkie działające tu klawisze"),
            ("colon", "Szukaj poleceń…"),
            ("2", "Kto jest teraz w sklepie: ten dział jeszcze nie jest gotowy"),
            ("ctrl+c", "Aby zakończyć, naciśnij q."),
        ):
            await pilot.press(key)
            await until(lambda expected=expected: expected in screen(app))  # type: ignore[misc]
            assert leftovers(screen(app)) == set()
            if key != "2":
                await pilot.press("escape")


async def test_the_palette_says_in_polish_that_it_found_nothing(
    polish: None, polish_shop: Path
) -> None:
    app = app_over(polish_shop)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("colon", *"xyzzy")
        await until(lambda: "Nie ma takiego polecenia" in screen(app))
        assert "No matches" not in screen(app)


async def test_the_offer_is_polish_and_fits(polish: None, tmp_path: Path) -> None:
    app = OfferApp(tmp_path / "s.db", lambda choice: None)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = screen(app)
        assert leftovers(text) == set()
        assert "Utwórz pusty sklep" in text
        assert "Ctrl+Q Zakończ" in text.splitlines()[-1]


def test_no_two_sections_or_commands_have_one_title(polish: None) -> None:
    sections = [_(section.title) for section in SECTIONS]
    assert len(set(sections)) == len(sections) == 6
    titles = [_(command.title) for group in GROUPS for command in group.commands]
    assert len(set(titles)) == len(titles)
    helps = [_(command.help) for group in GROUPS for command in group.commands]
    assert len(set(helps)) == len(helps)


def test_roles_have_polish_names(polish: None) -> None:
    assert [_(role) for role in ROLES] == ["obserwator", "konsultant", "kierownik", "administrator"]


def test_list_has_polish_headers_and_money(
    capsys: pytest.CaptureFixture[str], own_shop: Path
) -> None:
    name = "Zażółć Gęślą Jaźń"
    execute(
        own_shop,
        "UPDATE customer SET first_name = ?, last_name = ?, sales = 123456,"
        " registered_at = 1637413260, enabled = 1 WHERE id = 5",
        name,
        name.upper(),
    )
    assert main(["list", "--lang", "pl", "--db", str(own_shop), "id=5"]) == 0
    captured = capsys.readouterr()
    header, row = captured.out.splitlines()
    assert re.split(r"\s{2,}", header)[:12] == [
        *("ID", "Tytuł", "Imię", "Nazwisko", "Adres e-mail", "Firma", "Sprzedaż", "Wł.", "News"),
        *("Ofer", "Rejestracja", "Ostatnia wizyta"),
    ]
    assert f" 1{NBSP}234,56 " in row
    assert name in row
    assert "ZAŻÓŁĆ GĘŚLĄ JAŹŃ" in row
    assert "20.11.2021 14:01" in row
    assert captured.err == "1 z 1 klienta\n"


def test_data_for_programs_is_the_same_in_both_languages(
    capsys: pytest.CaptureFixture[str], made_up: Callable[..., Path]
) -> None:
    outputs = []
    for language in locale.LANGUAGES:
        for form in ("--json", "--csv"):
            arguments = ["--lang", language, "--db", str(made_up()), "--limit", "20", form]
            assert main(["list", *arguments]) == 0
            outputs.append(capsys.readouterr().out)
    assert outputs[:2] == outputs[2:]


def test_a_polish_shop_is_filled_in_polish(polish_shop: Path) -> None:
    statuses = execute(polish_shop, "SELECT name FROM order_status WHERE code = 'shipped'")
    titles = execute(polish_shop, "SELECT name FROM title ORDER BY id")
    assert (statuses, titles) == ([("Wysłane",)], [("Pan",), ("Pani",)])


def test_the_system_s_refusals_are_polish(
    polish: None, capsys: pytest.CaptureFixture[str], own_shop: Path, tmp_path: Path
) -> None:
    arguments = ["--lang", "pl", "--db", str(own_shop)]
    assert main(["export", str(tmp_path / "none" / "x.csv"), *arguments]) == 1
    assert "nie ma takiego pliku ani folderu" in capsys.readouterr().err
    assert main(["import", str(tmp_path), *arguments]) == 1
    assert "to jest folder. Niczego nie zmieniono." in capsys.readouterr().err


def test_a_refusal_that_has_no_words_here_keeps_the_system_s() -> None:
    assert system_reason(OSError(9999, "Quite odd")) == "Quite odd"
    assert system_reason(OSError("odd")) == "odd"
