"""The title of a panel: a rule with its name, how many rows it has, and what to say of them."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget

from custui.domain.text import printable


class PanelTitle(Widget):
    """One line. It takes the focus where the panel has nothing below that could."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "screen.step(1)", show=False),
        Binding("up,k", "screen.step(-1)", show=False),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "panel-title--name",
        "panel-title--focus",
        "panel-title--rule",
        "panel-title--problem",
    }
    DEFAULT_CSS = """
    PanelTitle {
        height: 1;
        color: $text-muted;
        & > .panel-title--name { color: $foreground; text-style: bold; }
        & > .panel-title--focus { color: $accent; text-style: bold; }
        & > .panel-title--rule { color: $text-disabled; }
        & > .panel-title--problem { color: $text-error; text-style: bold; }
    }
    """

    def __init__(self, name: str, *, ascii_only: bool) -> None:
        super().__init__()
        self.text = printable(name)
        self._rule, self._sign = ("-", ">") if ascii_only else ("─", "▸")
        self.count = ""
        self._summary = ""
        self._problem = ""
        self._in_use = False

    def say(
        self,
        *,
        count: str | None = None,
        summary: str | None = None,
        problem: str | None = None,
        in_use: bool | None = None,
    ) -> None:
        """Say how many rows there are, what to know of them, what went wrong, who has the focus.

        What is ``None`` stays; the texts need not be printable.
        """
        before = (self.count, self._summary, self._problem, self._in_use)
        if count is not None:
            self.count = count
        if summary is not None:
            self._summary = printable(summary)
        if problem is not None:
            self._problem = printable(problem)
        if in_use is not None:
            self._in_use = in_use
        if before != (self.count, self._summary, self._problem, self._in_use):
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw it across the panel."""
        width, rule = self.size.width, self.get_component_rich_style("panel-title--rule")
        name = self.get_component_rich_style(f"panel-title--{'focus' if self._in_use else 'name'}")
        segments = [
            Segment((self._sign if self._in_use else self._rule) + " ", rule),
            Segment(f"{self.text} ", name),
        ]
        if self.count:
            segments.append(Segment(f"{self.count} ", self.rich_style))
        used = sum(cell_len(segment.text) for segment in segments)
        said = self._problem or self._summary
        room = width - used - 3
        if said and room > 0:
            style = (
                self.get_component_rich_style("panel-title--problem")
                if self._problem
                else self.rich_style
            )
            text = said if cell_len(said) <= room else set_cell_size(said, room - 1) + "…"
            segments += [Segment(f"{self._rule} ", rule), Segment(f"{text} ", style)]
        used = sum(cell_len(segment.text) for segment in segments)
        segments.append(Segment(self._rule * max(0, width - used), rule))
        return Strip(segments).adjust_cell_length(width)
