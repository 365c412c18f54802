"""The customers section: a live list of any size."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from time import monotonic
from typing import ClassVar

from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from custui.db.changes import ChangeNotice
from custui.db.queries.choices import choices
from custui.db.queries.customers import CustomerList
from custui.db.queries.snapshot import Snapshot
from custui.domain.columns import BY_NAME, DEFAULT
from custui.domain.filters import Sort, expected
from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.services.flags import FLAGS, asks_how
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.customers import COMMANDS
from custui.tui.commands.marking import BULK
from custui.tui.customer_columns import grid_columns
from custui.tui.desk import Desk
from custui.tui.screens.bulk import flow as bulk_acts
from custui.tui.screens.bulk.queries import MOST_IN_A_RANGE, FindUnfinished, ReadRange
from custui.tui.screens.consent.screen import ConsentScreen
from custui.tui.screens.copied.screen import CopiedScreen
from custui.tui.screens.customers.acts import Acted, Refused, SetFlag, UndoLast
from custui.tui.screens.customers.figures import in_words
from custui.tui.screens.customers.queries import (
    Around,
    FixOrder,
    Locate,
    ReadAgain,
    ReadFigures,
    ReadFirstPage,
    ReadPage,
    Seek,
)
from custui.tui.screens.section import SectionScreen
from custui.tui.sections import Section
from custui.tui.tasks import Lane, QueryFailed, ask
from custui.tui.widgets.filtered_grid import FilteredGrid
from custui.tui.widgets.grid import Grid
from custui.tui.widgets.key_footer import KeyFooter

REORDER_SECONDS = 1.0
"""The shortest time between two orders fixed anew while others keep writing."""

SOONEST_SECONDS = 0.01
"""The shortest delay: Textual divides by a timer's interval when it is late."""

FIGURES_SECONDS = 30.0
"""The shortest time between two readings of the shop's figures: each scans every customer."""


def default_columns(desk: Desk) -> tuple[str, ...]:
    """The columns a grid begins with; the shop only where there are several."""
    return (*DEFAULT, "shop") if desk.has_several_shops else DEFAULT


