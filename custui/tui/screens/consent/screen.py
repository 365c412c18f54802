"""Asks how a customer gave a consent: one of the usual ways, or in the person's own words."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from custui.locale import N_, _

WAYS = (N_("by phone"), N_("by e-mail"), N_("in person"), N_("in writing"))


class ConsentScreen(ModalScreen[str | None]):
    """Returns how it was given; None when the person leaves."""

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def compose(self) -> ComposeResult:
        """The question, the usual ways, and a field for any other."""
        with Vertical(id="consent") as card:
            card.border_subtitle = _("Enter chooses · Tab to the field · Esc leaves")
            yield Static(self._question, markup=False)
            yield OptionList(*(_(way) for way in WAYS), markup=False)
            yield Input(placeholder=_("or in your own words"))

    def on_mount(self) -> None:
        """Begin at the usual ways."""
        self.query_one(Input).cursor_blink = False
        ways = self.query_one(OptionList)
        ways.highlighted = 0
        ways.focus()

    @on(OptionList.OptionSelected)
    def _way_chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(_(WAYS[event.option_index]))

    @on(Input.Submitted)
    def _way_told(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss(event.value.strip())
