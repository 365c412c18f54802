"""A card with a form on it, over the screen that it belongs to."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar, Generic

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from custui.domain.text import printable
from custui.locale import _
from custui.tui.acts import Refused
from custui.tui.desk import Desk
from custui.tui.screens.form.saving import Clashed, Invalid, Saved, Saving, Warned, loaded
from custui.tui.screens.form.work import FormWork, Result
from custui.tui.tasks import QueryFailed, ask
from custui.tui.widgets.form import ASCII, UNICODE, FormView, Raw

_AROUND = 6
"""Lines of the screen that a card leaves for its frame, its line and what is behind it."""


class FormScreen(ModalScreen[Result | None], Generic[Result]):
    """Lets a form be filled in and saved. Dismissed with what saving made of it, or ``None``.

    Push it with ``await``: keys typed meanwhile then wait until it is there.
    """

    CSS_PATH: ClassVar = [Path(__file__).with_name("screen.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, desk: Desk, work: FormWork[Result], *, begin_at: str = "") -> None:
        super().__init__()
        self.desk = desk
        self.work = work
        self.view: FormView | None = None
        self._begin_at = begin_at
        self._is_saving = False
        self._warned: dict[str, Raw] = {}
        """What stood in the fields that the person was warned of."""

    # --- frame --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The card; its form comes when all is read."""
        card = Vertical(id="card")
        card.set_class(self.desk.ascii_only, "-ascii")
        card.border_subtitle = _("Ctrl+S saves, Esc leaves")
        yield card

    async def on_mount(self) -> None:
        """Read what the form needs and show it; keys wait meanwhile."""
        reading = self.run_worker(
            partial(loaded, self.desk.database, self.work), thread=True, name="form"
        )
        problem = await reading.wait()
        if problem:
            await self.show_unreadable(problem)
            return
        signs = ASCII if self.desk.ascii_only else UNICODE
        self.view = FormView(self.work.form(), self.work.opening(), signs)
        await self.show_form(self.view)
        if self._begin_at:
            self.view.begin_at(self._begin_at)

    async def show_form(self, view: FormView) -> None:
        """Put the form where it belongs."""
        view.most_lines = max(3, self.size.height - _AROUND)
        card = self.query_one("#card")
        card.border_title = Content(printable(self.work.title))
        await card.mount(view)

    async def show_unreadable(self, problem: str) -> None:
        """Say why there is no form."""
        from textual.widgets import Static

        card = self.query_one("#card")
        card.border_subtitle = _("Esc leaves")
        await card.mount(Static(printable(problem), id="unreadable", markup=False))

    def on_resize(self) -> None:
        """The form takes what the screen has."""
        if self.view is not None and self.view.most_lines:
            self.view.most_lines = max(3, self.size.height - _AROUND)

    # --- saving -------------------------------------------------------------------------------

    def on_form_view_save_wanted(self) -> None:
        """Check, and save in a worker; once, however often it is asked for meanwhile."""
        if self._is_saving or self.view is None:
            return
        values, problems = self.view.read()
        problems = {**self.work.check(values), **problems}
        if problems:
            self.view.show_problems(problems)
            return
        typed = self.view.typed
        accepted = [name for name, raw in self._warned.items() if typed.get(name) == raw]
        self._is_saving = True
        self.view.say(_("Saving…"))
        ask(self, Saving(self.desk.database, self.work, values, accepted), "save")

    def on_saved(self, saved: Saved) -> None:
        """Done."""
        self.dismiss(saved.result)

    def on_warned(self, warned: Warned) -> None:
        """Something to think about: saving again does it anyway."""
        view = self._back()
        typed = view.typed
        self._warned = {name: typed.get(name, "") for name in warned.warnings}
        view.show_warnings(warned.warnings, _("Not saved yet. Ctrl+S again saves it as it stands."))

    def on_invalid(self, invalid: Invalid) -> None:
        """Say at each field what may not be so."""
        self._back().show_problems(invalid.problems)

    def on_refused(self, refused: Refused) -> None:
        """Say why nothing was saved; all that was typed stays."""
        self._back().say(refused.sentence, "error")

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong; all that was typed stays."""
        self._back().say(failed.sentence, "error")

    async def on_clashed(self, clashed: Clashed) -> None:
        """Show what somebody else changed, and let the person choose."""
        from custui.tui.screens.conflict.screen import Chosen, ConflictScreen

        view = self._back()

        def chosen(answer: Chosen | None) -> None:
            if answer is None:
                view.say(str(clashed.conflict), "error")
                return
            self.work.saw(answer.theirs)
            view.take(answer.wanted)
            if answer.is_finished:
                self.on_form_view_save_wanted()
            else:
                view.say(_("Both texts stand in the field: put them together and save."))

        await self.app.push_screen(ConflictScreen(self.desk, view.form, clashed.conflict), chosen)

    def _back(self) -> FormView:
        """The form can be saved again."""
        self._is_saving = False
        return self.query_one(FormView)

    # --- leaving ------------------------------------------------------------------------------

    def on_form_view_leave_wanted(self) -> None:
        """Leave, or ask first."""
        self.action_leave()

    def action_leave(self) -> None:
        """Leave at once when nothing was typed, else ask."""
        if self._is_saving:
            return
        if self.view is None or not self.view.is_changed:
            self.dismiss(None)
            return
        from custui.tui.screens.question.screen import QuestionScreen

        def answered(answer: int | None) -> None:
            if answer == 1:
                self.dismiss(None)
            elif answer == 2:
                self.on_form_view_save_wanted()

        answers = (_("Go on filling in"), _("Leave without saving"), _("Save"))
        question = _("What you typed is not saved.")
        self.app.push_screen(QuestionScreen(question, answers), answered)
