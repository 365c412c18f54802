"""The top line: where you are; which shop, who you are."""

from __future__ import annotations

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from custui.domain.text import printable


class TitleLine(Widget):
    """``custui › Customers`` on the left, shop and staff member on the right."""

    DEFAULT_CSS = """
    TitleLine {
        height: 1;
        background: $primary-muted;
        color: $foreground;
    }
    """

    def __init__(self, crumbs: tuple[str, ...], right: str, *, ascii_only: bool) -> None:
        super().__init__()
        separator = " > " if ascii_only else " › "
        self._place = printable(separator.join(("custui", *crumbs)))
        self._right = printable(right)

    def render_line(self, y: int) -> Strip:
        """Draw the line; the right part goes first when both do not fit."""
        width = self.size.width
        left = f" {self._place} "
        right = f" {self._right} "
        room = width - cell_len(left)
        right = right if cell_len(right) <= room else ""
        text = set_cell_size(left, width - cell_len(right)) + right
        return Strip([Segment(text, self.rich_style + Style(bold=True))], width)
