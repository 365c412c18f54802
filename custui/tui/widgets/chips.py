"""The filters in force in words, each with a cross to drop it; without any, the shop in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from custui.domain.text import printable
from custui.tui.widgets.grid.paint import fitted

_GAP = "   "


class Chips(Widget):
    """A line of chips, and at its right end how many rows they leave."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"chips--chip"}
    DEFAULT_CSS = """
    Chips {
        height: 1;
        color: $text-muted;
        & > .chips--chip { color: $accent; }
    }
    """

    @dataclass
    class Dropped(Message):
        """The cross of a chip was clicked."""

        column: str

    def __init__(self, *, ascii_only: bool) -> None:
        super().__init__()
        self._cross, self._ellipsis = ("x", "~") if ascii_only else ("✕", "…")
        self._chips: list[tuple[str, str]] = []  # column, text
        self._count = ""
        self._figures = ""
        self._view = ""

    def show(self, chips: list[tuple[str, str, str]], count: str) -> None:
        """Show chips (column, header, filter) and the count in words."""
        shown = [
            (column, f"{header} {printable(text)} {self._cross}") for column, header, text in chips
        ]
        if (shown, count) != (self._chips, self._count):
            self._chips, self._count = shown, count
            self.refresh()

    def show_view(self, view: str) -> None:
        """Say at the right end which view is in force."""
        if view != self._view:
            self._view = view
            self.refresh()

    def show_figures(self, figures: str) -> None:
        """What to show while nothing is filtered."""
        if figures != self._figures:
            self._figures = figures
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw the chips that fit, and the count."""
        width = self.size.width
        view = f"  {self._view} " if self._view else ""
        if not self._chips:
            room = max(1, width - cell_len(view) - 1)
            text = f" {fitted(self._figures, room, False, self._ellipsis)}{view}"
            return Strip([Segment(text, self.rich_style)]).adjust_cell_length(width)
        style = self.get_component_rich_style("chips--chip")
        right = f"  {self._count} {view}"
        room = max(0, width - cell_len(right) - 1)
        text = set_cell_size(_GAP.join(text for _column, text in self._chips), room)
        segments = [
            Segment(" "),
            Segment(text, style),
            Segment(right, self.rich_style),
        ]
        return Strip(segments).adjust_cell_length(width)

    def on_click(self, event: events.Click) -> None:
        """A click on a chip's cross drops its filter."""
        x = 1
        for column, text in self._chips:
            x += cell_len(text)
            if x - 2 <= event.x <= x:
                self.post_message(self.Dropped(column))
                return
            x += len(_GAP)
