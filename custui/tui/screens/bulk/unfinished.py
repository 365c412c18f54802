"""Offers a bulk action that was left half-way: finish it, take it back, leave it for later."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_datetime, format_number
from custui.services.bulk import Unfinished
from custui.tui.desk import Desk
from custui.tui.screens.bulk.choices import Choices


class UnfinishedScreen(ModalScreen[str]):
    """Ends with ``finish``, ``take back`` or ``later``."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss('later')", show=False),
    ]

    def __init__(self, desk: Desk, act: Unfinished) -> None:
        super().__init__()
        self._desk = desk
        self._act = act
        self._answers = (
            ("take back", "later") if act.was_taken_back else ("finish", "take back", "later")
        )

    def compose(self) -> ComposeResult:
        """One card."""
        with Vertical(classes="card") as card:
            card.border_title = _("A bulk action was left half-way")
            card.border_subtitle = _("Enter chooses, Esc leaves it for later")
            yield Static(self._text(), id="whom", markup=False)
            yield Choices()

    def _text(self) -> str:
        act = self._act
        text = (
            _("{act}, begun {at} by {staff}; it was being taken back when it ended.")
            if act.was_taken_back
            else _("{act}, begun {at} by {staff}: {done} of {total} customers were reached.")
        )
        return text.format(
            act=printable(act.description),
            at=format_datetime(act.at, self._desk.time_zone),
            staff=printable(act.staff),
            done=format_number(act.done),
            total=format_number(act.total),
        )

    def on_mount(self) -> None:
        """Offer what can be done."""
        names = {
            "finish": _("Finish it"),
            "take back": _("Take back what was done"),
            "later": _("Leave it for later"),
        }
        self.query_one(Choices).offer([names[answer] for answer in self._answers])

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """End with the answer."""
        selected.stop()
        self.dismiss(self._answers[selected.option_index])
