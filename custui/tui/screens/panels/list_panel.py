"""A panel that is a list: sorted, filtered, paged and copied as every list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.widget import Widget

from custui.db.queries.lists import RowList
from custui.locale import _
from custui.locale.formats import format_number
from custui.tui.desk import Desk
from custui.tui.grid_columns import grid_columns
from custui.tui.widgets.filtered_grid import FilteredGrid
from custui.tui.widgets.grid import Grid
from custui.tui.widgets.live_grid import LiveGrid
from custui.tui.widgets.panel import Panel


class ListPanel(Panel):
    """Shows ``listing``; without rows it is a title alone."""

    MOST_ROWS: ClassVar[int] = 6
    """How many rows are in sight at once."""

    OPENS: ClassVar[bool] = False
    """Whether a row opens with Enter: then ``opened`` says what happens."""

    def __init__(self, desk: Desk, listing: RowList, *, title: str = "") -> None:
        columns = listing.columns
        super().__init__(columns.name, title or _(columns.label), ascii_only=desk.ascii_only)
        self.desk = desk
        self.grid = LiveGrid(
            desk.database,
            listing,
            grid_columns(desk, self.names(listing), columns),
            pinned=0,
            signs=desk.signs,
            opens=self.OPENS,
        )
        self.grid.fits_columns = True
        self.grid.shows_cursor_always = False
        self._list = FilteredGrid(self.grid, ascii_only=desk.ascii_only, compact=True)
        self._list.display = False
        self._comes_in = False

    def names(self, listing: RowList) -> Sequence[str]:
        """The columns shown."""
        return listing.columns.default

    def body(self) -> Iterable[Widget]:
        """The list with its filters."""
        yield self._list

    def read(self) -> None:
        """Read it, or follow what changed."""
        if self.grid.count is None:
            self.grid.read_anew()
        else:
            self.grid.data_changed()

    def show_list(self, listing: RowList) -> None:
        """Show another list in the same place."""
        self.grid.set_columns(
            grid_columns(self.desk, self.names(listing), listing.columns), pinned=0
        )
        self.grid.show_list(listing)
        self._list.forget_filters()

    @property
    def entrance(self) -> Widget:
        """The list, where it has rows."""
        return self.grid if self._list.display else self.title

    def go_to(self, key: int) -> None:
        """Put the cursor on a row and bring the panel into use, as soon as it is read."""
        self._comes_in = True
        self.grid.seek(key)

    def on_live_grid_counted(self, counted: LiveGrid.Counted) -> None:
        """Make as much room as the rows need."""
        counted.stop()
        if counted.count is None:
            return
        self.title.say(count=self._count_in_words(counted.count), problem="")
        self._fit(counted.count)

    def _count_in_words(self, count: int) -> str:
        return format_number(count) if count else _("none")

    def _fit(self, count: int) -> None:
        rows = max(1, min(count, self.MOST_ROWS))
        self._list.styles.height = rows + self.grid.header_lines
        is_shown = bool(count) or bool(self._list.filtering.typed)
        had_focus = self.grid.has_focus
        self._list.display = is_shown
        self.title.can_focus = not is_shown
        if had_focus and not is_shown:
            self.title.focus()
        if self._comes_in and is_shown:
            self._comes_in = False
            self.grid.focus()
            self.call_after_refresh(self.scroll_visible, animate=False)

    def on_filtered_grid_row_shown(self) -> None:
        """The filter row came or went: the rows keep their room."""
        self._fit(self.grid.count or 0)

    def on_grid_open_wanted(self, wanted: Grid.OpenWanted) -> None:
        """Open a row."""
        wanted.stop()
        self.opened(wanted.key)

    def opened(self, key: int) -> None:
        """A row was opened."""
        raise NotImplementedError