class CustomersScreen(SectionScreen):
    """Every customer of the shop."""

    CSS_PATH: ClassVar = ["../section.tcss", "screen.tcss"]
    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS, BULK)
    BINDINGS = bindings(COMMAND_GROUPS)

    class Watching(Message):
        """From now on every commit is noticed."""

    class DataChanged(Message):
        """Somebody else wrote to the database."""

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__(desk, section)
        self._names = default_columns(desk)
        self._customers = CustomerList(shop=desk.shop_code, time_zone=desk.preferences.time_zone)
        self._snapshot: Snapshot | None = None
        self._first_page = Lane(self, "first page")
        self._rows_in_sight = Lane(self, "rows in sight")
        self._order = Lane(self, "order")
        self._figures = Lane(self, "figures")
        self._figures_at = 0.0
        self._reorder_timer: Timer | None = None
        self._fixed_at = 0.0
        self._sought: int | None = None
        self._notice = ChangeNotice(desk.database, self._tell_changed)

    # --- frame --------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """The grid, and a line for what went wrong."""
        desk = self.desk
        columns = grid_columns(desk, self._names)
        self._list = FilteredGrid(
            columns,
            pinned=1,
            signs=desk.signs,
            ascii_only=desk.ascii_only,
            expected=lambda column: expected(BY_NAME[column]),
            choices=self._choices,
        )
        self.grid = self._list.grid
        yield Static(id="problem", markup=False)
        yield self._list

    def _choices(self, column: str) -> list[str]:
        return choices(BY_NAME[column], self.desk.lookups)

    def on_mount(self) -> None:
        """Show the rows that were read beforehand, then count and watch."""
        self._footer = self.query_one(KeyFooter)
        self.grid.moved.subscribe(self, self._say_place, immediate=True)
        self._show_sort()
        self.grid.begin(self.desk.first_rows, count=None)
        self.grid.focus()
        self.call_after_refresh(self._begin_watching)

    def _begin_watching(self) -> None:
        self.run_worker(self._watch, thread=True, name="begin watching")

    def _watch(self) -> None:
        """In a worker: notice every commit before the order is read, so that none is missed."""
        self._notice.start()
        self.post_message(self.Watching())

    def on_customers_screen_watching(self) -> None:
        """Count the list and fix its order."""
        self._fix_order()
        self._read_figures()
        ask(self, FindUnfinished(self.desk.database, self.desk.actor), "unfinished")

    def _read_figures(self) -> None:
        self._figures_at = monotonic()
        self._figures.start(ReadFigures(self.desk.database))

    def on_read_figures_answer(self, answer: ReadFigures.Answer) -> None:
        """Say the figures."""
        separator = " | " if self.desk.ascii_only else " · "
        self._list.say_figures(in_words(answer.figures, separator))

    def _tell_changed(self) -> None:
        self.post_message(self.DataChanged())

    def on_unmount(self) -> None:
        """Give threads and connections back."""
        self._notice.stop()
        for lane in (self._first_page, self._rows_in_sight, self._order, self._figures):
            lane.interrupt()
        if self._snapshot is not None:
            self._snapshot.close()

    # --- reading ------------------------------------------------------------------------------

    def _begin_list(self) -> None:
        """Read the list from its beginning: first rows at once, then every position."""
        if self._snapshot is not None:
            self._snapshot.close()
            self._snapshot = None
        self._order.interrupt()
        self.grid.expect()
        self._first_page.start(ReadFirstPage(self.desk.database, self._customers, self._names))

    def on_read_first_page_answer(self, answer: ReadFirstPage.Answer) -> None:
        """A new list begins; its order follows."""
        if answer.customers == self._customers:
            self.grid.begin(answer.rows, count=None)
            self._fix_order()

    def _fix_order(self) -> None:
        self._fixed_at = monotonic()
        row = self.grid.row_at_cursor
        self._order.start(
            FixOrder(
                self.desk.database,
                self._customers,
                self._names,
                None if row is None else row[0],
                self.grid.position,
            )
        )

    def on_around(self, answer: Around) -> None:
        """Every row has its position; the cursor's row keeps its line on screen."""
        if answer.snapshot.of != self._customers:
            answer.snapshot.close()
            return
        row = self.grid.row_at_cursor
        key = None if row is None else row[0]
        keys = [each[0] if each is not None else None for each in answer.rows]
        if key is None or key == answer.key:
            self._take(answer, answer.position)
        elif key in keys:
            self._take(answer, answer.first + keys.index(key))
        else:  # the cursor went far while the order was being fixed
            self._order.start(Locate(answer.snapshot, self._names, key, self.grid.position))

    def _take(self, answer: Around, position: int) -> None:
        old, self._snapshot = self._snapshot, answer.snapshot
        if old is not None and old is not self._snapshot:
            old.close()
        self._forget_problem()
        self.grid.reorder(answer.snapshot.count, position, answer.first, answer.rows)
        self._list.say_count(answer.snapshot.count)
        if self._sought is not None:
            self.show_customer(self._sought)

    def show_customer(self, customer_id: int) -> None:
        """Put the cursor on a customer, as soon as every position is known."""
        self._sought = customer_id
        if self._snapshot is not None:
            ask(self, Seek(self._snapshot, self._names, customer_id), "seek")

    def on_seek_answer(self, answer: Seek.Answer) -> None:
        """The customer's position; or the list does not have it."""
        around = answer.around
        if answer.customer_id != self._sought or (
            around is not None and around.snapshot is not self._snapshot
        ):
            return  # another one is sought by now, or in another order
        self._sought = None
        if around is not None:
            self.grid.reorder(around.snapshot.count, around.position, around.first, around.rows)
        else:
            self.notify(
                _("Customer {number} is not in this list: its filters leave that one out.").format(
                    number=answer.customer_id
                ),
                markup=False,
            )

    def on_grid_page_wanted(self, wanted: Grid.PageWanted) -> None:
        """Read rows that came into sight."""
        if self._snapshot is not None:
            query = ReadPage(self._snapshot, self._names, wanted.first, wanted.limit)
            ask(self, query, "page")

    def on_read_page_answer(self, answer: ReadPage.Answer) -> None:
        """Rows that came into sight."""
        if answer.snapshot is self._snapshot:
            self.grid.fill(answer.first, answer.rows)

    def on_query_failed(self, failed: QueryFailed) -> None:
        """The list keeps its last good state and says what went wrong."""
        problem = self.query_one("#problem", Static)
        problem.update(failed.sentence)
        problem.add_class("-shown")

    def _forget_problem(self) -> None:
        self.query_one("#problem").remove_class("-shown")

    # --- what others write --------------------------------------------------------------------

    def on_customers_screen_data_changed(self) -> None:
        """Read the rows in sight again at once, and the order soon."""
        keys = self.grid.keys_in_sight
        if keys:
            self._rows_in_sight.start(ReadAgain(self.desk.database, keys, self._names))
        if self._reorder_timer is None:
            rest = max(SOONEST_SECONDS, self._fixed_at + REORDER_SECONDS - monotonic())
            self._reorder_timer = self.set_timer(rest, self._reorder)

    def _reorder(self) -> None:
        self._reorder_timer = None
        self._fix_order()
        if monotonic() - self._figures_at > FIGURES_SECONDS:
            self._read_figures()

    def on_read_again_answer(self, answer: ReadAgain.Answer) -> None:
        """Rows in sight as they are now."""
        self.grid.freshen(answer.rows)

    # --- acts ---------------------------------------------------------------------------------

    def action_refresh_list(self) -> None:
        """Read rows and order anew."""
        self.post_message(self.DataChanged())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A flag must be in focus to be toggled."""
        if action == "toggle_flag":
            return self.is_mounted and self._column_in_focus in FLAGS
        return True

    @property
    def _column_in_focus(self) -> str:
        return self.grid.columns[self.grid.focused].name

    def action_toggle_flag(self) -> None:
        """Turn the flag in focus on or off; a consent turned on asks how it was given."""
        row, flag = self.grid.row_at_cursor, self._column_in_focus
        if row is None or flag not in FLAGS:
            return
        customer_id, value = row[0], not row[self.grid.focused]

        def toggle(reason: str | None) -> None:
            if reason is not None:
                act = SetFlag(self.desk, customer_id, flag, value=value, reason=reason)
                ask(self, act, "act")

        if asks_how(flag, value=value):
            question = _("{consent}: how did the customer agree?")
            self.app.push_screen(
                ConsentScreen(question.format(consent=_(BY_NAME[flag].label))), toggle
            )
        else:
            toggle("")

    def action_copy_cell(self) -> None:
        """Copy the cell in focus as it is shown."""
        row = self.grid.row_at_cursor
        if row is not None:
            self._copy(self.grid.columns[self.grid.focused].text(row[self.grid.focused]))

    def action_copy_email(self) -> None:
        """Copy the e-mail address."""
        row = self.grid.row_at_cursor
        if row is not None and "email" in self._names:
            self._copy(row[self._names.index("email")])

    def _copy(self, text: str) -> None:
        # What is pasted runs somewhere else: nothing that a terminal obeys may be in it.
        self.app.copy_to_clipboard(printable(text))
        self.app.push_screen(CopiedScreen(text))

    def action_undo(self) -> None:
        """Take back what the person did last."""
        ask(self, UndoLast(self.desk), "act")

    def on_acted(self, acted: Acted) -> None:
        """Say what was done; the rows show it by themselves."""
        if acted.sentence:
            self.notify(acted.sentence, markup=False)

    def on_refused(self, refused: Refused) -> None:
        """Say why nothing was done."""
        self.notify(refused.sentence, severity="warning", markup=False)

    def on_filtered_grid_filters_changed(self) -> None:
        """Another list: the one that the filters leave."""
        self.grid.drop_marks()
        self._customers = replace(self._customers, filters=self._list.filters)
        self._begin_list()

    def on_grid_sort_wanted(self, wanted: Grid.SortWanted) -> None:
        """First ascending, then descending."""
        first = self._customers.sort[0]
        descending = first.column == wanted.column and not first.descending
        self._customers = replace(
            self._customers, sort=(Sort(wanted.column, descending=descending),)
        )
        self._show_sort()
        self._begin_list()

    def _show_sort(self) -> None:
        first = self._customers.sort[0]
        self.grid.show_sort(first.column, descending=first.descending)

    # --- marks and bulk actions -----------------------------------------------------------------

    def action_bulk(self) -> None:
        """Change every marked customer."""
        bulk_acts.begin(self, self.desk, self._customers, self.grid.marks)

    def on_find_unfinished_answer(self, answer: FindUnfinished.Answer) -> None:
        """Offer what was left half-way."""
        bulk_acts.offer(self, self.desk, answer.unfinished)

    def on_grid_range_wanted(self, wanted: Grid.RangeWanted) -> None:
        """Find the rows between: they need not have been read."""
        if self._snapshot is not None:
            ask(self, ReadRange(self._snapshot, wanted.anchor, wanted.to), "range")
        else:
            self.notify(_("The list is still being counted. Try again in a moment."))

    def on_read_range_answer(self, answer: ReadRange.Answer) -> None:
        """Mark them."""
        if answer.too_long:
            text = _("A range has at most {count} rows; * marks all that match.")
            self.notify(text.format(count=format_number(MOST_IN_A_RANGE)), markup=False)
        self.grid.mark(answer.keys)

    # --- place ----------------------------------------------------------------------------------

    def _say_place(self, _position: int) -> None:
        self._footer.say_place(self._place())

    def _place(self) -> str:
        grid = self.grid
        if not grid.length:
            return ""
        count = "…" if grid.count is None else format_number(grid.count)
        if grid.count is None and self.desk.ascii_only:
            count = "..."
        place = _("row {row} of {count}").format(row=format_number(grid.position + 1), count=count)
        return f"{self._marked()}{place}" if grid.marks else place

    def _marked(self) -> str:
        marks = self.grid.marks
        count = len(marks)
        text = ngettext("{count} marked", "{count} marked", count)
        said = _("all marked") if marks.every else text.format(count=format_number(count))
        return said + (" | " if self.desk.ascii_only else " · ")
