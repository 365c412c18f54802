"""The search box: finds anyone while it is being typed into."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.containers import Horizontal
from textual.content import Content
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from custui.db.queries.customers import CustomerList
from custui.db.queries.snapshot import Snapshot
from custui.domain.columns import BY_NAME
from custui.domain.filters import Sort
from custui.domain.search import BEST_FIRST, RESULT_COLUMNS, SCOPES, Scope, Search, parse_search
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.tui.customer_columns import grid_columns
from custui.tui.desk import Desk
from custui.tui.screens.customers.queries import Around, FixOrder, ReadPage
from custui.tui.screens.search.box import SearchBox
from custui.tui.screens.search.hint import hint
from custui.tui.screens.search.queries import ReadFound
from custui.tui.screens.search.rest import OutOfSight, out_of_sight
from custui.tui.screens.section import SectionScreen
from custui.tui.sections import Section
from custui.tui.tasks import Lane, QueryFailed, ask
from custui.tui.widgets.grid import Grid
from custui.tui.widgets.key_footer import KeyFooter

PAUSE = 0.15
"""Seconds without a key after which what was typed is searched."""

_PINNED = 1


class SearchScreen(SectionScreen):
    """One box over everything; dismissed with the number of the customer that was chosen."""

    CSS_PATH: ClassVar = ["../section.tcss", "screen.tcss"]

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__(desk, section)
        self._scope = Scope.ALL
        self._sort: tuple[Sort, ...] = BEST_FIRST
        self._wanted: Search | None = None
        self._customers: CustomerList | None = None
        """What the rows on screen are the first of."""
        self._snapshot: Snapshot | None = None
        self._first_rows = Lane(self, "found")
        self._order = Lane(self, "order of found")
        self._pause: Timer | None = None
        self._open_when_found = False
        self._rest = OutOfSight()

    # --- frame --------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """The box, what is said of it, and the grid of those found."""
        desk = self.desk
        columns = grid_columns(desk, RESULT_COLUMNS)
        self.grid = Grid(columns, pinned=_PINNED, signs=desk.signs)
        self.grid.can_focus = False
        self.grid.focused = -1  # the columns are not walked here
        self.box = SearchBox(id="typed")
        yield self.box
        with Horizontal(id="told"):
            yield Static(id="scopes", markup=False)
            yield Static(id="found", markup=False)
        yield Static(id="problem", markup=False)
        yield Static(hint(), id="hint", markup=False)
        yield self.grid
        yield Static(id="rest", markup=False)

    def on_mount(self) -> None:
        """Ready to be typed into before anything else happens."""
        self.set_focus(self.box)
        self._footer = self.query_one(KeyFooter)
        self.grid.moved.subscribe(self, self._say_row, immediate=True)
        self._show_scope()
        self._show_sort()
        self._show_nothing()

    async def on_resize(self, event: events.Resize) -> None:
        """What does not stand in the grid is written below it."""
        labels = [_(BY_NAME[name].label) for name in RESULT_COLUMNS]
        self._rest = out_of_sight(self.grid.columns, labels, _PINNED, event.size.width)
        self.query_one("#rest").styles.height = self._rest.lines
        self._say_rest()

    def on_unmount(self) -> None:
        """Give threads and connections back."""
        self._stop()
        self._forget_snapshot()

    # --- what is typed ------------------------------------------------------------------------

    def on_input_changed(self) -> None:
        """Search soon; what is being looked for now is not wanted any more."""
        self._open_when_found = False
        self._stop()
        self._pause = self.set_timer(PAUSE, self._search)

    def on_input_submitted(self) -> None:
        """Open the row under the cursor, or the first one as soon as it is found."""
        if self._pause is None and not self._is_reading:
            self._open()
            return
        self._open_when_found = True
        if self._pause is not None:
            self._search()

    def action_scope(self, step: int) -> None:
        """Look elsewhere for the same."""
        scopes = list(Scope)
        self._scope = scopes[(scopes.index(self._scope) + step) % len(scopes)]
        self._show_scope()
        self._search()

    def on_grid_sort_wanted(self, wanted: Grid.SortWanted) -> None:
        """First ascending, then descending; a sort asked for goes before the exact hits."""
        first = self._sort[0]
        descending = first.column == wanted.column and not first.descending
        self._sort = (Sort(wanted.column, descending=descending),)
        self._show_sort()
        self._search(anew=True)

    def _stop(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        self._first_rows.interrupt()
        self._order.interrupt()

    # --- reading ------------------------------------------------------------------------------

    @property
    def _is_reading(self) -> bool:
        shown = self._customers.search if self._customers is not None else None
        return shown != self._wanted

    def _search(self, *, anew: bool = False) -> None:
        self._stop()
        wanted = parse_search(self.box.value, self._scope)
        self._wanted = wanted
        if wanted is None:
            self._show_nothing()
            return
        if not self._is_reading and not anew:
            self._go_on()
            return
        self.remove_class("-empty")
        self.grid.expect()
        customers = CustomerList(
            search=wanted,
            sort=self._sort,
            shop=self.desk.shop_code,
            time_zone=self.desk.preferences.time_zone,
        )
        best_first = self._sort is BEST_FIRST
        self._first_rows.start(
            ReadFound(self.desk.database, customers, RESULT_COLUMNS, best_first=best_first)
        )

    def _go_on(self) -> None:
        """The same is searched as before: count it, if that was stopped, or open it."""
        if self._open_when_found:
            self._open()
        elif self.grid.count is None:
            self._fix_order()

    def on_read_found_answer(self, answer: ReadFound.Answer) -> None:
        """The first rows; unless they are all, the count and every position follow."""
        self._forget_problem()
        self._forget_snapshot()
        self._customers = answer.customers
        self.grid.begin(answer.rows, count=len(answer.rows) if answer.are_all else None)
        self._say_found()
        if self._open_when_found:
            self._open()
        elif not answer.are_all:
            self._fix_order()

    def _fix_order(self) -> None:
        if self._customers is not None:
            row = self.grid.row_at_cursor
            key = None if row is None else row[0]
            self._order.start(
                FixOrder(
                    self.desk.database, self._customers, RESULT_COLUMNS, key, self.grid.position
                )
            )

    def on_around(self, answer: Around) -> None:
        """Every row has its position."""
        if answer.snapshot.of != self._customers:
            answer.snapshot.close()
            return
        self._forget_snapshot()
        self._snapshot = answer.snapshot
        row = self.grid.row_at_cursor
        moved = row is not None and row[0] != answer.key
        position = self.grid.position if moved else answer.position
        self.grid.reorder(answer.snapshot.count, position, answer.first, answer.rows)
        self._say_found()

    def on_grid_page_wanted(self, wanted: Grid.PageWanted) -> None:
        """Read rows that came into sight."""
        if self._snapshot is not None:
            ask(self, ReadPage(self._snapshot, RESULT_COLUMNS, wanted.first, wanted.limit), "page")

    def on_read_page_answer(self, answer: ReadPage.Answer) -> None:
        """Rows that came into sight."""
        if answer.snapshot is self._snapshot:
            self.grid.fill(answer.first, answer.rows)
            self._say_rest()

    def on_query_failed(self, failed: QueryFailed) -> None:
        """What was found before stays, and what went wrong stands above it."""
        self._open_when_found = False
        problem = self.query_one("#problem", Static)
        problem.update(failed.sentence)
        problem.add_class("-shown")

    def _forget_problem(self) -> None:
        self.query_one("#problem").remove_class("-shown")

    def _forget_snapshot(self) -> None:
        if self._snapshot is not None:
            self._snapshot.close()
            self._snapshot = None

    # --- acts ---------------------------------------------------------------------------------

    def action_row(self, step: int) -> None:
        """Move the cursor by rows."""
        self.grid.move_to(self.grid.position + step)

    def action_page(self, pages: int) -> None:
        """Move by a screen of rows."""
        self.grid.action_page(pages)

    def _open(self) -> None:
        row = self.grid.row_at_cursor
        if row is not None and self._wanted is not None:
            self.dismiss(row[0])

    # --- what is said -------------------------------------------------------------------------

    def _show_nothing(self) -> None:
        """Nothing was typed: what may be."""
        self._customers = None
        self._forget_problem()
        self._forget_snapshot()
        self.grid.begin([], count=0)
        self.add_class("-empty")
        self._say_found()

    def _show_scope(self) -> None:
        names = [
            Content.styled(f"[{_(name)}]", "bold $foreground")
            if scope is self._scope
            else Content(f" {_(name)} ")
            for scope, name in SCOPES.items()
        ]
        self.query_one("#scopes", Static).update(Content("  ").join(names))

    def _show_sort(self) -> None:
        first = self._sort[0]
        self.grid.show_sort(first.column, descending=first.descending)

    def _say_found(self) -> None:
        self.query_one("#found", Static).update(self._found())
        self._say_row(self.grid.position)

    def _found(self) -> str:
        wanted, count = self._wanted, self.grid.count
        if wanted is None:
            return ""
        if wanted.scope is Scope.IP and wanted.ip is None:
            return _("not an IP address")
        if count is None:
            return _("counting")
        return ngettext("{n} found", "{n} found", count).format(n=format_number(count))

    def _say_row(self, position: int) -> None:
        grid, place = self.grid, ""
        if grid.length and grid.count is not None:
            place = _("row {row} of {count}").format(
                row=format_number(position + 1), count=format_number(grid.count)
            )
        self._footer.say_place(place)
        self._say_rest()

    def _say_rest(self) -> None:
        row = self.grid.row_at_cursor
        text = "" if row is None else self._rest.written(row, self.grid.signs.ellipsis)
        self.query_one("#rest", Static).update(text)
