"""The editors of single fields."""

from __future__ import annotations

import time

import pytest
from textual import events

from custui.domain.text import printable_in_place
from custui.tui.screens.form.screen import FormScreen
from custui.tui.widgets.form import Choice, Field, Kind
from custui.tui.widgets.form.choice_list import ChoiceList
from custui.tui.widgets.form.declaration import form_of
from tests.tui.conftest import MakeApp
from tests.tui.form.trying import Trying, filled_in, line_of, picture, view

TOWNS = tuple(
    Choice(name, name) for name in ("", "Kraków", "Łódź", "Łomża", "Nowy Sącz", "Sącz", "Zamość")
)
TOWN = form_of(Field("town", "Town", Kind.CHOICE, choices=TOWNS), Field("after", "After", width=20))
HOSTILE = "a\x1b[31mb\u202ec\x00d\x9b2Je\u0301\u0301\u0301\u0301\u0301f\ufe0fg\x7f"


def town(app: object) -> object:
    return view(app).typed["town"]  # type: ignore[arg-type]


async def test_a_choice_is_found_by_typing_without_diacritics(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(TOWN))) as form:
        await form.type("lo")
        assert "Łódź" in form.shown
        assert "Łomża" in form.shown
        assert "Kraków" not in form.shown
        await form.press("down", "enter")
        assert town(app) == "Łomża"
        assert form.place == "after"
        assert not app.screen.query(ChoiceList)


async def test_what_begins_so_stands_before_what_has_it_inside(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(TOWN))) as form:
        await form.type("sa")
        await form.press("tab")
        assert town(app) == "Sącz"


async def test_tab_takes_what_was_found(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(TOWN))) as form:
        await form.type("krak")
        await form.press("tab")
        assert town(app) == "Kraków"
        assert form.place == "after"


async def test_nothing_found_leaves_the_choice_as_it_was(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(TOWN, {"town": "Łódź"}))) as form:
        await form.type("xyz")
        assert "no such choice" in form.shown
        await form.press("enter")
        assert town(app) == "Łódź"


async def test_esc_closes_the_list_and_not_the_form(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(TOWN, {"town": "Łódź"}))) as form:
        await form.press("space")
        assert len(app.screen.query(ChoiceList)) == 1
        assert "Zamość" in form.shown
        await form.press("down", "escape")
        assert not app.screen.query(ChoiceList)
        assert town(app) == "Łódź"
        assert isinstance(app.screen, FormScreen)


async def test_arrows_step_through_the_choices(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(TOWN, {"town": "Kraków"}))) as form:
        await form.press("right")
        assert town(app) == "Łódź"
        await form.press("left", "left")
        assert town(app) == ""
        await form.press("left", "right", "delete")
        assert town(app) == ""


async def test_a_click_chooses(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(TOWN))) as form:
        lines = picture(app)
        y = next(n for n, line in enumerate(lines) if "Town" in line)
        x = lines[y].index("Town") + 10
        await form.pilot.click(offset=(x, y))
        await form.pilot.pause()
        assert "Zamość" in form.shown
        await form.pilot.click(offset=(x, y + 2))
        await form.pilot.pause()
        assert town(app) == "Kraków"


async def test_the_list_stands_above_where_there_is_no_room_below(make_app: MakeApp) -> None:
    fields = [Field(f"f{n}", f"Field {n}") for n in range(14)]
    form_with_end = form_of(*fields, Field("town", "Town", Kind.CHOICE, choices=TOWNS))
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(form_with_end)), (80, 20)) as form:
        await form.press("shift+tab", "space")
        lines = picture(app)
        at = next(n for n, line in enumerate(lines) if "Town" in line)
        assert any("Zamość" in line for line in lines[:at])


async def test_a_choice_that_is_gone_is_kept_until_another_is_made(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(TOWN, {"town": "Bytom"}))) as form:
        assert "Bytom" in form.shown
        assert not view(app).is_changed
        await form.press("tab")
        assert town(app) == "Bytom"


