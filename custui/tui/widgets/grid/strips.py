"""A grid's lines as strips: the painter's text in the theme's styles, the scrollbar at the edge."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from custui.tui.widgets.grid.pages import GridRow
from custui.tui.widgets.grid.paint import Painter

Styles = Callable[[str], Style]
"""The style of a part of the grid, such as ``header``: see ``Grid.COMPONENT_CLASSES``."""


class Strips:
    """Makes strips one cell wider than the painter's lines: the scrollbar has that cell."""

    def __init__(self, painter: Painter, style: Styles) -> None:
        self.painter = painter
        self._style = style

    def header(self, sorted_by: int | None, *, descending: bool, focused: int) -> Strip:
        """The headers, the one of the column in focus standing out."""
        text = self.painter.header(sorted_by, descending)
        style = self._style("header")
        return self._strip(
            [*self._emphasised(text, focused, style, "header-focus"), Segment(" ", style)]
        )

    def filters(self, texts: Mapping[int, str], wrong: Collection[int]) -> Strip:
        """The filter row; what is filtered by stands out, what is no filter does so in alarm."""
        line = self.painter.filters(texts)
        style = self._style("filter")
        ends, styles = [], []
        for placed in self.painter.layout.placed:
            if placed.index in texts:
                name = "filter-wrong" if placed.index in wrong else "filter-set"
                ends += [placed.x, placed.x + placed.width]
                styles += [style, self._style(name)]
        parts = Strip([Segment(line)], self.painter.width).divide([*ends, self.painter.width])
        segments = [
            Segment(part.text, part_style)
            for part, part_style in zip(parts, [*styles, style], strict=True)
            if part.text
        ]
        return self._strip([*segments, Segment(" ", style)])

    def row(self, row: GridRow, *, marked: bool, thumb: bool) -> Strip:
        """A row without the cursor: one segment, so that few bytes are sent."""
        return self._line(self.painter.row(row, cursor=False, marked=marked), thumb)

    def cursor_row(self, row: GridRow, *, focused: int, marked: bool, thumb: bool) -> Strip:
        """The row under the cursor, its cell in focus standing out."""
        text = self.painter.row(row, cursor=True, marked=marked)
        segments = self._emphasised(text, focused, self._style("cursor"), "cell")
        return self._strip([*segments, self._bar(thumb)])

    def waiting(self, *, thumb: bool) -> Strip:
        """A row that is being read."""
        return self._line(self.painter.waiting(), thumb)

    def notice(self, text: str, *, thumb: bool) -> Strip:
        """A row of which only ``text`` can be said."""
        return self._line(self.painter.notice(text), thumb)

    def blank(self, text: str = "") -> Strip:
        """A line without a row."""
        return self._line(f" {text}".ljust(self.painter.width), thumb=False)

    def _line(self, text: str, thumb: bool) -> Strip:
        return self._strip([Segment(text, self._style("row")), self._bar(thumb)])

    def _bar(self, thumb: bool) -> Segment:
        return Segment(self.painter.signs.thumb if thumb else " ", self._style("thumb"))

    def _strip(self, segments: list[Segment]) -> Strip:
        return Strip(segments, self.painter.width + 1)

    def _emphasised(self, text: str, focused: int, style: Style, name: str) -> list[Segment]:
        """``text`` in ``style``, with the cell of the column in focus in the style ``name``."""
        for placed in self.painter.layout.placed:
            if placed.index == focused:
                ends = [placed.x, placed.x + placed.width, self.painter.width]
                parts = Strip([Segment(text)], self.painter.width).divide(ends)
                styles = (style, self._style(name), style)
                return [
                    Segment(part.text, part_style)
                    for part, part_style in zip(parts, styles, strict=True)
                    if part.text
                ]
        return [Segment(text, style)]
