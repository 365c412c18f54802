"""A panel with a longer text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from custui.domain.text import printable
from custui.locale import ngettext
from custui.locale.formats import format_number
from custui.tui.desk import Desk
from custui.tui.screens.panels.reading_panel import ReadingPanel

MOST_LINES = 200
"""Lines of a text that are laid out at once; what is longer opens in a screen of its own."""


def printable_lines(text: str) -> list[str]:
    """The lines of a stranger's text, each safe to show."""
    return [printable(line) for line in text.splitlines()]


class TextPanel(ReadingPanel[Any]):
    """Shows the first ``most`` lines of what ``text`` makes of it, and says how many more are."""

    def __init__(self, name: str, title: str, desk: Desk, *, most: int = MOST_LINES) -> None:
        super().__init__(name, title, desk)
        self._most = most
        self._static = Static(markup=False, classes="text")
        self.title.can_focus = True

    def body(self) -> Iterable[Widget]:
        """The text."""
        yield self._static

    def text(self, value: Any) -> str:
        """What is to be shown of what was read."""
        raise NotImplementedError

    def show(self, value: Any) -> None:
        """Show it; an empty text takes no room."""
        lines = printable_lines(self.text(value))
        more = len(lines) - self._most
        shown = lines[: self._most]
        if more > 0:
            said = ngettext("… {count} more line", "… {count} more lines", more)
            shown.append(said.format(count=format_number(more)))
        self._static.update(Content("\n".join(shown)))
        self._static.display = bool(lines)
