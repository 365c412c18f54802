"""Draws compared fields under each other, and lets a side be chosen in each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from custui.domain.text import printable
from custui.locale import _
from custui.tui.screens.conflict.comparison import BEFORE, SIDES, THEIRS, Compared
from custui.tui.widgets.form.signs import FormSigns
from custui.tui.widgets.form.wrapping import wrapped

_NAME_WIDTH = 14
_MOST_LINES = 200
"""Lines of one text that are shown: a longer one is read where it is edited."""


@dataclass(frozen=True)
class _Line:
    """A line on screen: of which field, on which side ("" for its name), and its text."""

    index: int
    side: str
    text: str
    is_first: bool = True


class ConflictView(Widget, can_focus=True):
    """Compared fields; the cursor stands on a side that can be chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j,tab", "step(1)", show=False),
        Binding("up,k,shift+tab", "step(-1)", show=False),
        Binding("pagedown", "step(5)", show=False),
        Binding("pageup", "step(-5)", show=False),
        Binding("space,enter", "choose", show=False),
        Binding("t", "choose_side('theirs')", show=False),
        Binding("y", "choose_side('mine')", show=False),
        Binding("b", "choose_side('both')", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "conflict--label",
        "conflict--quiet",
        "conflict--chosen",
        "conflict--cursor",
    }
    DEFAULT_CSS = """
    ConflictView {
        height: auto;
        & > .conflict--label { color: $accent; text-style: bold; }
        & > .conflict--quiet { color: $text-muted; }
        & > .conflict--chosen { text-style: bold; }
        & > .conflict--cursor { background: $primary 35%; }
    }
    """

    def __init__(self, compared: Sequence[Compared], signs: FormSigns) -> None:
        super().__init__()
        self.compared = compared
        self._signs = signs
        self._places = [(index, side) for index, each in enumerate(compared) for side in each.sides]
        self._at = 0
        self._drawn: list[_Line] = []

    @property
    def open_ones(self) -> list[Compared]:
        """The fields in which nothing is chosen yet."""
        return [each for each in self.compared if not each.side]

    # --- what is shown ------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Wrap the texts anew."""
        self._drawn = list(self._lines(event.size.width))
        if self.styles.height is None or self.styles.height.value != len(self._drawn):
            self.styles.height = len(self._drawn)
        self.refresh()

    def _lines(self, width: int) -> list[_Line]:
        lines: list[_Line] = []
        for index, each in enumerate(self.compared):
            if lines:
                lines.append(_Line(index, "", ""))
            lines.append(_Line(index, "", _(each.label)))
            for side in (BEFORE, *(each.sides or (THEIRS,))):
                lines += self._texts(index, side, each.text(side), width)
        return lines

    def _texts(self, index: int, side: str, text: str, width: int) -> list[_Line]:
        room = max(10, width - _NAME_WIDTH - 1)
        shown = [
            piece
            for line in (text.splitlines() or [""])[:_MOST_LINES]
            for piece in wrapped(printable(line), room)
        ][:_MOST_LINES]
        if shown == [""]:
            shown = [self._signs.empty]
        return [_Line(index, side, piece, number == 0) for number, piece in enumerate(shown)]

    def render_line(self, y: int) -> Strip:
        """A field's name, or a line of what stands on one of its sides."""
        width = self.size.width
        if y >= len(self._drawn):
            return Strip.blank(width, self.rich_style)
        line = self._drawn[y]
        if not line.side:
            style = self.get_component_rich_style("conflict--label")
            strip = Strip([Segment(f" {printable(line.text)}", style)])
        else:
            strip = self._side(line)
        return strip.adjust_cell_length(width).apply_style(self.rich_style)

    def _side(self, line: _Line) -> Strip:
        each = self.compared[line.index]
        here = bool(self._places) and self._places[self._at] == (line.index, line.side)
        sign = " "
        if line.side != BEFORE:
            sign = self._signs.yes if each.side == line.side else self._signs.no
        cursor = self._signs.cursor if here and line.is_first else " "
        name = f"{cursor} {sign} {_(SIDES[line.side])}" if line.is_first else ""
        style = self._style(line, each.side, here=here)
        text = f"{name.ljust(_NAME_WIDTH)}{line.text}"
        return Strip([Segment(text.ljust(self.size.width) if here else text, style)])

    def _style(self, line: _Line, chosen: str, *, here: bool) -> Style | None:
        if here:
            return self.get_component_rich_style("conflict--cursor")
        if line.side == BEFORE:
            return self.get_component_rich_style("conflict--quiet")
        is_chosen = line.side == chosen
        return self.get_component_rich_style("conflict--chosen") if is_chosen else None

    # --- choosing -----------------------------------------------------------------------------

    def action_step(self, step: int) -> None:
        """Along the sides that can be chosen."""
        if self._places:
            self._go(max(0, min(self._at + step, len(self._places) - 1)))

    def _go(self, at: int) -> None:
        self._at = at
        self.refresh()
        lines = [
            y for y, line in enumerate(self._drawn) if (line.index, line.side) == self._places[at]
        ]
        if lines and self.parent is not None:
            region = Region(0, max(0, lines[0] - 2), self.size.width, len(lines) + 2)
            self.scroll_visible_region(region)

    def scroll_visible_region(self, region: Region) -> None:
        """Bring a part of this into sight."""
        parent = self.parent
        if isinstance(parent, Widget):
            parent.scroll_to_region(
                region.translate(self.virtual_region.offset), animate=False, force=True
            )

    def action_choose(self) -> None:
        """Let the side under the cursor stand, and go on to the next field that is open."""
        if self._places:
            index, side = self._places[self._at]
            self._choose(index, side)

    def action_choose_side(self, side: str) -> None:
        """Let a side stand in the field under the cursor."""
        if self._places:
            index, _side = self._places[self._at]
            if side in self.compared[index].sides:
                self._choose(index, side)

    def _choose(self, index: int, side: str) -> None:
        self.compared[index].side = side
        following = [
            at for at, (other, _side) in enumerate(self._places) if not self.compared[other].side
        ]
        later = [at for at in following if self._places[at][0] > index]
        self._go((later or following or [self._places.index((index, side))])[0])

    def on_click(self, event: events.Click) -> None:
        """A click lets a side stand."""
        if event.y < len(self._drawn):
            line = self._drawn[event.y]
            if (line.index, line.side) in self._places:
                self._choose(line.index, line.side)
