"""Shows a text that was copied, for terminals that keep their clipboard to themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import ModalScreen
from textual.widgets import Static

from custui.locale import _


class CopiedScreen(ModalScreen[None]):
    """The text alone on its lines, where the terminal's own selection reaches it whole."""

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar = [Binding("escape,enter,q,c,y", "dismiss", show=False)]

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__()
        self._lines = lines

    def compose(self) -> ComposeResult:
        """What to do, and the text."""
        yield Static(
            _("Sent to the clipboard. If it did not arrive, select the text here; Esc closes."),
            id="copied-hint",
            markup=False,
        )
        yield Static("\n".join(self._lines), id="copied-text", markup=False)
