"""The grid itself: where the cursor is, what is in sight, and which rows are still wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.signal import Signal
from textual.timer import Timer

from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.grid import COMMANDS
from custui.tui.widgets.grid.layout import GridColumn, first_to_show
from custui.tui.widgets.grid.pages import PAGE_ROWS, GridRow, Missing
from custui.tui.widgets.grid.paint import Signs
from custui.tui.widgets.grid.surface import FILTER_LINE, GridSurface
from custui.tui.widgets.grid.viewport import Viewport

PATIENCE = 0.08
"""Seconds that the old rows stay while new ones are read; then placeholders are drawn."""


class Grid(GridSurface, can_focus=True):
    """A list of any length, drawn from the pages read so far.

    The owner gives rows with ``begin``, ``fill`` and ``freshen`` and answers ``PageWanted``. A row
    is its key and then its cells. Positions count from 0; until ``count`` is known the list ends
    with the rows at hand.
    """

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)

    @dataclass
    class PageWanted(Message):
        """Rows from position ``first``, a page's beginning, are in sight but were not read."""

        first: int
        limit: int

    @dataclass
    class Left(Message):
        """The user went past the last row (``step`` 1) or the first one (-1)."""

        step: int

    @dataclass
    class OpenWanted(Message):
        """The user asked to open the row of ``key``."""

        key: Any

    @dataclass
    class SortWanted(Message):
        """The user asked to sort by a column."""

        column: str

    @dataclass
    class FilterWanted(Message):
        """The user asked to filter a column."""

        column: str

    def __init__(
        self, columns: Sequence[GridColumn], *, pinned: int, signs: Signs, opens: bool = False
    ) -> None:
        super().__init__(columns, pinned=pinned, signs=signs)
        self._opens = opens
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
    def row_at_cursor(self) -> GridRow | None:
        """The row under the cursor; None when there is none, or it was not read yet."""
        row = self._pages.row(self.position) if self.length else None
        return row if isinstance(row, tuple) else None

    @property
    def key_at_cursor(self) -> Any:
        """The key of the row under the cursor; None when there is no such row."""
        row = self.row_at_cursor
        return None if row is None else row[0]

    def cell_at_cursor(self, name: str) -> Any:
        """The value of a column in the row under the cursor; None when either is not there."""
        row, names = self.row_at_cursor, [column.name for column in self.columns]
        return row[1 + names.index(name)] if row is not None and name in names else None

    @property
    def keys_in_sight(self) -> list[Any]:
        """The keys of the rows on screen."""
        rows = (self._pages.row(position) for position in self._view.in_sight)
        return [row[0] for row in rows if isinstance(row, tuple)]

    def set_columns(self, columns: Sequence[GridColumn], *, pinned: int) -> None:
        """Show other columns; rows with these are to follow (``begin``, ``draw_soon``).

        The column in focus keeps it where it is still there. Rows stay where only widths change.
        """
        before = [column.name for column in self.columns]
        focused = before[self.focused] if before else ""
        names = [column.name for column in columns]
        self.columns, self._wanted_pins = tuple(columns), pinned
        self.focused = names.index(focused) if focused in names else min(pinned, len(names) - 1)
        self._first_column = 0
        self._fit_columns()
        if names != before:
            self._pages.clear()

    def _fit_columns(self) -> None:
        """Lay the columns out for the present width, the one in focus in sight."""
        pinned = self.pinned
        first = max(pinned, self._first_column)
        self._first_column = first_to_show(
            self._fitted, pinned, first, self.focused, self._line_width
        )
        self._strips = None

    def draw_soon(self) -> None:
        """Draw everything when the rows in sight are there, or patience is at its end."""
        self._want_pages()
        if self._in_hand:
            self._draw()
        elif self._waiting is None:
            self._waiting = self.set_timer(PATIENCE, self._draw)

    # --- acts ---------------------------------------------------------------------------------

    def action_down(self) -> None:
        """Go to the next row; past the last one, leave."""
        if self.position + 1 < self.length:
            self.move_to(self.position + 1)
        else:
            self.post_message(self.Left(1))

    def action_up(self) -> None:
        """Go to the row before; past the first one, leave."""
        if self.position > 0:
            self.move_to(self.position - 1)
        else:
            self.post_message(self.Left(-1))

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

    def action_open(self) -> None:
        """Open the row under the cursor."""
        row = self.row_at_cursor
        if row is not None:
            self.post_message(self.OpenWanted(row[0]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Not every list has rows that open."""
        return self._opens if action == "open" else True

    def action_sort(self) -> None:
        """Sort by the column in focus."""
        self.post_message(self.SortWanted(self.columns[self.focused].name))

    def action_filter(self) -> None:
        """Filter the column in focus."""
        self.post_message(self.FilterWanted(self.columns[self.focused].name))

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
            self._fitted, self.pinned, self._first_column, index, self._line_width
        )
        if first != self._first_column:
            self._first_column = first
            self._strips = None
            self.refresh()
        else:
            self.refresh(Region(0, 0, self.size.width, 1), self._line(self.position))

    # --- what is in sight -----------------------------------------------------------------------

    def _show_move(self, before: Viewport) -> None:
        view = self._view
        if view == before:
            return
        if view.top == before.top and self._waiting is None:
            self.refresh(self._line(before.position), self._line(view.position))
            self.moved.publish(view.position)
            return
        self.draw_soon()

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
            Region(0, line + self.header_lines, self.size.width, 1)
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

    # --- events -------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Lay the columns out anew and keep the cursor in sight."""
        self._fit_columns()
        self._fit_height()
        self._want_pages()

    def on_focus(self) -> None:
        """The cursor shows."""
        if not self.shows_cursor_always:
            self.refresh(self._line(self.position))

    def on_blur(self) -> None:
        """The cursor hides."""
        if not self.shows_cursor_always:
            self.refresh(self._line(self.position))

    def on_click(self, event: events.Click) -> None:
        """A header sorts, a row opens, the scrollbar goes there."""
        line = event.y - self.header_lines
        if line < 0:
            self._header_clicked(event)
        elif event.x >= self._line_width:
            self.move_to(self._view.position_at_share(line / max(1, self._view.height - 1)))
        elif self._view.top + line < self.length:
            index = self._drawn.painter.layout.column_at(event.x)
            if index is not None:
                self.focus_column(index)
            self.move_to(self._view.top + line)
            self.row_clicked(index)

    def _header_clicked(self, event: events.Click) -> None:
        index = self._drawn.painter.layout.column_at(event.x)
        if index is None or event.x >= self._line_width:
            return
        self.focus_column(index)
        if event.y == FILTER_LINE:
            self.action_filter()
        else:
            self.action_sort()

    def row_clicked(self, index: int | None) -> None:
        """The cell of the column ``index`` of the row under the cursor was clicked: open it."""
        if self._opens:
            self.action_open()

    def on_mouse_scroll_down(self) -> None:
        """The wheel moves a few rows."""
        self.move_to(self.position + 3)

    def on_mouse_scroll_up(self) -> None:
        """The wheel moves a few rows."""
        self.move_to(self.position - 3)
