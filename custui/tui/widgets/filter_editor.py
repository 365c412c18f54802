"""The one field that filters are typed into, laid over the cell in use."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

PAUSE = 0.15
"""Seconds without a key after which what was typed is applied."""

NARROWEST = 14
"""Cells that the field takes at least: a filter is often longer than its column is wide."""


class FilterEditor(Input):
    """A field over one cell of the filter row.

    ``Typed`` comes after a pause, and at once with Enter; ``Left`` when the user goes on, with the
    number of columns to step to the right (0: back to the rows).
    """

    BINDINGS: ClassVar = [
        Binding("escape", "leave(0)", show=False),
        Binding("tab", "leave(1)", show=False),
        Binding("shift+tab", "leave(-1)", show=False),
        Binding("down", "choice(1)", show=False),
        Binding("up", "choice(-1)", show=False),
    ]
    DEFAULT_CSS = """
    FilterEditor {
        layer: above;
        position: absolute;
        height: 1;
        border: none;
        padding: 0;
        background: $primary 40%;
        color: $foreground;
        &:focus { border: none; }
    }
    """

    @dataclass
    class Typed(Message):
        """Something was typed and the user paused."""

        column: str
        text: str

    @dataclass
    class Left(Message):
        """The user is done with this column."""

        column: str
        step: int

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text, select_on_focus=False)
        self.cursor_blink = False
        self.column = column
        self._choices: list[str] = []
        self._pause: Timer | None = None
        self._told = text

    def offer(self, choices: list[str]) -> None:
        """What the up and down keys go through."""
        self._choices = choices

    def place(self, cell: Region, screen_width: int) -> None:
        """Lie over ``cell`` of the screen, as wide as is useful."""
        width = min(max(cell.width, NARROWEST), screen_width - 1)
        self.styles.width = width
        self.styles.offset = (max(0, min(cell.x, screen_width - width)), cell.y)

    def on_input_changed(self) -> None:
        """Wait for a pause."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._tell)

    def _tell(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        if self.value != self._told:
            self._told = self.value
            self.post_message(self.Typed(self.column, self.value))

    def on_input_submitted(self) -> None:
        """Enter applies at once and goes back to the rows."""
        self.action_leave(0)

    def action_leave(self, step: int) -> None:
        """Apply what was typed and go on."""
        self._tell()
        self.post_message(self.Left(self.column, step))

    def action_choice(self, step: int) -> None:
        """Put the next of the column's choices into the field."""
        if not self._choices:
            return
        place = self._choices.index(self.value) + step if self.value in self._choices else 0
        self.value = self._choices[place % len(self._choices)]
        self.cursor_position = len(self.value)