@pytest.mark.parametrize(("key", "is_on"), [("y", True), ("t", True), ("n", False), ("q", False)])
async def test_a_flag_by_its_letter(make_app: MakeApp, key: str, is_on: bool) -> None:
    app = make_app()
    work = Trying(form_of(Field("on", "On", Kind.FLAG, width=12)))
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press(key)
        assert view(app).typed["on"] is is_on
        assert ("● yes" if is_on else "○ no") in line_of(app, "On ")


async def test_ascii_signs_where_only_those_are_drawn(make_app: MakeApp) -> None:
    app = make_app(ascii_only=True)
    fields = (Field("on", "On", Kind.FLAG, required=True), *TOWN.fields())
    async with filled_in(app, FormScreen(app.desk, Trying(form_of(*fields)))) as form:
        await form.press("ctrl+s", "tab", "space")
        assert all(line.isascii() for line in picture(app) if "Town" in line or "On" in line)


async def test_several_choices_by_space_and_letter(make_app: MakeApp) -> None:
    choices = tuple(Choice(n, f"{letter}-group") for n, letter in enumerate("abcdefghij"))
    work = Trying(form_of(Field("in", "In", Kind.SEVERAL, choices=choices, width=0)))
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("space", "j", "space", "left", "space", "space", "home", "right", "space")
        assert view(app).typed["in"] == (0, 1, 9)
        lines = [line for line in picture(app) if "-group" in line]
        assert len(lines) == 2
        assert "● a-group  ● b-group  ○ c-group" in lines[0]


def test_shown_in_place_has_as_many_characters() -> None:
    shown = printable_in_place(HOSTILE)
    assert len(shown) == len(HOSTILE)
    assert shown.startswith("a␛[31mb�c␀d�2Je")
    assert shown.endswith("��f�g␡")
    assert printable_in_place("\u0301a")[0] == "�"
    assert printable_in_place("Zażółć") == "Zażółć"


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG])
async def test_what_is_pasted_is_kept_and_shown_harmless(make_app: MakeApp, kind: Kind) -> None:
    app = make_app()
    work = Trying(form_of(Field("it", "It", kind, lines=3)))
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        app.post_message(events.Paste(HOSTILE))
        await form.pilot.pause()
        assert view(app).typed["it"] == HOSTILE
        assert all(line.replace("\u0301", "").isprintable() for line in picture(app))
        assert "␛[31m" in form.shown
        await form.press("end", "backspace", "home", "delete")
        assert view(app).typed["it"] == HOSTILE[1:-1]


async def test_lines_pasted_into_one_become_one(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(form_of(Field("it", "It"))))) as form:
        app.post_message(events.Paste("Jan\r\n\tKowalski\n"))
        await form.pilot.pause()
        assert view(app).typed["it"] == "Jan Kowalski"


async def test_a_long_text_that_was_not_touched_stays_what_it_was(make_app: MakeApp) -> None:
    text = "one\rtwo\x85three\u2028four\n\nfive\v\n"
    app = make_app()
    work = Trying(form_of(Field("it", "It", Kind.LONG, lines=5)), {"it": text})
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        assert view(app).typed["it"] == text
        await form.press("x", "backspace")
        assert view(app).typed["it"] == text
        assert not view(app).is_changed


async def test_a_very_long_text_is_edited_without_waiting(make_app: MakeApp) -> None:
    text = "Zażółć gęślą jaźń. " * 5500
    app = make_app()
    work = Trying(form_of(Field("it", "It", Kind.LONG, width=0, lines=12)), {"it": text})
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        began = time.monotonic()
        for _key in range(5):
            await form.press("x")
        assert (time.monotonic() - began) / 5 < 0.5
        assert view(app).typed["it"] == "xxxxx" + text


async def test_suggestions_are_taken_by_the_right_arrow_or_left(make_app: MakeApp) -> None:
    ways = (Choice("", "by phone"), Choice("", "in person"))
    work = Trying(form_of(Field("how", "How", choices=ways)))
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.type("in")
        await form.pilot.pause(0.05)
        assert "in person" in form.shown
        await form.press("right")
        assert view(app).typed["how"] == "in person"
        await form.press("ctrl+u")
        await form.type("shouted")
        assert view(app).typed["how"] == "shouted"
