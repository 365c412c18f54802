"""The grid itself: where the cursor is, what is in sight, and which rows are still wanted."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Self

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
from custui.tui.commands.marking import MARKING
from custui.tui.widgets.grid.layout import GridColumn, first_to_show, lay_out
from custui.tui.widgets.grid.marks import Marks
from custui.tui.widgets.grid.pages import PAGE_ROWS, GridRow, Missing, Pages
from custui.tui.widgets.grid.paint import Painter, Signs
from custui.tui.widgets.grid.strips import Strips
from custui.tui.widgets.grid.viewport import Viewport

HEADER_LINES = 2
"""Lines above the rows: the headers, and under them the filter row."""

FILTER_LINE = 1
PATIENCE = 0.08
"""Seconds that the old rows stay while new ones are read; then placeholders are drawn."""


class Grid(Widget, can_focus=True):
    """A list of any length, drawn from the pages read so far.

    The owner gives rows with ``begin``, ``fill`` and ``freshen`` and answers ``PageWanted``. The
    first cell of a row is its key. Positions count from 0; until ``count`` is known the list ends
    with the rows at hand.
    """

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS, MARKING)
    BINDINGS = bindings(COMMAND_GROUPS)
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--header",
        "grid--header-focus",
        "grid--filter",
        "grid--filter-set",
        "grid--filter-wrong",
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
        & > .grid--filter { color: $text-disabled; }
        & > .grid--filter-set { color: $accent; text-style: bold; }
        & > .grid--filter-wrong { color: $text-error; text-style: bold reverse; }
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
    class FilterWanted(Message):
        """The user asked to filter a column."""

        column: str

    @dataclass
    class RangeWanted(Message):
        """The user asked to mark every row from that of key ``anchor`` to position ``to``.

        Answered by ``mark``.
        """

        anchor: Any
        to: int

    def __init__(self, columns: Sequence[GridColumn], *, pinned: int, signs: Signs) -> None:
        self._ready: dict[int, Strip] = {}
        super().__init__()
        self.columns = tuple(columns)
        self.pinned = pinned
        self.signs = signs
        self.count: int | None = None
        self.focused = pinned
        self.marks = Marks()
        self._sorted_by = ("", False)
        self._filters: dict[int, str] = {}
        self._wrong_filters: frozenset[int] = frozenset()
        self._view = Viewport()
        self._first_column = pinned
        self._pages = Pages()
        self._strips: Strips | None = None
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
        self._view.restart(len(rows) if count is None else count)
        self.count = count
        self._draw()

    def expect(self) -> None:
        """Another list is being read; the old rows stay on screen until it comes."""
        self.count = None

    def show_sort(self, column: str, *, descending: bool) -> None:
        """Mark the column that the list is sorted by."""
        self._sorted_by = (column, descending)
        self.refresh(Region(0, 0, self.size.width, 1))

    def show_filters(self, filters: Mapping[str, str], wrong: Collection[str]) -> None:
        """Show what each column is filtered by, by its name; ``wrong`` are no filters."""
        names = [column.name for column in self.columns]
        self._filters = {names.index(name): text for name, text in filters.items()}
        self._wrong_filters = frozenset(names.index(name) for name in wrong)
        self.refresh(Region(0, FILTER_LINE, self.size.width, 1))

    def fill(self, first: int, rows: Sequence[GridRow | None]) -> None:
        """Rows from position ``first`` were read; ``None`` is one that is gone."""
        self._pages.fill(first, rows)
        if self._waiting is None:
            self._refresh_rows(first, first + len(rows) - 1)
        elif self._in_hand:
            self._draw()

    def freshen(self, rows: dict[Any, GridRow]) -> None:
        """Rows in sight changed; by key."""
        for position in self._pages.replace(rows):
            self._refresh_rows(position, position)

    def reorder(
        self, count: int, position: int, first: int, rows: Sequence[GridRow | None]
    ) -> None:
        """The list was read anew: ``rows`` from ``first`` on, the cursor's row at ``position``.

        The cursor's row stays on its line of the screen.
        """
        before = self._picture()
        self._pages.clear()
        self._pages.fill(first, rows)
        self.count = count
        self._view.reorder(count, position)
        if self._last_wanted:
            self.action_last()
        self._want_pages()
        self._draw_what_differs(before)

    @property
    def position(self) -> int:
        """Where the cursor is."""
        return self._view.position

    @property
    def length(self) -> int:
        """How many rows the cursor can reach."""
        return self._view.length

    @property
    def row_at_cursor(self) -> GridRow | None:
        """The row under the cursor; None when there is none, or it was not read yet."""
        row = self._pages.row(self.position) if self.length else None
        return row if isinstance(row, tuple) else None

    @property
    def keys_in_sight(self) -> list[Any]:
        """The keys of the rows on screen."""
        rows = (self._pages.row(position) for position in self._view.in_sight)
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
        before = replace(self._view)
        self._view.page(pages)
        self._show_move(before)

    def action_first(self) -> None:
        """Go to the first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """Go to the last row; while it is not known yet, as soon as it is."""
        self.move_to(self.length - 1)
        self._last_wanted = self.count is None

    def action_column(self, step: int) -> None:
        """Move the focus by columns."""
        self.focus_column(self.focused + step)

    def action_sort(self) -> None:
        """Sort by the column in focus."""
        self.post_message(self.SortWanted(self.columns[self.focused].name))

    def action_filter(self) -> None:
        """Filter the column in focus."""
        self.post_message(self.FilterWanted(self.columns[self.focused].name))

    def action_mark(self) -> None:
        """Mark the row under the cursor, or unmark it, and go to the next one."""
        row = self.row_at_cursor
        if row is None:
            return
        if self.marks.every:
            self.drop_marks()
            self.notify(_("Nothing is marked any more: all of a list has no exceptions."))
            return
        self.marks.toggle(row[0])
        self.refresh(self._line(self.position))
        before = self.position
        self.action_down()
        if self.position == before:
            self.moved.publish(before)

    def action_mark_range(self) -> None:
        """Mark every row between the one marked last and the cursor."""
        if self.marks.anchor is None:
            self.notify(_("Mark the first row with the space bar; then go to the last one."))
        else:
            self.post_message(self.RangeWanted(self.marks.anchor, self.position))

    def action_mark_all(self) -> None:
        """Mark all that the list has; again: drop every mark."""
        if self.marks.every:
            self.drop_marks()
        else:
            self.marks.mark_every()
            self._draw()

    def mark(self, keys: Collection[Any]) -> None:
        """Mark rows by their keys; the last one is where the next range begins."""
        self.marks.add(keys)
        self._draw()

    def drop_marks(self) -> None:
        """Nothing is marked any more."""
        if self.marks:
            self.marks.clear()
            self._draw()

    @property
    def filter_cell(self) -> Region:
        """Where the filter of the column in focus stands, within the grid."""
        for placed in self._drawn.painter.layout.placed:
            if placed.index == self.focused:
                return Region(placed.x, FILTER_LINE, placed.width, 1)
        return Region(0, FILTER_LINE, 0, 1)

    def move_to(self, position: int) -> None:
        """Put the cursor on the row at ``position``."""
        self._last_wanted = False
        before = replace(self._view)
        self._view.move_to(position)
        self._show_move(before)

    def focus_column(self, index: int) -> None:
        """Put a column in focus, scrolling sideways by whole columns."""
        index = max(0, min(index, len(self.columns) - 1))
        if index == self.focused:
            return
        self.focused = index
        self.screen.refresh_bindings()  # some acts depend on the column
        first = first_to_show(
            self.columns, self.pinned, self._first_column, index, self._line_width
        )
        if first != self._first_column:
            self._first_column = first
            self._strips = None
            self.refresh()
        else:
            self.refresh(Region(0, 0, self.size.width, 1), self._line(self.position))

    # --- what is in sight -----------------------------------------------------------------------

    @property
    def _line_width(self) -> int:
        return max(1, self.size.width - 1)

    def _show_move(self, before: Viewport) -> None:
        view = self._view
        if view == before:
            return
        if view.top == before.top and self._waiting is None:
            self.refresh(self._line(before.position), self._line(view.position))
            self.moved.publish(view.position)
            return
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

    def _picture(self) -> list[object]:
        """What each line of rows shows."""
        view = self._view
        lines: list[object] = []
        for line in range(view.height):
            position = view.top + line
            row = self._pages.row(position) if position < self.length else self._why_empty()
            lines.append((row, position == self.position, view.is_thumb(line)))
        return lines

    def _draw_what_differs(self, before: list[object]) -> None:
        """Draw the lines that show something else than they did."""
        if self._waiting is not None:
            self._draw()
            return
        changed = [
            Region(0, line + HEADER_LINES, self.size.width, 1)
            for line, (old, new) in enumerate(zip(before, self._picture(), strict=True))
            if old != new
        ]
        if changed:
            self.refresh(*changed)
        self.moved.publish(self.position)

    @property
    def _in_hand(self) -> bool:
        """Was every row in sight read?"""
        rows = map(self._pages.row, self._view.in_sight)
        return not any(isinstance(row, Missing) for row in rows)

    def _want_pages(self) -> None:
        """Ask for the pages in sight that were not read, then for those beside them."""
        in_sight = self._view.in_sight
        if self.count is None or not in_sight:
            return
        first, last = in_sight[0], in_sight[-1]
        beside = (max(0, first - PAGE_ROWS), min(last + PAGE_ROWS, self.count - 1))
        for number in (*self._pages.wanted(first, last), *self._pages.wanted(*beside)):
            self.post_message(self.PageWanted(number * PAGE_ROWS, PAGE_ROWS))

    def _line(self, position: int) -> Region:
        return Region(0, position - self._view.top + HEADER_LINES, self.size.width, 1)

    def _refresh_rows(self, first: int, last: int) -> None:
        in_sight = self._view.in_sight
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
        self._ready.clear()

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"grid--{name}")
        return self._styles[name]

    @property
    def _drawn(self) -> Strips:
        if self._strips is None:
            width = self._line_width
            layout = lay_out(self.columns, self.pinned, self._first_column, width)
            painter = Painter(self.columns, layout, width, self.signs)
            self._strips = Strips(painter, self._style)
        return self._strips

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of ``crop``, from those drawn before where nothing changed.

        Textual redraws all lines between the cursor and the footer with every key. Its own way
        from a line to the screen (borders, padding, selection) takes longer than the line itself,
        and a grid has none of these.
        """
        filters = self.get_line_filters()
        background = self.background_colors[1]
        strips = []
        for y in crop.line_range:
            strip = self._ready.get(y)
            if strip is None:
                strip = self.render_line(y)
                for line_filter in filters:
                    strip = strip.apply_filter(line_filter, background)
                self._ready[y] = strip
            strips.append(strip)
        left, right = crop.column_span
        if (left, right) != (0, self.size.width):
            return [strip.crop(left, right) for strip in strips]
        return strips

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Have lines drawn anew: those of ``regions``, or all."""
        for region in regions:
            for y in region.line_range:
                self._ready.pop(y, None)
        if not regions:
            self._ready.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        if y < FILTER_LINE:
            name, descending = self._sorted_by
            names = [column.name for column in self.columns]
            index = names.index(name) if name in names else None
            return self._drawn.header(index, descending=descending, focused=self.focused)
        if y == FILTER_LINE:
            return self._drawn.filters(self._filters, self._wrong_filters)
        position = self._view.top + y - HEADER_LINES
        if position >= self.length:
            is_second = y == HEADER_LINES + 1
            return self._drawn.blank(self._why_empty() if is_second else "")
        return self._row(position, thumb=self._view.is_thumb(y - HEADER_LINES))

    def _row(self, position: int, *, thumb: bool) -> Strip:
        row = self._pages.row(position)
        if isinstance(row, Missing):
            return self._drawn.waiting(thumb=thumb)
        if row is None:
            return self._drawn.notice(_("deleted meanwhile"), thumb=thumb)
        if position == self.position:
            return self._drawn.cursor_row(
                row, focused=self.focused, marked=row[0] in self.marks, thumb=thumb
            )
        return self._drawn.row(row, marked=row[0] in self.marks, thumb=thumb)

    def _why_empty(self) -> str:
        if self.length:
            return ""
        return _("Nobody here.") if self.count == 0 else _("Reading…")

    # --- events -------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Lay the columns out anew and keep the cursor in sight."""
        self._first_column = first_to_show(
            self.columns, self.pinned, self._first_column, self.focused, self._line_width
        )
        self._strips = None
        self._view.resize(self.size.height - HEADER_LINES)
        self._want_pages()
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A header sorts, a row opens, the scrollbar goes there."""
        if event.x >= self._line_width and event.y >= HEADER_LINES:
            share = (event.y - HEADER_LINES) / max(1, self._view.height - 1)
            self.move_to(self._view.position_at_share(share))
            return
        index = self._drawn.painter.layout.column_at(event.x)
        if event.y < HEADER_LINES:
            if index is not None:
                self.focus_column(index)
                if event.y == FILTER_LINE:
                    self.action_filter()
                else:
                    self.action_sort()
            return
        position = self._view.top + event.y - HEADER_LINES
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
