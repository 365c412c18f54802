"""A form filled in by keys: moving, errors, saving, leaving."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from custui.db.problems import DatabaseProblem
from custui.services.refusals import InvalidValue, InvalidValues, NotPermitted
from custui.tui.screens.customers.screen import CustomersScreen
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.question.screen import QuestionScreen
from custui.tui.widgets.form import Choice, Field, Form, Group, Kind, Raw, Value, Values
from custui.tui.widgets.form.declaration import form_of
from tests.tui.conftest import MakeApp
from tests.tui.form.trying import Trying, filled_in, line_of, picture, view
from tests.tui.test_customers_screen import until

GROUPS = tuple(Choice(n, name) for n, name in enumerate(("Guests", "General", "Wholesale"), 1))


def _wants_news(typed: Mapping[str, Raw]) -> bool:
    return bool(typed["news"])


PERSON = Form(
    (
        Group(
            (
                Field("first", "Given name", required=True),
                Field("last", "Family name", required=True, hint="As in the passport"),
                Field("born", "Birthday", Kind.DATE, width=14),
            ),
            "Person",
        ),
        Group(
            (
                Field("news", "Newsletter", Kind.FLAG, width=12),
                Field("how", "How given", required=True, when=_wants_news),
                Field("group", "Group", Kind.CHOICE, choices=GROUPS),
                Field("groups", "Groups", Kind.SEVERAL, choices=GROUPS, width=0),
            ),
            "Account",
            side=1,
        ),
    )
)


async def test_what_was_typed_is_saved_by_its_kind(make_app: MakeApp) -> None:
    work, app = Trying(PERSON), make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.type("Łucja")
        await form.press("enter")
        await form.type("Żółw")
        await form.press("tab")
        await form.type("17.05.1984")
        await form.press("tab", "space", "tab")
        await form.type("by phone")
        await form.press("tab")
        await form.type("whole")
        await form.press("tab", "right", "space", "ctrl+s")
        await until(lambda: form.outcomes)
    assert form.outcomes == ["saved"]
    assert work.saved == [
        {
            "first": "Łucja",
            "last": "Żółw",
            "born": "1984-05-17",
            "news": True,
            "how": "by phone",
            "group": 3,
            "groups": (2,),
        }
    ]


async def test_errors_stand_at_their_fields_and_the_first_is_in_focus(make_app: MakeApp) -> None:
    work, app = Trying(PERSON), make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.type("Jan")
        await form.press("tab", "tab")
        await form.type("soon")
        await form.press("ctrl+s")
        assert form.place == "last"
        assert "✗ is missing" in line_of(app, "Family name")
        assert "✗ is not a date such as 1984-05-17" in line_of(app, "Birthday")
        assert "✗" not in line_of(app, "Given name")
        assert "2 fields are to be put right" in form.shown
        assert form.place == "last"
        await form.type("K")
        assert "is missing" not in form.shown
        assert "is not a date" in form.shown
        assert "to be put right" not in form.shown
    assert work.saved == []


async def test_a_field_that_is_left_says_at_once_what_is_wrong(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(PERSON))) as form:
        await form.press("tab", "tab")
        assert "✗" not in form.shown  # nothing was typed: that something is missing can wait
        await form.type("31.02.2024")
        await form.press("tab")
        assert "✗ is a date that does not exist" in line_of(app, "Birthday")


async def test_tab_follows_the_eye_and_leaves_out_what_is_not_there(make_app: MakeApp) -> None:
    for size in ((80, 24), (120, 40)):
        async with filled_in(app := make_app(), FormScreen(app.desk, Trying(PERSON)), size) as form:
            places = []
            for _step in range(7):
                places.append(form.place)
                await form.press("tab")
            assert places == ["first", "last", "born", "news", "group", "groups", "first"]
            await form.press("shift+tab", "up")
            assert form.place == "groups"


async def test_a_field_appears_when_it_belongs_here(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(PERSON))) as form:
        assert "How given" not in form.shown
        await form.press("tab", "tab", "tab", "y")
        assert "How given" in form.shown
        await form.press("tab")
        assert form.place == "how"
        await form.press("shift+tab", "n")
        assert "How given" not in form.shown
        assert "how" not in view(app).read()[0]


async def test_the_hint_of_the_field_in_focus_stands_below(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(PERSON))) as form:
        assert "* must be filled in" in form.shown
        await form.press("tab")
        assert "As in the passport" in form.shown


async def test_esc_leaves_at_once_what_was_not_changed(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(PERSON, {"first": "Jan"}))) as form:
        await form.type("x")
        await form.press("backspace", "escape")
        assert form.outcomes == [None]
        assert isinstance(app.screen, CustomersScreen)


async def test_esc_asks_when_something_was_typed(make_app: MakeApp) -> None:
    work, app = Trying(PERSON), make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.type("x")
        await form.press("escape")
        assert isinstance(app.screen, QuestionScreen)
        await form.press("escape")
        assert view(app).typed["first"] == "x"
        await form.press("escape", "enter")
        assert view(app).typed["first"] == "x"
        await form.press("escape", "3")  # save: the last name is missing
        assert "✗ is missing" in form.shown
        await form.press("escape", "2")
        assert form.outcomes == [None]
    assert work.saved == []


async def test_saving_twice_saves_once(make_app: MakeApp) -> None:
    work, app = Trying(PERSON, {"first": "Jan", "last": "Nowak"}), make_app()
    work.go_on.clear()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("ctrl+s")
        assert "Saving…" in form.shown
        await form.press("ctrl+s", "escape", "ctrl+s")
        assert form.outcomes == []
        work.go_on.set()
        await until(lambda: form.outcomes)
        await form.pilot.pause()
    assert len(work.saved) == 1


@pytest.mark.parametrize(
    ("refusal", "field", "sentence"),
    [
        (NotPermitted("It takes the role lead."), "", "✗ It takes the role lead."),
        (DatabaseProblem("The disk is full."), "", "✗ The disk is full."),
        (InvalidValue("last", "There is one of that name."), "last", "✗ There is one"),
        (InvalidValues({"elsewhere": "is odd"}), "", "✗ is odd"),
    ],
)
async def test_a_refusal_says_why_and_keeps_all_that_was_typed(
    make_app: MakeApp, refusal: Exception, field: str, sentence: str
) -> None:
    work, app = Trying(PERSON, {"last": "Nowak"}), make_app()

    def refuse(values: Values) -> None:
        raise refusal

    work.on_save = refuse
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.type("Jan")
        await form.press("ctrl+s")
        await until(lambda: sentence in form.shown)
        if field:
            assert form.place == field
        assert view(app).typed["first"] == "Jan"
        work.on_save = lambda _values: None
        await form.press("ctrl+s")
        await until(lambda: form.outcomes)
    assert [saved["first"] for saved in work.saved] == ["Jan"]


async def test_a_warning_is_saved_anyway_on_asking_again(make_app: MakeApp) -> None:
    work, app = Trying(PERSON, {"first": "Jan", "last": "No"}), make_app()
    work.on_warn = lambda values: {"last": "is short"} if len(values.text("last")) < 5 else {}
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("ctrl+s")
        await until(lambda: "! is short" in form.shown)
        assert "Ctrl+S again saves it as it stands" in form.shown
        assert form.place == "last"
        await form.type("w")  # another value, to be thought about anew
        await form.press("ctrl+s")
        await until(lambda: "! is short" in form.shown)
        assert work.saved == []
        await form.press("ctrl+s")
        await until(lambda: form.outcomes)
    assert [saved["last"] for saved in work.saved] == ["Now"]


async def test_the_shop_s_rules_are_asked_before_saving(make_app: MakeApp) -> None:
    work, app = Trying(PERSON, {"first": "Jan", "last": "Nowak"}), make_app()
    work.on_check = lambda values: {"first": "is Jan"} if values.text("first") == "Jan" else {}
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("ctrl+s")
        assert "✗ is Jan" in line_of(app, "Given name")
    assert work.saved == []


async def test_a_required_flag_must_be_yes(make_app: MakeApp) -> None:
    app = make_app()
    work = Trying(form_of(Field("terms", "Terms", Kind.FLAG, required=True, width=12)))
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("ctrl+s")
        assert "✗ must be yes" in form.shown
        await form.press("space", "ctrl+s")
        await until(lambda: form.outcomes)
    assert work.saved == [{"terms": True}]


async def test_keys_of_the_desk_are_text_in_a_form(make_app: MakeApp) -> None:
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(PERSON))) as form:
        for _field in range(6):
            await form.press("q", "1", "/", "z", "tab")
        assert isinstance(app.screen, FormScreen)
        assert view(app).typed["first"] == "q1/z"


async def test_what_is_wrong_is_scrolled_into_sight(make_app: MakeApp) -> None:
    fields = [Field(f"f{n}", f"Field {n}", required=n in (2, 25)) for n in range(30)]
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(form_of(*fields)))) as form:
        await form.press("shift+tab")
        assert "Field 29" in form.shown
        assert "Field 2 *" not in form.shown
        await form.press("ctrl+s")
        assert form.place == "f2"
        assert "✗ is missing" in line_of(app, "Field 2 *")


async def test_two_sides_stand_beside_each_other_where_there_is_room(make_app: MakeApp) -> None:
    class Wide(FormScreen[str]):
        CSS = "#card { width: 100%; }"

    for width, beside in ((120, True), (80, False)):
        app = make_app()
        async with filled_in(app, Wide(app.desk, Trying(PERSON)), (width, 30)):
            assert ("Account" in line_of(app, "Person")) is beside


async def test_every_line_fits_the_screen(make_app: MakeApp) -> None:
    for size in ((80, 24), (60, 16), (120, 40)):
        app = make_app()
        async with filled_in(app, FormScreen(app.desk, Trying(PERSON)), size) as form:
            await form.press("ctrl+s")
            assert {len(line) for line in picture(app)} == {size[0]}


async def test_a_made_up_value_is_shown(make_app: MakeApp) -> None:
    secret = Field("word", "Password", Kind.PASSWORD, generate=lambda: "tajne-77")
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Trying(form_of(secret)))) as form:
        assert "Ctrl+G makes one up" in form.shown
        await form.type("abc")
        assert "•••" in form.shown
        assert "abc" not in form.shown
        await form.press("ctrl+g")
        assert "tajne-77" in form.shown
        assert view(app).typed["word"] == "tajne-77"


async def test_a_form_that_cannot_be_read_says_why(make_app: MakeApp) -> None:
    class Gone(Trying):
        def load(self, database: object) -> None:
            raise NotPermitted("It is gone \x1b[31m.")

    app = make_app()
    async with filled_in(app, FormScreen(app.desk, Gone(PERSON))) as form:
        assert "It is gone ␛[31m." in form.shown
        await form.press("escape")
        assert form.outcomes == [None]


async def test_values_can_be_typed_again_from_elsewhere(make_app: MakeApp) -> None:
    app = make_app()
    opening: Mapping[str, Value] = {"first": "Jan", "group": 1}
    async with filled_in(app, FormScreen(app.desk, Trying(PERSON, opening))) as form:
        typed = view(app).typed | {"first": "Jam", "news": True, "how": "shouted", "group": 3}
        assert not view(app).is_changed
        view(app).put(typed)
        await form.pilot.pause()
        assert view(app).is_changed
        assert "How given" in form.shown
        assert "Wholesale" in form.shown
        await form.press("escape")
        assert isinstance(app.screen, QuestionScreen)
