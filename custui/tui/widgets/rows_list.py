"""A short list of rows in columns, some of them under headings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from custui.domain.text import printable

_GAP = 2
_WIDEST = 40
"""Cells of a column at most, but for the last one."""


@dataclass(frozen=True)
class RowShown:
    """A row by its key; without one it is a heading. Its cells may be a stranger's."""

    key: str
    cells: tuple[str, ...]


class RowsList(OptionList):
    """Rows that can be opened; ``Opened`` comes with Enter or a click."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]
    DEFAULT_CSS = """
    RowsList {
        height: 1fr;
        border: none;
        padding: 0 1;
        background: $background;
        scrollbar-size-vertical: 1;
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-disabled { color: $accent; text-style: bold; }
        & > .option-list--option-highlighted { background: $primary 35%; color: $foreground; }
        &:focus { border: none; background-tint: transparent; }
        &:focus > .option-list--option-highlighted { background: $primary 35%; text-style: bold; }
    }
    """

    @dataclass
    class Opened(Message):
        """The person asked to open a row."""

        key: str

    def __init__(self, ellipsis: str, id: str | None = None) -> None:  # noqa: A002
        super().__init__(markup=False, id=id)
        self._ellipsis = ellipsis
        self._shown: list[RowShown] = []

    def show(self, rows: Sequence[RowShown]) -> None:
        """Show these; the cursor stays on its row."""
        at, before = self.key_at_cursor, self.highlighted or 0
        self._shown = list(rows)
        self._write()
        keys = [row.key for row in rows]
        if at and at in keys:
            self.highlighted = keys.index(at)
        elif any(keys):
            places = [place for place, key in enumerate(keys) if key]
            self.highlighted = min(places, key=lambda place: abs(place - before))

    @property
    def row_at_cursor(self) -> RowShown | None:
        """The row under the cursor, when there is one."""
        at = self.highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    @property
    def key_at_cursor(self) -> str:
        """The key of the row under the cursor; empty when there is none."""
        row = self.row_at_cursor
        return row.key if row else ""

    def on_resize(self, event: events.Resize) -> None:
        """Cut the cells anew."""
        at = self.highlighted
        self._write()
        self.highlighted = at

    def _write(self) -> None:
        widths = self._widths()
        self.set_options(
            Option(self._written(row, widths), disabled=not row.key) for row in self._shown
        )

    def _widths(self) -> list[int]:
        """The width of each column but the last."""
        rows = [row.cells for row in self._shown if row.key]
        columns = max((len(cells) for cells in rows), default=1)
        return [
            min(_WIDEST, max(cell_len(printable(cells[at])) for cells in rows if at < len(cells)))
            for at in range(columns - 1)
        ]

    def _written(self, row: RowShown, widths: Sequence[int]) -> Content:
        room = max(1, self.size.width - 5)
        if not row.key:
            return Content(printable(row.cells[0]) if row.cells else "")
        cells = [printable(cell) for cell in row.cells]
        placed = [self._fitted(cell, width) for cell, width in zip(cells, widths, strict=False)]
        begin = (" " * _GAP).join(placed)
        rest = cells[len(widths) :]
        text = Content(begin)
        if rest:
            left = room - cell_len(begin) - _GAP
            tail = rest[0]
            if cell_len(tail) > left:
                tail = set_cell_size(tail, max(0, left - 1)) + self._ellipsis if left > 0 else ""
            text = text + Content.styled(f"{' ' * _GAP}{tail}", "$text-muted")
        return text

    def _fitted(self, text: str, width: int) -> str:
        if cell_len(text) > width:
            return set_cell_size(text, width - 1) + self._ellipsis
        return set_cell_size(text, width)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Open the row."""
        selected.stop()
        if self.key_at_cursor:
            self.post_message(self.Opened(self.key_at_cursor))
