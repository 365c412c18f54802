"""The bulk dialog: which act, which group, how the customers consented, the question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from custui.db.customer_fields import Settings
from custui.db.queries.customers import CustomerList
from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.services.bulk import FLAG_ACTIONS, Prepared, asks_how, assign_to
from custui.services.describing import describe
from custui.tui.desk import Desk
from custui.tui.screens.bulk.choices import Choices
from custui.tui.screens.bulk.queries import Discard, Prepare, Refused
from custui.tui.tasks import QueryFailed, ask

EXPORT: Final = "export"
"""What the dialog ends with when the customers are to be exported."""


class BulkScreen(ModalScreen[Prepared | str | None]):
    """Ends with the bulk action that is to be run, with ``EXPORT``, or with none.

    Its steps: ``act``, ``group``, ``how`` (a consent is turned on), ``counting``, ``question``.
    """

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "confirm", show=False),
    ]

    def __init__(self, desk: Desk, customers: CustomerList | Sequence[int], whom: str) -> None:
        super().__init__()
        self._desk = desk
        self._customers = customers
        self._whom = whom
        self._groups = list(desk.lookups.groups.items())
        self._acts: list[tuple[str, Callable[[], object]]] = [
            *(
                (describe(desk.database, settings), partial(self._take, settings))
                for settings in FLAG_ACTIONS
            ),
            (_("Assign to group…"), self._show_groups),
            (_("Export…"), partial(self.dismiss, EXPORT)),
        ]
        self._settings: Settings = {}
        self._step = "act"
        self._prepare: Prepare | None = None
        self._prepared: Prepared | None = None

    # --- frame --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One card; each step shows its part of it."""
        with Vertical(classes="card") as card:
            card.border_title = _("Bulk action")
            yield Static(self._whom, id="whom", markup=False)
            yield Static(id="says", markup=False)
            yield Choices()
            yield Input(id="how", max_length=200)
            yield Static(id="problem", markup=False)

    def on_mount(self) -> None:
        """Begin with the act."""
        self._show_acts()

    def _show(self, step: str, says: str, keys: str, *, problem: str = "") -> None:
        """Show a step; its own part of the card appears afterwards."""
        self._step = step
        self.query_one(".card").border_subtitle = keys
        for selector, text in (("#says", says), ("#problem", problem)):
            line = self.query_one(selector, Static)
            line.update(text)
            line.display = bool(text)
        self.query_one(Choices).display = False
        self.query_one(Input).display = False
        self.set_focus(None)

    # --- steps --------------------------------------------------------------------------------

    def _show_acts(self, problem: str = "") -> None:
        self._show("act", "", _("Enter chooses, Esc leaves"), problem=problem)
        self.query_one(Choices).offer([title for title, _act in self._acts])

    def _show_groups(self) -> None:
        self._show("group", _("To which group?"), _("Enter chooses, Esc goes back"))
        self.query_one(Choices).offer([printable(name) for _id, name in self._groups])

    def _ask_how(self, problem: str = "") -> None:
        self._show(
            "how",
            _("{act}: how did the customers give their consent?").format(
                act=describe(self._desk.database, self._settings)
            ),
            _("Enter goes on, Esc goes back"),
            problem=problem,
        )
        how = self.query_one(Input)
        how.display = True
        how.focus()

    def _count(self, reason: str = "") -> None:
        self._show("counting", _("Counting…"), _("Esc leaves"))
        self._prepare = Prepare(
            self._desk.database, self._desk.actor, self._settings, self._customers, reason
        )
        ask(self, self._prepare, "prepare bulk action")

    def _take(self, settings: Settings) -> None:
        self._settings = settings
        if asks_how(settings):
            self._ask_how()
        else:
            self._count()

    # --- what the user does -------------------------------------------------------------------

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """An act or a group was chosen."""
        selected.stop()
        index = selected.option_index
        if self._step == "group":
            self._take(assign_to(self._groups[index][0]))
        elif self._step == "act":
            _title, act = self._acts[index]
            act()

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """It was said how they consented."""
        submitted.stop()
        if self._step == "how":
            self._count(submitted.value)

    def action_confirm(self) -> None:
        """The question is answered with yes."""
        if self._step == "question" and self._prepared is not None:
            self.dismiss(self._prepared)

    def action_leave(self) -> None:
        """A step back, or out; what was prepared is forgotten."""
        if self._step in ("group", "how"):
            self._show_acts()
            return
        if self._step == "counting" and self._prepare is not None:
            self._prepare.interrupt()
        if self._prepared is not None:
            self._discard(self._prepared)
        self.dismiss(None)

    def _discard(self, prepared: Prepared) -> None:
        # In the screen below: this one is about to go, and its workers with it.
        below = self.app.screen_stack[-2]
        ask(below, Discard(self._desk.database, self._desk.actor, prepared.act_id), "discard")

    # --- answers ------------------------------------------------------------------------------

    def on_prepare_answer(self, answer: Prepare.Answer) -> None:
        """They are counted: ask, with the exact number."""
        prepared = answer.prepared
        if not prepared.count:
            self._discard(prepared)
            self._show_acts(_("There is nobody to change."))
            return
        self._prepared = prepared
        question = ngettext(
            "{act}: {count} customer?", "{act}: {count} customers?", prepared.count
        ).format(act=printable(prepared.description), count=format_number(prepared.count))
        self._show("question", question, _("Enter does it, Esc leaves"))

    def on_refused(self, refused: Refused) -> None:
        """Say why not, where it can be put right."""
        self._say_problem(refused.sentence)

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong."""
        self._say_problem(failed.sentence)

    def _say_problem(self, sentence: str) -> None:
        if asks_how(self._settings):
            self._ask_how(printable(sentence))
        else:
            self._show_acts(printable(sentence))
