"""The head of a card: who it is, and what must be seen at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from custui.domain.text import printable


@dataclass(frozen=True)
class HeadLines:
    """What the head says; texts need not be printable.

    ``alarms`` are what keeps somebody from buying; ``remarks`` stand after them.
    """

    name: str
    contact: Sequence[str]
    presence: str
    is_in_shop: bool
    alarms: Sequence[str] = ()
    remarks: Sequence[str] = ()
    note: str = ""


class CardHead(Widget):
    """Name and contact; alarms and remarks; the first line of the note. One to three lines."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "card-head--name",
        "card-head--here",
        "card-head--alarm",
        "card-head--note",
    }
    DEFAULT_CSS = """
    CardHead {
        height: auto;
        padding: 0 1;
        background: $surface;
        color: $text-muted;
        & > .card-head--name { color: $foreground; text-style: bold; }
        & > .card-head--here { color: $success; text-style: bold; }
        & > .card-head--alarm { color: $text-error; text-style: bold; }
        & > .card-head--note { color: $accent; }
    }
    """

    def __init__(self, lines: HeadLines, *, ascii_only: bool) -> None:
        super().__init__()
        self._lines = lines
        self._ascii_only = ascii_only

    def show(self, lines: HeadLines) -> None:
        """Say this."""
        if lines != self._lines:
            before = self._height
            self._lines = lines
            self.refresh(layout=self._height != before)

    @property
    def _height(self) -> int:
        lines = self._lines
        return 1 + bool(lines.alarms or lines.remarks) + bool(lines.note)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line for what there is to say."""
        return self._height

    def render_line(self, y: int) -> Strip:
        """Draw one of the lines."""
        lines = self._lines
        if y == 0:
            return self._first_line()
        has_remarks = bool(lines.alarms or lines.remarks)
        return self._remarks() if y == 1 and has_remarks else self._note()

    def _first_line(self) -> Strip:
        lines, width = self._lines, self.size.width
        sign = ("* " if self._ascii_only else "● ") if lines.is_in_shop else ""
        right = printable(sign + lines.presence)
        left = [(printable(lines.name), "card-head--name")]
        left += [(f"   {printable(text)}", "") for text in lines.contact if text]
        used = 0
        segments = []
        room = max(0, width - cell_len(right) - 2)
        for text, style in left:
            if used + cell_len(text) > room and used:
                break
            text = text if cell_len(text) <= room else set_cell_size(text, room)
            segments.append(self._segment(text, style))
            used += cell_len(text)
        style = "card-head--here" if lines.is_in_shop else ""
        segments.append(self._segment(" " * (width - used - cell_len(right)), ""))
        segments.append(self._segment(right, style))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _remarks(self) -> Strip:
        separator = " | " if self._ascii_only else " · "
        alarms = [(printable(text), "card-head--alarm") for text in self._lines.alarms]
        remarks = [(printable(text), "") for text in self._lines.remarks]
        segments: list[Segment] = []
        for text, style in alarms + remarks:
            if segments:
                segments.append(self._segment(separator, ""))
            segments.append(self._segment(text, style))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _note(self) -> Strip:
        sign = "! " if self._ascii_only else "✎ "
        text = sign + printable(self._lines.note)
        width = self.size.width
        if cell_len(text) > width:
            text = set_cell_size(text, width - 1) + ("~" if self._ascii_only else "…")
        strip = Strip([self._segment(text, "card-head--note")])
        return strip.adjust_cell_length(width, self.rich_style)

    def _segment(self, text: str, style: str) -> Segment:
        return Segment(text, self.get_component_rich_style(style) if style else self.rich_style)
