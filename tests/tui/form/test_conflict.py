"""Two people change the same: what each wrote is shown, and nothing is overwritten."""

from __future__ import annotations

from custui.services.refusals import Conflict, Difference
from custui.tui.screens.conflict.screen import ConflictScreen
from custui.tui.screens.form.screen import FormScreen
from custui.tui.widgets.form import Choice, Field, Kind, Values
from custui.tui.widgets.form.declaration import form_of
from tests.tui.conftest import MakeApp
from tests.tui.form.trying import Trying, filled_in, picture, view
from tests.tui.test_customers_screen import until

FORM = form_of(
    Field("given", "Given name"),
    Field("family", "Family name"),
    Field("town", "Town", Kind.CHOICE, choices=(Choice(1, "Łódź"), Choice(2, "Kraków"))),
    Field("note", "Private note", Kind.LONG, lines=4),
)
OPENING = {"given": "Jan", "family": "Kowalski", "town": 1, "note": "before"}


def clashing(*differences: Difference) -> Trying:
    """A form that somebody else's save comes before."""
    work = Trying(FORM, OPENING)
    left = [Conflict(differences, by="tom\x1b", at=1_700_000_000)]

    def save(_values: Values) -> None:
        if left:
            raise left.pop()

    work.on_save = save
    return work


def words(text: str) -> str:
    """``text`` without its layout."""
    return " ".join(text.split())


TWO = (
    Difference("family", "Kowalski", "Nowak", "Kowal"),
    Difference("town", 1, 2, 1),
)


async def test_each_field_is_chosen_and_saved(make_app: MakeApp) -> None:
    work, app = clashing(*TWO), make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("tab", "ctrl+u")
        await form.type("Kowal")
        await form.press("ctrl+s")
        await until(lambda: isinstance(app.screen, ConflictScreen))
        await form.pilot.pause()
        assert "tom␛ changed this while your form was open (2023-11-14 23:13)" in form.shown
        said = words(form.shown)
        assert "before Kowalski" in said
        assert "▸ ○ theirs Nowak" in said
        assert "○ yours Kowal" in said
        assert "● theirs Kraków" in said  # not touched here: theirs stands
        await form.press("ctrl+s")
        assert "Choose first: Family name" in form.shown
        await form.press("down", "space")
        assert "● yours Kowal" in words(form.shown)
        await form.press("ctrl+s")
        await until(lambda: form.outcomes)
    assert work.seen == [{"family": "Nowak", "town": 2}]
    assert work.saved == [{"given": "Jan", "family": "Kowal", "town": 2, "note": "before"}]


async def test_letters_choose_too(make_app: MakeApp) -> None:
    work, app = clashing(TWO[0]), make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("ctrl+s")
        await until(lambda: isinstance(app.screen, ConflictScreen))
        await form.press("y", "t", "ctrl+s")
        await until(lambda: form.outcomes)
    assert work.saved[0]["family"] == "Nowak"


async def test_going_back_saves_nothing_and_keeps_what_was_typed(make_app: MakeApp) -> None:
    work, app = clashing(*TWO), make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("tab")
        await form.type("x")
        await form.press("ctrl+s")
        await until(lambda: isinstance(app.screen, ConflictScreen))
        await form.press("y", "escape")
        assert "Nothing was overwritten" in form.shown
        assert view(app).typed["family"] == "Kowalskix"
    assert work.saved == []
    assert work.seen == []


async def test_two_long_texts_are_put_together_in_the_form(make_app: MakeApp) -> None:
    long = "\n".join(f"line {n}" for n in range(60))
    work = clashing(Difference("note", "before", f"theirs\x1b[0m\n{long}", "mine"))
    app = make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("ctrl+s")
        await until(lambda: isinstance(app.screen, ConflictScreen))
        await form.pilot.pause()
        assert "theirs␛[0m" in form.shown
        assert all(line.isprintable() for line in picture(app))
        await form.press("pagedown", "b", "ctrl+s")
        await until(lambda: isinstance(app.screen, FormScreen))
        assert work.saved == []
        assert "put them together" in form.shown
        await form.press("ctrl+s")
        await until(lambda: form.outcomes)
    assert work.saved[0]["note"] == f"theirs\x1b[0m\n{long}\n\nmine"


async def test_a_field_that_the_form_does_not_have_is_named_all_the_same(make_app: MakeApp) -> None:
    work, app = clashing(Difference("email", "a@x.pl", "b@x.pl", "a@x.pl")), make_app()
    async with filled_in(app, FormScreen(app.desk, work)) as form:
        await form.press("ctrl+s")
        await until(lambda: isinstance(app.screen, ConflictScreen))
        await form.pilot.pause()
        assert "E-mail" in form.shown
        assert "You did not touch these fields" in form.shown
        await form.press("ctrl+s")
        await until(lambda: form.outcomes)
