"""A bulk action at work: its progress; stopped half-way, whether to finish it or take it back."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.services.bulk import Outcome
from custui.services.taking_back import Undone
from custui.tui.desk import Desk
from custui.tui.progress import bar, in_numbers
from custui.tui.screens.bulk.choices import Choices
from custui.tui.screens.bulk.queries import Refused, Work
from custui.tui.tasks import QueryFailed, ask


class WorkScreen(ModalScreen[None]):
    """Runs a bulk action or takes it back; Esc stops it between two batches.

    What is left half-way when the screen goes is offered at the next start.
    """

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "stop", show=False)]

    def __init__(
        self, desk: Desk, act_id: int, description: str, total: int, *, taking_back: bool = False
    ) -> None:
        super().__init__()
        self._desk = desk
        self._act_id = act_id
        self._description = printable(description)
        self._total = total
        self._taking_back = taking_back
        self._work: Work | None = None

    def compose(self) -> ComposeResult:
        """One card."""
        with Vertical(classes="card") as card:
            card.border_title = _("Bulk action")
            yield Static(id="whom", markup=False)
            yield Static(id="says", markup=False)
            yield Choices()
            yield Static(id="problem", markup=False)

    def on_mount(self) -> None:
        """Begin at once."""
        self._begin(taking_back=self._taking_back)

    def on_unmount(self) -> None:
        """Stop: nobody watches any more."""
        if self._work is not None:
            self._work.interrupt()

    def _say(self, selector: str, text: str) -> None:
        line = self.query_one(selector, Static)
        line.update(text)
        line.display = bool(text)

    # --- at work ------------------------------------------------------------------------------

    def _begin(self, *, taking_back: bool) -> None:
        self._taking_back = taking_back
        text = _("Taking back: {act}") if taking_back else "{act}"
        self._say("#whom", text.format(act=self._description))
        self._say("#problem", "")
        self._say_progress(0, self._total)
        self.query_one(Choices).display = False
        self.query_one(".card").border_subtitle = _("Esc stops")
        desk = self._desk
        self._work = Work(
            desk.database, desk.actor, self._act_id, self.post_message, taking_back=taking_back
        )
        ask(self, self._work, "bulk action")

    def on_work_progress(self, progress: Work.Progress) -> None:
        """Show how far it is."""
        if self._work is not None:
            self._say_progress(progress.done, progress.total)

    def _say_progress(self, done: int, total: int) -> None:
        full = bar(done, total, ascii_only=self._desk.ascii_only)
        self._say("#says", f"{full}\n{in_numbers(done, total)}")

    def action_stop(self) -> None:
        """Stop between two batches; when nothing is at work, leave."""
        if self._work is None:
            self._leave()
        else:
            self._work.interrupt()
            self.query_one(".card").border_subtitle = _("Stopping…")

    # --- its end ------------------------------------------------------------------------------

    def on_work_answer(self, answer: Work.Answer) -> None:
        """Say what was done; half-way, ask what is to become of it."""
        ended = answer.ended
        self._work = None
        if not ended.finished:
            self._ask_what_now()
            return
        text = _of_run(ended) if isinstance(ended, Outcome) else _of_taking_back(ended)
        self.app.notify(text, markup=False)
        self.dismiss(None)

    def _ask_what_now(self, problem: str = "") -> None:
        self._say("#problem", printable(problem))
        self.query_one(".card").border_subtitle = _("Enter chooses, Esc leaves it for later")
        finish = _("Go on taking it back") if self._taking_back else _("Finish it")
        back = [] if self._taking_back else [_("Take back what was done")]
        self.query_one(Choices).offer([finish, *back, _("Leave it for later")])

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Go on, take back or leave."""
        selected.stop()
        if selected.option_index == 0:
            self._begin(taking_back=self._taking_back)
        elif selected.option_index == 1 and not self._taking_back:
            self._begin(taking_back=True)
        else:
            self._leave()

    def _leave(self) -> None:
        """Leave it as it is; where there is something to be offered again, say so."""
        if self.query_one(Choices).display:
            self.app.notify(_("It is offered again at the next start."), markup=False)
        self.dismiss(None)

    def on_refused(self, refused: Refused) -> None:
        """It is not there any more, or may not be done: say so; Esc leaves."""
        self._work = None
        self._say("#problem", printable(refused.sentence))
        self.query_one(".card").border_subtitle = _("Esc leaves")

    def on_query_failed(self, failed: QueryFailed) -> None:
        """What was done stays done; ask what is to become of the rest."""
        self._work = None
        self._ask_what_now(failed.sentence)


def _of_run(outcome: Outcome) -> str:
    said = ngettext(
        "{act}: {count} customer changed.", "{act}: {count} customers changed.", outcome.changed
    ).format(act=printable(outcome.description), count=format_number(outcome.changed))
    if outcome.unchanged:
        said += " " + ngettext(
            "{count} was so already.", "{count} were so already.", outcome.unchanged
        ).format(count=format_number(outcome.unchanged))
    if outcome.gone:
        said += " " + ngettext(
            "{count} is gone meanwhile.", "{count} are gone meanwhile.", outcome.gone
        ).format(count=format_number(outcome.gone))
    return said + " " + _("z undoes it.") if outcome.changed else said


def _of_taking_back(undone: Undone) -> str:
    said = ngettext(
        "Taken back: {act}. {count} customer is as before.",
        "Taken back: {act}. {count} customers are as before.",
        undone.restored,
    ).format(act=printable(undone.description), count=format_number(undone.restored))
    if undone.kept:
        said += " " + ngettext(
            "{count} was changed since and stays.",
            "{count} were changed since and stay.",
            undone.kept,
        ).format(count=format_number(undone.kept))
    return said
