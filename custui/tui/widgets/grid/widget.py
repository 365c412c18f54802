"""The grid itself: where the cursor is, what is in sight, and which rows are still wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.signal import Signal
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from custui.locale import _
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.grid import COMMANDS
from custui.tui.widgets.grid.layout import GridColumn, Layout, first_to_show, lay_out
from custui.tui.widgets.grid.pages import MISSING, PAGE_ROWS, GridRow, Pages
from custui.tui.widgets.grid.paint import Painter, Signs

HEADER_LINES = 1
OVERLAP = 2
"""Rows of the old page that stay in sight when the cursor flips to the next one."""

PATIENCE = 0.08
"""Seconds that the old rows stay while new ones are read; then placeholders are drawn."""


class Grid(Widget, can_focus=True):
    """A list of any length, drawn from the pages read so far.

    The owner gives rows with ``begin``, ``fill`` and ``replace`` and answers ``PageWanted``. The
    first cell of a row is its key. Positions count from 0; until ``count`` is known the list ends
    with the rows at hand.
    """

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--header",
        "grid--header-focus",
        "grid--row",
        "grid--cursor",
        "grid--cell",
        "grid--thumb",
    }
    DEFAULT_CSS = """
    Grid {
        height: 1fr;
        background: $background;
        color: $foreground;
        & > .grid--header { text-style: bold; color: $text-muted; }
        & > .grid--header-focus { text-style: bold underline; color: $accent; }
        & > .grid--cursor { background: $primary 30%; text-style: bold; }
        & > .grid--cell { background: $primary 60%; text-style: bold; }
        & > .grid--thumb { color: $text-disabled; }
    }
    """

    @dataclass
    class PageWanted(Message):
        """Rows from position ``first``, a page's beginning, are in sight but were not read."""

        first: int
        limit: int

    @dataclass
    class SortWanted(Message):
        """The user asked to sort by a column."""

        column: str

    @dataclass
    class RowOpened(Message):
        """The user asked to open a row."""

        key: Any

    def __init__(self, columns: Sequence[GridColumn], *, pinned: int, signs: Signs) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.pinned = pinned
        self.signs = signs
        self.count: int | None = None
        self.position = 0
        self.focused = pinned
        self._sorted_by = ("", False)
        self._at_hand = 0
        self._top = 0
        self._first_column = pinned
        self._pages = Pages()
        self._painter: Painter | None = None
        self._styles: dict[str, Style] = {}
        # Not a message: what is drawn of the cursor elsewhere belongs to the same frame.
        self.moved: Signal[int] = Signal(self, "moved")
        self._last_wanted = False
        self._waiting: Timer | None = None

    # --- what the owner says -----------------------------------------------------------------

    def begin(self, rows: Sequence[GridRow], *, count: int | None) -> None:
        """Show a new list from its first rows; ``count`` is None while it is being counted."""
        self._pages.clear()
        self._pages.fill(0, rows)
        self._at_hand = len(rows)
        self.count = count
        self.position = self._top = 0
        self._draw()

    def show_sort(self, column: str, *, descending: bool) -> None:
        """Mark the column that the list is sorted by."""
        self._sorted_by = (column, descending)
        self.refresh(Region(0, 0, self.size.width, HEADER_LINES))

    def fill(self, first: int, rows: Sequence[GridRow | None]) -> None:
        """Rows from position ``first`` were read; ``None`` is one that is gone."""
        self._pages.fill(first, rows)
        if self._waiting is None:
            self._refresh_rows(first, first + len(rows) - 1)
        elif self._in_hand:
            self._draw()

    def replace(self, rows: dict[Any, GridRow]) -> None:
        """Rows in sight changed; by key."""
        for position in self._pages.replace(rows):
            self._refresh_rows(position, position)

    def reorder(
        self, count: int, position: int, first: int, rows: Sequence[GridRow | None]
    ) -> None:
        """The list was read anew: ``rows`` from ``first`` on, the cursor's row at ``position``.

        The cursor's row stays on its line of the screen.
        """
        line = self.position - self._top
        self._pages.clear()
        self._pages.fill(first, rows)
        self.count = count
        if self._last_wanted:
            position = count - 1
            self._last_wanted = False
        self.position = max(0, min(position, count - 1))
        self._top = max(0, self.position - line)
        self._show_cursor()
        self._want_pages()
        self._draw()

    @property
    def length(self) -> int:
        """How many rows the cursor can reach."""
        return self._at_hand if self.count is None else self.count

    @property
    def row_at_cursor(self) -> GridRow | None:
        """The row under the cursor; None when there is none, or it was not read yet."""
        row = self._pages.row(self.position) if self.length else None
        return row if isinstance(row, tuple) else None

    @property
    def keys_in_sight(self) -> list[Any]:
        """The keys of the rows on screen."""
        rows = (self._pages.row(position) for position in self._positions_in_sight)
        return [row[0] for row in rows if isinstance(row, tuple)]

    # --- acts ---------------------------------------------------------------------------------

    def action_down(self) -> None:
        """Go to the next row."""
        self.move_to(self.position + 1)

    def action_up(self) -> None:
        """Go to the row before."""
        self.move_to(self.position - 1)

    def action_page(self, pages: int) -> None:
        """Move by a screen of rows."""
        height = max(1, self._height)
        top = max(0, min(self._top + pages * height, self.length - height))
        position = max(0, min(self.position + pages * height, self.length - 1))
        self._go(position, top)

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last row; while it is not known yet, as soon as it is."""
        self._last_wanted = self.count is None
        self.move_to(self.length - 1)

    def action_column(self, step: int) -> None:
        """Move the focus by columns."""
        self.focus_column(self.focused + step)

    def action_sort(self) -> None:
        """Sort by the column in focus."""
        self.post_message(self.SortWanted(self.columns[self.focused].name))

    def expect(self) -> None:
        """Another list is being read; the old rows stay on screen until it comes."""
        self._at_hand, self.count = self.length, None

    def move_to(self, position: int) -> None:
        """Put the cursor on the row at ``position``, flipping most of a page at the edge."""
        position = max(0, min(position, self.length - 1))
        if position == self.position:
            return
        self._go(position, self._top_for(position))

    def focus_column(self, index: int) -> None:
        """Put a column in focus, scrolling sideways by whole columns."""
        index = max(0, min(index, len(self.columns) - 1))
        if index == self.focused:
            return
        self.focused = index
        first = first_to_show(
            self.columns, self.pinned, self._first_column, index, self._line_width
        )
        if first != self._first_column:
            self._first_column = first
            self._painter = None
            self.refresh()
        else:
            self.refresh(Region(0, 0, self.size.width, HEADER_LINES), self._line(self.position))

    # --- positions ----------------------------------------------------------------------------

    @property
    def _height(self) -> int:
        return max(0, self.size.height - HEADER_LINES)

    @property
    def _line_width(self) -> int:
        return max(1, self.size.width - 1)

    @property
    def _positions_in_sight(self) -> range:
        return range(self._top, min(self._top + self._height, self.length))

    def _top_for(self, position: int) -> int:
        """Where the screen must begin to show ``position``: as it is, or most of a page on."""
        height = max(1, self._height)
        flip = max(1, height - OVERLAP)
        if position < self._top:
            top = position - flip + 1 if position > self._top - height else position
        elif position >= self._top + height:
            near = position < self._top + 2 * height
            top = position - height + flip if near else position - height + 1
        else:
            return self._top
        return max(0, min(top, self.length - height))

    def _show_cursor(self) -> None:
        self._top = self._top_for(self.position)
        self._top = max(0, min(self._top, self.length - self._height))

    def _go(self, position: int, top: int) -> None:
        old, self.position = self.position, position
        if top == self._top and self._waiting is None:
            self.refresh(self._line(old), self._line(position))
            self.moved.publish(position)
            return
        self._top = top
        self._want_pages()
        if self._in_hand:
            self._draw()
        elif self._waiting is None:
            self._waiting = self.set_timer(PATIENCE, self._draw)

    def _draw(self) -> None:
        """Draw everything, with placeholders for rows that are still being read."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        self.refresh()
        self.moved.publish(self.position)

    @property
    def _in_hand(self) -> bool:
        """Was every row in sight read?"""
        return all(self._pages.row(each) is not MISSING for each in self._positions_in_sight)

    def _want_pages(self) -> None:
        """Ask for the pages in sight that were not read, then for those beside them."""
        in_sight = self._positions_in_sight
        if self.count is None or not in_sight:
            return
        first, last = in_sight[0], in_sight[-1]
        beside = (max(0, first - PAGE_ROWS), min(last + PAGE_ROWS, self.count - 1))
        for number in (*self._pages.wanted(first, last), *self._pages.wanted(*beside)):
            self.post_message(self.PageWanted(number * PAGE_ROWS, PAGE_ROWS))

    def _line(self, position: int) -> Region:
        return Region(0, position - self._top + HEADER_LINES, self.size.width, 1)

    def _refresh_rows(self, first: int, last: int) -> None:
        in_sight = self._positions_in_sight
        if not in_sight or last < in_sight[0] or first > in_sight[-1]:
            return
        first, last = max(first, in_sight[0]), min(last, in_sight[-1])
        line = self._line(first)
        self.refresh(Region(0, line.y, line.width, last - first + 1))

    # --- drawing ------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._styles = {}

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"grid--{name}")
        return self._styles[name]

    @property
    def _paint(self) -> Painter:
        if self._painter is None:
            layout = lay_out(self.columns, self.pinned, self._first_column, self._line_width)
            self._painter = Painter(self.columns, layout, self._line_width, self.signs)
        return self._painter

    @property
    def _layout_in_sight(self) -> Layout:
        return self._paint.layout

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        if y < HEADER_LINES:
            return self._header()
        position = self._top + y - HEADER_LINES
        if position >= self.length:
            return self._blank(y)
        row = self._pages.row(position)
        if row is MISSING:
            segments = [Segment(self._paint.waiting(), self._style("row"))]
        elif row is None:
            notice = self._paint.notice(_("deleted meanwhile"))
            segments = [Segment(notice, self._style("row"))]
        else:
            segments = self._row_segments(row, position)  # type: ignore[arg-type]
        return Strip([*segments, self._thumb(y)], self.size.width)

    def _row_segments(self, row: GridRow, position: int) -> list[Segment]:
        cursor = position == self.position
        text = self._paint.row(row, cursor=cursor)
        if not cursor:
            return [Segment(text, self._style("row"))]
        return self._emphasised(text, self._style("cursor"), self._style("cell"))

    def _emphasised(self, text: str, style: Style, focused: Style) -> list[Segment]:
        """``text`` in ``style``, with the cell of the column in focus in another."""
        for placed in self._layout_in_sight.placed:
            if placed.index == self.focused:
                strip = Strip([Segment(text)], self._line_width)
                before, cell, after = strip.divide(
                    [placed.x, placed.x + placed.width, self._line_width]
                )
                return [
                    Segment(part.text, part_style)
                    for part, part_style in ((before, style), (cell, focused), (after, style))
                    if part.text
                ]
        return [Segment(text, style)]

    def _header(self) -> Strip:
        names = [column.name for column in self.columns]
        name, descending = self._sorted_by
        index = names.index(name) if name in names else None
        text = self._paint.header(index, descending)
        segments = self._emphasised(text, self._style("header"), self._style("header-focus"))
        return Strip([*segments, Segment(" ", self._style("header"))], self.size.width)

    def _blank(self, y: int) -> Strip:
        text = ""
        if self.length == 0 and y == HEADER_LINES + 1:
            text = " " + (_("Nobody here.") if self.count == 0 else _("Reading…"))
        return Strip([Segment(text.ljust(self.size.width), self._style("row"))], self.size.width)

    def _thumb(self, y: int) -> Segment:
        """The scrollbar's piece at line ``y``: a thumb where the list goes beyond the screen."""
        height = self._height
        if self.length <= height:
            return Segment(" ", self._style("row"))
        size = max(1, height * height // self.length)
        start = round((height - size) * self._top / (self.length - height))
        is_thumb = start <= y - HEADER_LINES < start + size
        return Segment(self.signs.thumb if is_thumb else " ", self._style("thumb"))

    # --- events -------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Lay the columns out anew and keep the cursor in sight."""
        self._first_column = first_to_show(
            self.columns, self.pinned, self._first_column, self.focused, self._line_width
        )
        self._painter = None
        self._show_cursor()
        self._want_pages()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A header sorts, a row opens, the scrollbar goes there."""
        if event.x >= self._line_width and event.y >= HEADER_LINES:
            share = (event.y - HEADER_LINES) / max(1, self._height - 1)
            self.move_to(round(share * (self.length - 1)))
            return
        index = self._layout_in_sight.column_at(event.x)
        if event.y < HEADER_LINES:
            if index is not None:
                self.focus_column(index)
                self.action_sort()
            return
        position = self._top + event.y - HEADER_LINES
        if position < self.length:
            if index is not None:
                self.focus_column(index)
            self.move_to(position)

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves a few rows."""
        self.move_to(self.position + 3)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves a few rows."""
        self.move_to(self.position - 3)
