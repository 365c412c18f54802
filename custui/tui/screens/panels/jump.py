"""Goes to a panel by its letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from custui.locale import _
from custui.tui.widgets.panel import Panel

_SPARE = "abcdefghijklmnopqrstuvwxyz0123456789"


def letters(titles: Sequence[str]) -> list[str]:
    """A letter or digit for each title: one of its own where it can be."""
    given: list[str] = []
    for title in titles:
        own = [char for char in title.casefold() if char in _SPARE]
        given.append(next((each for each in (*own, *_SPARE) if each not in given), ""))
    return given


class JumpScreen(ModalScreen[Panel | None]):
    """The panels with their letters, in one or two columns."""

    CSS_PATH = "jump.tcss"
    BINDINGS: ClassVar = [Binding("escape", "dismiss", show=False)]

    def __init__(self, panels: Sequence[Panel]) -> None:
        super().__init__()
        titles = [panel.title.text for panel in panels]
        self._panels = dict(zip(letters(titles), panels, strict=True))

    def compose(self) -> ComposeResult:
        """One card."""
        with Vertical(classes="card") as card:
            card.border_title = _("Go to")
            card.border_subtitle = _("a letter, or Esc")
            yield Static(self._text(), markup=False)

    def _text(self) -> Content:
        names = [
            (letter, panel.title.text, panel.title.count) for letter, panel in self._panels.items()
        ]
        width = max(cell_len(title) + cell_len(count) for _letter, title, count in names) + 6
        items = [
            Content.assemble(
                (f"{letter}  ", "bold $accent"),
                title,
                (f" {count}", "$text-muted"),
                " " * (width - cell_len(title) - cell_len(count) - 4),
            )
            for letter, title, count in names
        ]
        half = -(-len(items) // 2)
        rows = [
            items[at] + (items[at + half] if at + half < len(items) else Content(""))
            for at in range(half)
        ]
        return Content("\n").join(rows)

    def on_key(self, event: events.Key) -> None:
        """A letter goes there."""
        panel = self._panels.get((event.character or "").casefold())
        if panel is not None:
            event.stop()
            self.dismiss(panel)
