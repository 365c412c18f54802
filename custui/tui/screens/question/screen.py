"""Asks something, and offers what may be answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from custui.domain.text import printable
from custui.locale import _
from custui.tui.screens.bulk.choices import Choices


class QuestionScreen(ModalScreen[int | None]):
    """Returns the number of the answer, from 0; ``None`` when the person leaves it open.

    The first answer is the one that does no harm: Enter gives it.
    """

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, question: str, answers: Sequence[str], *, title: str = "") -> None:
        super().__init__()
        self._question = question
        self._answers = [printable(answer) for answer in answers]
        self._title = title

    def compose(self) -> ComposeResult:
        """The question over its answers."""
        with Vertical(classes="card") as card:
            card.border_title = Content(printable(self._title))
            card.border_subtitle = _("Enter chooses, Esc goes back")
            yield Static(printable(self._question), markup=False)
            yield Choices()

    def on_mount(self) -> None:
        """Offer the answers."""
        self.query_one(Choices).offer(self._answers)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """It is answered."""
        selected.stop()
        self.dismiss(selected.option_index)
