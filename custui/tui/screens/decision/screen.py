"""Asks what is to be done, says what each answer means, and does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from custui.db.connection import ShopDatabase
from custui.db.problems import explained
from custui.domain.text import printable
from custui.locale import _
from custui.services.actor import Actor
from custui.services.refusals import ActRefused
from custui.tui.acts import Refused
from custui.tui.desk import Desk
from custui.tui.screens.bulk.choices import Choices
from custui.tui.tasks import QueryFailed, ask

Result = TypeVar("Result")
Deed = Callable[[ShopDatabase, Actor], Result]
"""Does something in a worker, on an open connection; may raise ``ActRefused``."""


@dataclass(frozen=True)
class Decision(Generic[Result]):
    """One answer: ``means`` says what will be so afterwards; without a ``deed`` nothing is done."""

    label: str
    means: str = ""
    deed: Deed[Result] | None = None


@dataclass
class Carried(Message):
    """It is done; ``result`` came of it."""

    result: object


class _Carry(Generic[Result]):
    def __init__(self, desk: Desk, deed: Deed[Result]) -> None:
        self._database = desk.database.private()
        self._actor = desk.actor
        self._deed = deed

    def run(self) -> Message:
        """Do it."""
        try:
            with explained(self._database.called), self._database.connection_context():
                return Carried(self._deed(self._database, self._actor))
        except ActRefused as refused:
            return Refused(str(refused))

    def interrupt(self) -> None:
        """Never: what a person decided is done to the end."""


class DecisionScreen(ModalScreen[Result | None], Generic[Result]):
    """Dismissed with what came of the decision; ``None`` when nothing was done.

    The first answer is the one that Enter gives.
    """

    CSS_PATH: ClassVar = [Path(__file__).with_name("screen.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(
        self, desk: Desk, question: str, decisions: Sequence[Decision[Result]], *, title: str = ""
    ) -> None:
        super().__init__()
        self._desk = desk
        self._question = question
        self._decisions = decisions
        self._title = title
        self._is_at_work = False

    def compose(self) -> ComposeResult:
        """The question, its answers, and what the one under the cursor means."""
        with Vertical(id="decision") as card:
            card.set_class(self._desk.ascii_only, "-ascii")
            card.border_title = Content(printable(self._title))
            card.border_subtitle = _("Enter chooses, Esc leaves")
            yield Static(printable(self._question), id="question", markup=False)
            yield Choices()
            yield Static(id="means", markup=False)
            yield Static(id="problem", markup=False)

    def on_mount(self) -> None:
        """Offer the answers."""
        self.query_one(Choices).offer([printable(each.label) for each in self._decisions])

    def on_option_list_option_highlighted(self, at: OptionList.OptionHighlighted) -> None:
        """Say what the answer means."""
        at.stop()
        means = self.query_one("#means", Static)
        means.update(printable(self._decisions[at.option_index].means))

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Do it; once, however often it is asked for meanwhile."""
        selected.stop()
        deed = self._decisions[selected.option_index].deed
        if deed is None:
            self.dismiss(None)
        elif not self._is_at_work:
            self._is_at_work = True
            self._say("")
            ask(self, _Carry(self._desk, deed), "decision")

    def on_carried(self, carried: Carried) -> None:
        """Done."""
        self.dismiss(carried.result)  # type: ignore[arg-type]

    def on_refused(self, refused: Refused) -> None:
        """Say why nothing was done."""
        self._is_at_work = False
        self._say(refused.sentence)

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong."""
        self._is_at_work = False
        self._say(failed.sentence)

    def _say(self, sentence: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.set_class(bool(sentence), "-shown")
        problem.update(printable(sentence))

    def action_leave(self) -> None:
        """Nothing is done."""
        if not self._is_at_work:
            self.dismiss(None)
