"""A list counted by a column: the value that most have first; Enter filters the list by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from custui.db.queries.counts.read import Counts
from custui.db.queries.customers import CustomerList
from custui.domain.columns import BY_NAME, Kind
from custui.domain.text import printable
from custui.locale import _, language, ngettext
from custui.locale.formats import SYMBOLS, format_number
from custui.tui.desk import Desk
from custui.tui.screens.counts.queries import CountBy, Line
from custui.tui.screens.counts.words import SHARE_CELLS, bar
from custui.tui.tasks import QueryFailed, ask
from custui.tui.widgets.grid import Grid, GridColumn
from custui.tui.widgets.grid.layout import GAP

WIDEST = 32
"""Cells that a value has at most."""

NARROWEST = 12

_BESIDE = 10
"""Cells of the card beside the columns: marker, rule, scrollbar, padding and border."""

_FRAME = 2
"""Lines of the card's border."""

_HIGHEST = 90
"""Percent of the window that the card has at most, as its stylesheet says."""


class CountsScreen(ModalScreen[str | None]):
    """Ends with the filter of the value that was chosen, as it is typed; or with none."""

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,number_sign,q", "leave", show=False)]

    def __init__(self, desk: Desk, customers: CustomerList, column: str) -> None:
        super().__init__()
        self._desk = desk
        self._column = BY_NAME[column]
        self._filtered_by = next(
            (each for each in customers.filters if each.column == column), None
        )
        self._query = CountBy(desk, customers, column)
        self._counts: Counts | None = None
        self._lines: list[Line] = []
        self._sorted_by, self._descending = "customers", True
        self._grid: Grid | None = None

    def compose(self) -> ComposeResult:
        """One card."""
        with Vertical(id="counts") as card:
            card.border_title = _("Counted by: {column}").format(column=_(self._column.label))
            card.border_subtitle = _("Esc leaves")
            yield Static(_("Counting…"), id="total", markup=False)
            yield Static(id="rest", markup=False)

    def on_mount(self) -> None:
        """Count at once."""
        self.query_one("#rest").display = False
        ask(self, self._query, "count by column")

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._query.interrupt()

    # --- what was counted ---------------------------------------------------------------------

    async def on_count_by_answer(self, answer: CountBy.Answer) -> None:
        """Show the counts."""
        self._counts, self._lines = answer.counts, answer.lines
        text = ngettext("{count} customer", "{count} customers", answer.counts.customers)
        self._say("#total", text.format(count=format_number(answer.counts.customers)))
        self._say("#rest", "\n".join(self._remarks(answer.counts)))
        columns = self._columns()
        self._card.styles.width = sum(each.width + GAP for each in columns) + _BESIDE
        self._grid = Grid(columns, pinned=1, signs=self._desk.signs, opens=True)
        self._grid.show_filter_row(False)
        await self._card.mount(self._grid, after="#total")
        self._fit()
        self._show_lines()
        self.set_focus(self._grid)
        self._card.border_subtitle = _("Enter filters by it, s sorts, Esc leaves")

    @property
    def _card(self) -> Vertical:
        return self.query_one("#counts", Vertical)

    def _columns(self) -> list[GridColumn]:
        longest = max((cell_len(line.label) for line in self._lines), default=0)
        header = cell_len(_(self._column.label)) + 2  # with the arrow of the sort
        width = min(max(NARROWEST, header, longest), WIDEST)
        return [
            GridColumn("value", _(self._column.label), width, False, str),
            GridColumn("customers", _("Customers"), 11, True, format_number),
            GridColumn("share", _("Share"), 7, True, str),
            GridColumn("bar", "", SHARE_CELLS, False, str),
        ]

    def _show_lines(self) -> None:
        """The lines in the order that was asked for."""
        grid, counts = self._grid, self._counts
        if grid is None or counts is None:
            return
        by_value = self._sorted_by == "value"
        numbered = sorted(
            enumerate(self._lines),
            key=lambda each: each[1].place if by_value else each[1].customers,
            reverse=self._descending,
        )
        total, ascii_only = counts.customers, self._desk.ascii_only
        rows = [
            (
                number,
                line.label,
                line.customers,
                _share(line.customers, total),
                bar(line.customers, total, ascii_only=ascii_only),
            )
            for number, line in numbered
        ]
        grid.begin(rows, count=len(rows))
        grid.show_sort(self._sorted_by, descending=self._descending)

    def _remarks(self, counts: Counts) -> Iterator[str]:
        if counts.others:
            text = ngettext(
                "… and {n} other value: {count}", "… and {n} other values: {count}", counts.others
            )
            yield text.format(
                n=format_number(counts.others), count=format_number(counts.customers_of_others)
            )
        if self._column.kind is Kind.CHOICES:
            yield _("Who is in several counts in each.")
        if self._filtered_by is not None:
            yield _("Enter takes the place of the filter {filter}.").format(
                filter=f"{_(self._column.label)} {printable(str(self._filtered_by))}"
            )

    def _fit(self) -> None:
        """As many lines as there are, or as fit."""
        if self._grid is not None:
            remarks = self.query_one("#rest", Static)
            taken = _FRAME + 1 + (remarks.size.height if remarks.display else 0)
            room = self.app.size.height * _HIGHEST // 100 - taken
            self._grid.styles.height = max(2, min(len(self._lines) + 1, room))

    def _say(self, selector: str, text: str) -> None:
        line = self.query_one(selector, Static)
        line.update(text)
        line.display = bool(text)

    # --- what the user does -------------------------------------------------------------------

    def on_resize(self) -> None:
        """Another window has room for more or fewer lines."""
        self._fit()

    def on_grid_sort_wanted(self, wanted: Grid.SortWanted) -> None:
        """By how many there are, or by what they have in common."""
        wanted.stop()
        name = "value" if wanted.column == "value" else "customers"
        self._descending = not self._descending if name == self._sorted_by else name != "value"
        self._sorted_by = name
        self._show_lines()

    def on_grid_open_wanted(self, wanted: Grid.OpenWanted) -> None:
        """Filter by the value, where a filter can say it."""
        wanted.stop()
        if self._counts is None:
            return
        chosen = self._counts.values[wanted.key].filter
        if chosen is None:
            self.notify(_("No filter can say this value."), severity="warning")
        else:
            self.dismiss(str(chosen))

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong."""
        self._say("#total", printable(failed.sentence))

    def action_leave(self) -> None:
        """Back to the list as it is."""
        self.dismiss(None)


def _share(customers: int, total: int) -> str:
    share = f"{100 * customers / max(1, total):.1f}"
    return share.replace(".", SYMBOLS[language()].decimal) + " %"
