"""Rows and headers as text of an exact width; one segment a row keeps the bytes few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from custui.tui.widgets.grid.layout import GAP, MARKER, RULE, GridColumn, Layout, Placed
from custui.tui.widgets.grid.pages import GridRow

_GAP = " " * GAP
_NO_MARKER = " " * MARKER
_REMEMBERED_ROWS = 512


@dataclass(frozen=True)
class Signs:
    """The signs that a grid draws with."""

    cursor: str
    mark: str
    rule: str
    ascending: str
    descending: str
    ellipsis: str
    more_left: str
    more_right: str
    thumb: str
    waiting: str


UNICODE = Signs("▸", "✓", "│", "↑", "↓", "…", "‹", "›", "▐", "·")
ASCII = Signs(">", "*", "|", "^", "v", "~", "<", ">", "#", ".")


def fitted(text: str, width: int, right_aligned: bool, ellipsis: str) -> str:
    """``text`` in exactly ``width`` cells; what does not fit ends in ``ellipsis``."""
    length = len(text) if text.isascii() else cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + ellipsis
    padding = " " * (width - length)
    return padding + text if right_aligned else text + padding


def _with_arrow(header: str, width: int, arrow: str) -> str:
    """A header and its sort arrow, the header cut when both do not fit."""
    if cell_len(header) + 2 <= width:
        return f"{header} {arrow}"
    return set_cell_size(header, min(cell_len(header), width - 1)) + arrow


class Painter:
    """Writes the lines of a grid for one layout."""

    def __init__(
        self, columns: Sequence[GridColumn], layout: Layout, width: int, signs: Signs
    ) -> None:
        self.columns = columns
        self.layout = layout
        self.width = width
        self.signs = signs
        self._rule = signs.rule.center(RULE) if layout.pinned else ""
        self._text_of = lru_cache(maxsize=_REMEMBERED_ROWS)(self._row_text)

    def _joined(self, marker: str, cells: Sequence[str]) -> str:
        pinned = len(self.layout.pinned)
        left, right = _GAP.join(cells[:pinned]), _GAP.join(cells[pinned:])
        line = marker + left + self._rule + right
        # Cells were fitted, so only plain padding can be missing; nothing is measured again.
        return line + " " * (self.width - self.layout.end)

    def _cell(self, placed: Placed, text: str) -> str:
        column = self.columns[placed.index]
        return fitted(text, placed.width, column.right_aligned, self.signs.ellipsis)

    def row(self, row: GridRow, *, cursor: bool, marked: bool = False) -> str:
        """One row."""
        text = self._text_of(row)
        if not (cursor or marked):
            return text
        marker = (self.signs.cursor if cursor else " ") + (self.signs.mark if marked else " ")
        return marker + text[MARKER:]

    def _row_text(self, row: GridRow) -> str:
        cells = [
            self._cell(placed, self.columns[placed.index].text(row[1 + placed.index]))
            for placed in self.layout.placed
        ]
        return self._joined(_NO_MARKER, cells)

    def notice(self, text: str) -> str:
        """A line without cells: a row that was deleted, or is being read."""
        cells = [" " * placed.width for placed in self.layout.pinned]
        line = _NO_MARKER + _GAP.join(cells) + self._rule + text
        return fitted(line, self.width, False, self.signs.ellipsis)

    def waiting(self) -> str:
        """A row that is being read: a dot in each column."""
        cells = [self._cell(placed, self.signs.waiting) for placed in self.layout.placed]
        return self._joined(_NO_MARKER, cells)

    def filters(self, texts: Mapping[int, str]) -> str:
        """The filter row: what is filtered in each column, by its index."""
        ellipsis = self.signs.ellipsis
        cells = [
            fitted(texts.get(placed.index, self.signs.waiting), placed.width, False, ellipsis)
            for placed in self.layout.placed
        ]
        return self._joined(_NO_MARKER, cells)

    def header(self, sorted_by: int | None, descending: bool) -> str:
        """The headers; an arrow at the sorted one, signs where columns are out of sight."""
        cells = []
        for placed in self.layout.placed:
            column = self.columns[placed.index]
            text = column.header
            if placed.index == sorted_by:
                arrow = self.signs.descending if descending else self.signs.ascending
                text = _with_arrow(text, placed.width, arrow)
            cells.append(self._cell(placed, text))
        line = self._joined(_NO_MARKER, cells)
        if self.layout.more_left:
            at = self.layout.rule_x + 2 if self.layout.pinned else MARKER - 1
            line = line[:at] + self.signs.more_left + line[at + 1 :]
        if self.layout.more_right:
            line = line[:-1] + self.signs.more_right
        return line
