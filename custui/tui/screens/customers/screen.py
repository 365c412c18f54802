"""The customers section: a live list of any size."""

from __future__ import annotations

from collections.abc import Iterable
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widget import Widget

from custui.db.queries.customers import CustomerList
from custui.domain.filters import OneOf
from custui.domain.flags import FLAGS
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.customer_form import AT_HAND, NEW
from custui.tui.commands.customers import COMMANDS
from custui.tui.commands.marking import BULK
from custui.tui.commands.tools import TOOLS
from custui.tui.commands.views import VIEWS
from custui.tui.desk import Desk
from custui.tui.grid_columns import grid_columns
from custui.tui.screens.acting import ActingScreen
from custui.tui.screens.customers.figures import ReadFigures, in_words
from custui.tui.screens.customers.grid import CustomersGrid
from custui.tui.screens.customers.shown_view import ShownView
from custui.tui.screens.customers.tools import ListTools
from custui.tui.sections import Section
from custui.tui.tasks import Lane, ask
from custui.tui.widgets.filtered_grid import FilteredGrid
from custui.tui.widgets.grid import Grid
from custui.tui.widgets.key_footer import KeyFooter

if TYPE_CHECKING:
    from custui.tui.screens.bulk.queries import FindUnfinished
    from custui.tui.screens.customers.email import ReadEmail

FIGURES_SECONDS = 30.0
"""The shortest time between two readings of the shop's figures: each scans every customer."""


class CustomersScreen(ListTools, ActingScreen):
    """Every customer of the shop."""

    CSS_PATH: ClassVar = ["../section.tcss"]
    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (
        COMMANDS,
        AT_HAND,
        NEW,
        VIEWS,
        BULK,
        TOOLS,
    )
    BINDINGS = bindings(COMMAND_GROUPS)

    class Watching(Message):
        """From now on every commit is noticed."""

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__(desk, section)
        self._figures = Lane(self, "figures")
        self._figures_at = 0.0

    # --- frame --------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """The grid with its filters."""
        desk = self.desk
        self.grid = CustomersGrid(
            desk.database,
            CustomerList(shop=desk.shop_code, time_zone=desk.preferences.time_zone),
            grid_columns(desk, desk.layout.names, widths=desk.layout.widths),
            pinned=desk.layout.pinned,
            signs=desk.signs,
            opens=True,
        )
        self.filtered_list = FilteredGrid(self.grid, ascii_only=desk.ascii_only)
        self._shown = ShownView(self, desk, self.filtered_list)
        yield self.filtered_list

    def on_mount(self) -> None:
        """Show the rows that were read beforehand, then count and watch."""
        self._footer = self.query_one(KeyFooter)
        self.grid.moved.subscribe(self, self._say_place, immediate=True)
        self.grid.show_read(self.desk.first_rows)
        self.grid.focus()
        self.call_after_refresh(self._begin_watching)

    def _begin_watching(self) -> None:
        self.run_worker(self._watch, thread=True, name="begin watching")

    def _watch(self) -> None:
        """In a worker: notice every commit before the order is read, so that none is missed."""
        self.changes.start()
        self.post_message(self.Watching())

    def on_customers_screen_watching(self) -> None:
        """Count the list and fix its order."""
        from custui.tui.screens.bulk.queries import FindUnfinished
        from custui.tui.screens.drafts.finding import FindDrafts

        self.grid.fix_order()
        self._read_figures()
        ask(self, FindUnfinished(self.desk.database, self.desk.actor), "unfinished")
        ask(self, FindDrafts(self.desk), "drafts")

    def on_unmount(self) -> None:
        """Give threads and connections back."""
        self._figures.interrupt()

    # --- what the lists tell ------------------------------------------------------------------

    def _read_figures(self) -> None:
        self._figures_at = monotonic()
        self._figures.start(ReadFigures(self.desk.database))

    def on_read_figures_answer(self, answer: ReadFigures.Answer) -> None:
        """Say the figures."""
        separator = " | " if self.desk.ascii_only else " · "
        self.filtered_list.say_figures(in_words(answer.figures, separator))

    def data_changed(self) -> None:
        """Somebody wrote: the list follows at once, the figures now and then."""
        super().data_changed()
        if monotonic() - self._figures_at > FIGURES_SECONDS:
            self._read_figures()

    def on_grid_open_wanted(self, wanted: Grid.OpenWanted) -> None:
        """Show the customer's card."""
        self.open_card(wanted.key, origin=self.grid)

    def on_customers_grid_flag_clicked(self) -> None:
        """A click on a flag toggles it."""
        self.action_toggle_flag()

    # --- acts ---------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A flag must be in focus to be toggled."""
        if action == "toggle_flag" and not (self.is_mounted and self._column_in_focus in FLAGS):
            return False
        return super().check_action(action, parameters)

    @property
    def _column_in_focus(self) -> str:
        return self.grid.columns[self.grid.focused].name

    def action_toggle_flag(self) -> None:
        """Turn the flag in focus on or off; a consent turned on asks how it was given."""
        customer_id, flag = self.grid.key_at_cursor, self._column_in_focus
        if customer_id is None or flag not in FLAGS:
            return
        self.toggle_flag(customer_id, flag, value=not self.grid.cell_at_cursor(flag))

    async def action_views(self) -> None:
        """Choose a view, or save the list as one."""
        await self._shown.choose_view()

    async def action_columns(self) -> None:
        """Choose the columns."""
        await self._shown.choose_columns()

    def on_live_grid_list_changed(self) -> None:
        """The list is another than the view in force says."""
        self._shown.say()

    def action_copy_cell(self) -> None:
        """Copy the cell in focus as it is shown."""
        column = self.grid.columns[self.grid.focused]
        if self.grid.row_at_cursor is not None:
            self.copy(column.text(self.grid.cell_at_cursor(column.name)))

    def action_copy_email(self) -> None:
        """Copy the e-mail address."""
        key = self.grid.key_at_cursor
        if key is None:
            return
        if "email" in self.grid.names:
            self.copy(self.grid.cell_at_cursor("email"))
        else:
            from custui.tui.screens.customers.email import ReadEmail

            ask(self, ReadEmail(self.desk, key), "e-mail address")

    def on_read_email_answer(self, answer: ReadEmail.Answer) -> None:
        """The e-mail address of a list that does not show it."""
        self.copy(answer.email)

    @property
    def customer_at_hand(self) -> tuple[int, str] | None:
        """The customer under the cursor."""
        key = self.grid.key_at_cursor
        if key is None:
            return None
        names = (self.grid.cell_at_cursor(name) for name in ("first_name", "last_name"))
        return key, " ".join(filter(None, names))

    def show_members(self, group: str) -> None:
        """Show the members of a group, whatever was filtered before."""
        members = (OneOf("groups", (group,)),)
        self.filtered_list.take_filters(members)
        self.grid.change_list(self.grid.listing.filtered(members))

    # --- marks and bulk actions -----------------------------------------------------------------

    def action_bulk(self) -> None:
        """Change every marked customer."""
        from custui.tui.screens.bulk import flow

        flow.begin(self, self.desk, self.customers, self.grid.marks, export=self.action_export)

    def on_find_unfinished_answer(self, answer: FindUnfinished.Answer) -> None:
        """Offer what was left half-way."""
        from custui.tui.screens.bulk import flow

        flow.offer(self, self.desk, answer.unfinished)

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
