"""Facts with their labels, as many beside each other as fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from custui.domain.text import printable

_GAP = 2
_NARROWEST = 36
"""Cells of a column of facts at least."""


@dataclass(frozen=True)
class Fact:
    """A label and a value, both safe to show; a value that is an ``alarm`` stands out."""

    label: str
    value: str
    alarm: bool = False


def fact(label: str, value: str, *, alarm: bool = False) -> Fact:
    """A fact whose value a stranger may have typed."""
    return Fact(label, printable(value), alarm)


@dataclass(frozen=True)
class _Placed:
    """A fact on a line, from cell ``x`` on, ``width`` cells wide; later lines have no label."""

    label: str
    value: str
    alarm: bool
    x: int
    width: int


class Facts(Widget):
    """Label and value, in columns; a long value takes several columns, a longer one more lines."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"facts--label", "facts--alarm"}
    DEFAULT_CSS = """
    Facts {
        height: auto;
        padding: 0 2;
        color: $foreground;
        & > .facts--label { color: $text-muted; }
        & > .facts--alarm { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._facts: tuple[Fact, ...] = ()
        self._laid_out: tuple[int, list[list[_Placed]]] = (-1, [])

    def show(self, facts: Sequence[Fact]) -> None:
        """Show these."""
        if tuple(facts) == self._facts:
            return
        lines = len(self._lines(self.content_size.width))
        self._facts, self._laid_out = tuple(facts), (-1, [])
        self.refresh(layout=len(self._lines(self.content_size.width)) != lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the facts take in ``width`` cells."""
        return len(self._lines(width))

    def render_line(self, y: int) -> Strip:
        """Draw one line of facts."""
        width = self.size.width
        lines = self._lines(width)
        if y >= len(lines):
            return Strip.blank(width, self.rich_style)
        segments: list[Segment] = []
        used = 0
        for placed in lines[y]:
            value = self.get_component_rich_style("facts--alarm") if placed.alarm else None
            segments += [
                Segment(" " * (placed.x - used), self.rich_style),
                Segment(placed.label, self.get_component_rich_style("facts--label")),
                Segment(placed.value, value or self.rich_style),
            ]
            used = placed.x + cell_len(placed.label) + cell_len(placed.value)
        segments.append(Segment(" " * max(0, width - used), self.rich_style))
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _lines(self, width: int) -> list[list[_Placed]]:
        if self._laid_out[0] != width:
            self._laid_out = (width, list(_lay_out(self._facts, width)))
        return self._laid_out[1]


def _lay_out(facts: Sequence[Fact], width: int) -> Iterator[list[_Placed]]:
    if width <= 0 or not facts:
        return
    columns = max(1, (width + _GAP) // (_NARROWEST + _GAP))
    step = (width + _GAP) // columns
    label_width = max(cell_len(fact.label) for fact in facts) + _GAP
    line: list[_Placed] = []
    at = 0
    for fact in facts:
        label = set_cell_size(fact.label, label_width)
        needed = label_width + cell_len(fact.value)
        span = min(columns, -(-(needed + _GAP) // step))
        if at and at + span > columns:
            yield line
            line, at = [], 0
        room = min(width - at * step, span * step) - (_GAP if at + span < columns else 0)
        first, *others = chop_cells(fact.value, max(1, room - label_width)) or [""]
        line.append(_Placed(label, first, fact.alarm, at * step, room))
        at += span
        if others:
            yield line
            line, at = [], 0
            for other in others:
                yield [_Placed(" " * label_width, other, fact.alarm, 0, room)]
    if line:
        yield line
