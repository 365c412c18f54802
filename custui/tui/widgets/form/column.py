"""One column of a form: its editors, with headings, labels and messages drawn around them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.app import ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from custui.domain.text import printable
from custui.locale import _
from custui.tui.widgets.form.declaration import Field, Group
from custui.tui.widgets.form.editor import Editor
from custui.tui.widgets.form.make_editor import make_editor
from custui.tui.widgets.form.signs import FormSigns
from custui.tui.widgets.form.wrapping import wrapped

INDENT = 2
"""Cells before a label: the cursor's sign stands there."""

_GAP = 2
_WIDEST_LABEL = 26
_NARROWEST_EDITOR = 12
_SHORT_MESSAGE = 14
"""Cells that stay free beside an editor, for a message of two words."""


@dataclass
class Said:
    """What stands beside a field: what is wrong with it, what to think about, or a remark."""

    text: str
    kind: str  # "error", "warning" or "remark"


@dataclass
class Row:
    """A field in its column; lines count from the column's top."""

    field: Field
    editor: Widget
    heading: str = ""
    said: Said | None = None
    shown: bool = True
    top: int = 0
    """The line of the editor; a heading stands above it."""
    head: int = 0
    """Lines above the editor that belong to it."""
    below: tuple[str, ...] = ()
    beside: str = ""
    height: int = 1
    width: int = 0

    @property
    def label(self) -> str:
        """The label, marked where something must be filled in."""
        if not self.field.label:
            return ""
        text = printable(_(self.field.label))
        return f"{text} *" if self.field.required else text

    @property
    def value(self) -> Editor:
        """The editor, as what it holds."""
        return cast(Editor, self.editor)


class FieldColumn(Widget):
    """Lays out the fields of some groups under each other."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "form--label",
        "form--focused",
        "form--heading",
        "form--error",
        "form--warning",
        "form--remark",
    }
    DEFAULT_CSS = """
    FieldColumn {
        width: 1fr;
        height: auto;
        layout: vertical;
        & > .form--label { color: $text-muted; }
        & > .form--focused { color: $foreground; text-style: bold; }
        & > .form--heading { color: $accent; text-style: bold; }
        & > .form--error { color: $text-error; text-style: bold; }
        & > .form--warning { color: $text-warning; text-style: bold; }
        & > .form--remark { color: $text-muted; }
    }
    """

    def __init__(self, groups: Sequence[Group], signs: FormSigns) -> None:
        super().__init__()
        self._signs = signs
        self.rows = [
            Row(each, make_editor(each, signs), heading=group.heading if number == 0 else "")
            for group in groups
            for number, each in enumerate(group.fields)
        ]
        self._label_width = 0
        self.lines = 0
        """How many lines all of it takes."""

    def compose(self) -> ComposeResult:
        """The editors; all else is drawn."""
        for row in self.rows:
            yield row.editor

    @property
    def _rows_shown(self) -> Iterator[Row]:
        return (row for row in self.rows if row.shown)

    @property
    def widest_label(self) -> int:
        """Cells that the longest label takes."""
        widths = [cell_len(row.label) for row in self._rows_shown]
        return min(_WIDEST_LABEL, max(widths, default=0))

    # --- layout -------------------------------------------------------------------------------

    def lay_out(self, width: int, label_width: int) -> None:
        """Give every line its place in a column ``width`` cells wide."""
        self._label_width = INDENT + label_width + _GAP
        line, above = 0, 0
        for row in self.rows:
            row.editor.display = row.shown
            if not row.shown:
                continue
            row.head = (2 if line else 1) if row.heading else 0
            above += row.head
            left = self._label_width if row.label else INDENT
            self._fit(row, max(_NARROWEST_EDITOR, width - left - 1))
            row.top = line + row.head
            row.editor.styles.width = row.width
            row.editor.styles.height = row.height
            row.editor.styles.margin = (above, 0, 0, left)
            line = row.top + row.height + len(row.below)
            above = len(row.below)
        self.lines = line
        self.styles.height = line
        self.refresh(layout=True)

    def _fit(self, row: Row, room: int) -> None:
        """The size of a row's editor, and where its message stands."""
        wanted = min(row.field.width, room - _SHORT_MESSAGE) if row.field.width else room
        row.width = max(_NARROWEST_EDITOR, wanted)
        row.height = row.value.lines_at(row.width)
        row.beside, row.below = "", ()
        if row.said is None:
            return
        text = f"{self._sign(row.said)}{row.said.text}"
        if row.height == 1 and cell_len(text) + _GAP <= room - row.width:
            row.beside = text
        else:
            row.below = tuple(wrapped(text, room - 1))

    def _sign(self, said: Said) -> str:
        signs = {"error": self._signs.error, "warning": self._signs.warning}
        sign = signs.get(said.kind)
        return f"{sign} " if sign else ""

    def region_of(self, row: Row) -> Region:
        """All that belongs to a row, as a part of this column."""
        lines = row.head + row.height + len(row.below)
        return Region(0, row.top - row.head, self.size.width, lines)

    def row_of(self, editor: Widget | None) -> Row | None:
        """The row whose editor this is, or is in."""
        for row in self.rows:
            if editor is not None and row.editor in editor.ancestors_with_self:
                return row
        return None

    # --- drawing ------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """Headings, labels and messages; the editors lie over them."""
        width = self.size.width
        for row in self._rows_shown:
            if y == row.top - 1 and row.head:
                return self._heading(row, width)
            if y == row.top:
                return self._labelled(row, width)
            below = y - row.top - row.height
            if row.said is not None and 0 <= below < len(row.below):
                return self._message(row.said, row.below[below], width)
        return Strip.blank(width, self.rich_style)

    def _heading(self, row: Row, width: int) -> Strip:
        style = self.get_component_rich_style("form--heading")
        text = Segment(f" {printable(_(row.heading))}", style)
        return self._strip([text], width)

    def _labelled(self, row: Row, width: int) -> Strip:
        is_here = row.editor.has_focus
        style = self.get_component_rich_style("form--focused" if is_here else "form--label")
        room = self._label_width - INDENT - _GAP
        label = row.label
        if cell_len(label) > room:
            label = set_cell_size(label, max(0, room - 1)) + self._signs.ellipsis
        marker = self._signs.cursor if is_here else " "
        text = f"{marker} {label}".ljust(self._label_width)
        segments = [Segment(set_cell_size(text, self._label_width), style)]
        if row.beside and row.said is not None:
            gap = " " * (row.width + _GAP)
            segments += [Segment(gap), Segment(row.beside, self._style(row.said))]
        return self._strip(segments, width)

    def _message(self, said: Said, text: str, width: int) -> Strip:
        segments = [Segment(" " * (self._label_width + 1)), Segment(text, self._style(said))]
        return self._strip(segments, width)

    def _style(self, said: Said) -> Style:
        return self.get_component_rich_style(f"form--{said.kind}")

    def _strip(self, segments: list[Segment], width: int) -> Strip:
        return Strip(segments).adjust_cell_length(width).apply_style(self.rich_style)
