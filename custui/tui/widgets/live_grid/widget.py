"""A grid that reads itself and follows what others write."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic
from typing import Any, ClassVar

from textual.message import Message
from textual.timer import Timer

from custui.db.connection import ShopDatabase
from custui.db.queries.lists import RowList
from custui.db.queries.snapshot import Snapshot
from custui.domain.filters import Sort
from custui.tui.tasks import Lane, Query, ask
from custui.tui.widgets.grid import Grid, GridColumn
from custui.tui.widgets.grid.pages import GridRow
from custui.tui.widgets.grid.paint import Signs
from custui.tui.widgets.live_grid.queries import (
    Around,
    FirstPage,
    FixOrder,
    Locate,
    ReadAgain,
    ReadFirstPage,
    ReadPage,
    Seek,
)

REORDER_SECONDS = 1.0
"""The shortest time between two orders fixed anew while others keep writing."""

STEP_SECONDS = 5.0
"""How long to wait at most for a row that is being read."""

SOONEST_SECONDS = 0.01
"""The shortest delay: Textual divides by a timer's interval when it is late."""


class LiveGrid(Grid):
    """Shows a list of the database: its first rows at once, then every position; kept up to date.

    ``Counted`` comes with each count, ``QueryFailed`` when something
    could not be read: the grid then keeps its last good state.
    """

    ALWAYS_FIXES_ORDER: ClassVar[bool] = False
    """Whether even a list that its first page has whole gets its positions fixed."""

    @dataclass
    class Counted(Message):
        """The list has ``count`` rows; ``None``: they are being counted."""

        count: int | None

    class Began(Message):
        """The first rows of the list are there."""

    @dataclass
    class ListChanged(Message):
        """The user chose another list: by its order, or by its filters."""

        listing: RowList

    def __init__(
        self,
        database: ShopDatabase,
        listing: RowList,
        columns: Sequence[GridColumn],
        *,
        pinned: int,
        signs: Signs,
        opens: bool = False,
    ) -> None:
        super().__init__(columns, pinned=pinned, signs=signs, opens=opens)
        self.database = database
        self.listing = listing
        self.snapshot: Snapshot | None = None
        self.is_beginning = False
        """Whether the rows on screen are not yet those of the list."""
        self._first_page = Lane(self, "first page")
        self._rows_in_sight = Lane(self, "rows in sight")
        self._order = Lane(self, "order")
        self._reorder_timer: Timer | None = None
        self._fixed_at = 0.0
        self._sought: Any = None
        self._outdated = False

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that are read: the key, then those shown."""
        return (self.listing.columns.key, *(column.name for column in self.columns))

    # --- which list ---------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Say how the list is sorted."""
        self._show_sort()

    def on_unmount(self) -> None:
        """Give threads and connections back."""
        self.stop_reading()
        self._forget_snapshot()

    def show_list(self, listing: RowList) -> None:
        """Read another list from its beginning: first rows at once, then every position.

        One that differs by more than its order drops the marks and is counted anew.
        """
        before, self.listing = self.listing, listing
        if before.sorted_by(listing.sort) != listing.sorted_by(listing.sort):
            self.marks.clear()
            self.post_message(self.Counted(None))
        self._show_sort()
        self.read_anew()

    def show_columns(self, columns: Sequence[GridColumn], *, pinned: int) -> None:
        """Read the same list with other columns."""
        self.set_columns(columns, pinned=pinned)
        self._show_sort()
        self.read_columns()

    def read_columns(self) -> None:
        """Read the rows in sight in the columns that were set; the cursor stays where it is."""
        if self.snapshot is None or self.is_beginning:
            self.read_anew()
        else:
            self.draw_soon()

    def show_read(self, rows: Sequence[GridRow]) -> None:
        """Show first rows of the list that were read already; ``fix_order`` is to follow."""
        self.begin(rows, count=None)

    def read_anew(self) -> None:
        """Read the list from its beginning."""
        self.stop_reading()
        self._forget_snapshot()
        self.expect()
        self.is_beginning = True
        self._first_page.start(self.first_page_query())

    def first_page_query(self) -> Query:
        """What is asked for the first rows; its answer is a ``FirstPage``."""
        return ReadFirstPage(self.database, self.listing, self.names)

    def stop_reading(self) -> None:
        """What is being read is not wanted any more."""
        for lane in (self._first_page, self._rows_in_sight, self._order):
            lane.interrupt()

    def _forget_snapshot(self) -> None:
        if self.snapshot is not None:
            self.snapshot.close()
            self.snapshot = None

    def on_grid_sort_wanted(self, wanted: Grid.SortWanted) -> None:
        """First ascending, then descending."""
        wanted.stop()
        first = self.listing.sort[0]
        descending = first.column == wanted.column and not first.descending
        sort = Sort(wanted.column, descending=descending)
        self.change_list(self.listing.sorted_by((sort,)))

    def change_list(self, listing: RowList) -> None:
        """The user chose another list: show it, and say so."""
        self.show_list(listing)
        # On the grid's own behalf: what a parent sends through its child goes no further up.
        self.call_later(lambda: self.post_message(self.ListChanged(listing)))

    def _show_sort(self) -> None:
        first = self.listing.sort[0]
        self.show_sort(first.column, descending=first.descending)

    # --- its rows -----------------------------------------------------------------------------

    def on_first_page(self, answer: FirstPage) -> None:
        """A new list begins; its order follows."""
        answer.stop()
        is_same = not self.is_beginning and answer.listing == self.listing
        self.listing = answer.listing
        self.is_beginning = False
        if answer.are_all and not self.ALWAYS_FIXES_ORDER:
            self._show_whole(answer.rows, is_same=is_same)
        elif is_same:
            self.fix_order()
        else:
            self.begin(answer.rows, count=None)
            self.fix_order()
        self.post_message(self.Began())

    def _show_whole(self, rows: list[GridRow], *, is_same: bool) -> None:
        """Show all rows of a short list; where it is the same list, the cursor stays on its row."""
        keys = [row[0] for row in rows]
        if is_same:
            key = self.key_at_cursor
            position = keys.index(key) if key in keys else self.position
            self.reorder(len(rows), position, 0, rows)
        else:
            self.begin(rows, count=len(rows))
        self.post_message(self.Counted(len(rows)))
        if self._sought in keys:
            self.move_to(keys.index(self._sought))
        self._sought = None

    def fix_order(self) -> None:
        """Count the rows and fix every position; the cursor stays on its row."""
        self._fixed_at = monotonic()
        query = FixOrder(self.database, self.listing, self.names, self.key_at_cursor, self.position)
        self._order.start(query)

    def on_around(self, answer: Around) -> None:
        """Every row has its position; the cursor's row keeps its line on screen."""
        answer.stop()
        if answer.snapshot.of != self.listing:
            answer.snapshot.close()
            return
        key = self.key_at_cursor
        keys = [each[0] if each is not None else None for each in answer.rows]
        if answer.columns != self.names:
            self._order.start(Locate(answer.snapshot, self.names, key, self.position))
        elif key is None or key == answer.key:
            self._take(answer, answer.position)
        elif key in keys:
            self._take(answer, answer.first + keys.index(key))
        else:  # the cursor went far while the order was being fixed
            self._order.start(Locate(answer.snapshot, self.names, key, self.position))

    def _take(self, answer: Around, position: int) -> None:
        old, self.snapshot = self.snapshot, answer.snapshot
        if old is not None and old is not self.snapshot:
            old.close()
        self.reorder(answer.snapshot.count, position, answer.first, answer.rows)
        self.post_message(self.Counted(answer.snapshot.count))
        if self._sought is not None:
            self.seek(self._sought)

    def on_grid_page_wanted(self, wanted: Grid.PageWanted) -> None:
        """Read rows that came into sight."""
        wanted.stop()
        if self.snapshot is not None:
            ask(self, ReadPage(self.snapshot, self.names, wanted.first, wanted.limit), "page")

    def on_read_page_answer(self, answer: ReadPage.Answer) -> None:
        """Rows that came into sight."""
        answer.stop()
        if answer.snapshot is self.snapshot and answer.columns == self.names:
            self.fill(answer.first, answer.rows)
            self.moved.publish(self.position)

    async def step(self, step: int) -> Any:
        """Go to the next row (or the one before, -1) and give its key; ``None`` at the end."""
        position = self.position
        self.move_to(position + step)
        if self.position == position:
            return None
        async with asyncio.timeout(STEP_SECONDS):
            while self.key_at_cursor is None:  # its page is being read
                await asyncio.sleep(SOONEST_SECONDS)
        return self.key_at_cursor

    # --- one row ------------------------------------------------------------------------------

    def seek(self, key: Any) -> None:
        """Put the cursor on the row of ``key``, as soon as every position is known."""
        self._sought = key
        if self.snapshot is not None:
            ask(self, Seek(self.snapshot, self.names, key), "seek")

    def on_seek_answer(self, answer: Seek.Answer) -> None:
        """The row's position; where the list does not have it, the cursor stays."""
        answer.stop()
        around = answer.around
        if answer.key != self._sought or (
            around is not None and around.snapshot is not self.snapshot
        ):
            return  # another one is sought by now, or in another order
        self._sought = None
        if around is not None and around.columns != self.names:
            self.seek(answer.key)
        elif around is not None:
            self.reorder(around.snapshot.count, around.position, around.first, around.rows)

    # --- what others write --------------------------------------------------------------------

    def data_changed(self) -> None:
        """Read the rows in sight again at once, and the order soon; out of sight, when it returns.

        A list that is being read anew shows what is there by then.
        """
        if not self._is_seen:
            self._outdated = True
            return
        keys = self.keys_in_sight
        if keys:
            self._rows_in_sight.start(ReadAgain(self.database, self.listing, keys, self.names))
        if self._reorder_timer is None:
            rest = max(SOONEST_SECONDS, self._fixed_at + REORDER_SECONDS - monotonic())
            self._reorder_timer = self.set_timer(rest, self._reorder)

    def catch_up(self) -> None:
        """The screen is seen again: show what changed meanwhile."""
        if self._outdated:
            self._outdated = False
            self.data_changed()

    @property
    def _is_seen(self) -> bool:
        return self.screen.is_current or self.app.screen.is_modal

    def _reorder(self) -> None:
        self._reorder_timer = None
        if self.snapshot is None and self.count is not None and not self.ALWAYS_FIXES_ORDER:
            self._first_page.start(self.first_page_query())  # it has the list whole
        else:
            self.fix_order()

    def on_read_again_answer(self, answer: ReadAgain.Answer) -> None:
        """Rows in sight as they are now."""
        answer.stop()
        if answer.columns == self.names:
            self.freshen(answer.rows)
