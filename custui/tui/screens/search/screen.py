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
from custui.domain.columns import BY_NAME
from custui.domain.search import BEST_FIRST, RESULT_COLUMNS, SCOPES, Scope, Search, parse_search
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.tui.desk import Desk
from custui.tui.grid_columns import grid_columns
from custui.tui.screens.acting import ActingScreen
from custui.tui.screens.search.box import SearchBox
from custui.tui.screens.search.found import FoundGrid
from custui.tui.screens.search.hint import hint
from custui.tui.screens.search.rest import OutOfSight, out_of_sight
from custui.tui.sections import Section
from custui.tui.tasks import QueryFailed
from custui.tui.widgets.key_footer import KeyFooter

PAUSE = 0.15
"""Seconds without a key after which what was typed is searched."""

_PINNED = 1


class SearchScreen(ActingScreen):
    """One box over everything."""

    CSS_PATH: ClassVar = ["../section.tcss", "screen.tcss"]

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__(desk, section)
        self._scope = Scope.ALL
        self._wanted: Search | None = None
        self._pause: Timer | None = None
        self._open_when_found = False
        self._rest = OutOfSight()

    # --- frame --------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """The box, what is said of it, and the grid of those found."""
        desk = self.desk
        self.grid = FoundGrid(
            desk.database,
            CustomerList(
                sort=BEST_FIRST, shop=desk.shop_code, time_zone=desk.preferences.time_zone
            ),
            grid_columns(desk, RESULT_COLUMNS),
            pinned=_PINNED,
            signs=desk.signs,
        )
        self.grid.can_focus = False
        self.grid.show_filter_row(False)
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
        self._show_nothing()

    async def on_resize(self, event: events.Resize) -> None:
        """What does not stand in the grid is written below it."""
        labels = [_(BY_NAME[name].label) for name in RESULT_COLUMNS]
        self._rest = out_of_sight(self.grid.columns, labels, _PINNED, event.size.width)
        self.query_one("#rest").styles.height = self._rest.lines
        self._say_rest()

    # --- what is typed ------------------------------------------------------------------------

    def on_input_changed(self) -> None:
        """Search soon; what is being looked for now is not wanted any more."""
        self._open_when_found = False
        self._stop()
        self._pause = self.set_timer(PAUSE, self._search)

    def on_input_submitted(self) -> None:
        """Open the row under the cursor, or the first one as soon as it is found."""
        if self._pause is None and not self.grid.is_beginning:
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

    def _stop(self) -> None:
        if self._pause is not None:
            self._pause.stop()
            self._pause = None
        self.grid.stop_reading()

    # --- reading ------------------------------------------------------------------------------

    def _search(self) -> None:
        self._stop()
        grid, wanted = self.grid, parse_search(self.box.value, self._scope)
        same, self._wanted = wanted == self._wanted and not grid.is_beginning, wanted
        if wanted is None:
            self._show_nothing()
        elif not same:
            self.remove_class("-empty")
            grid.look_for(wanted)
        elif self._open_when_found:
            self._open()
        elif grid.count is None:
            grid.fix_order()

    def on_live_grid_began(self) -> None:
        """The first rows are there; unless they are all, the count and every position follow."""
        self._forget_problem()
        self._say_found()
        if self._open_when_found:
            self._open()

    def on_live_grid_counted(self) -> None:
        """Say how many were found."""
        self._say_found()

    def on_query_failed(self, failed: QueryFailed) -> None:
        """What was found before stays, and what went wrong stands above it."""
        failed.prevent_default()
        self._open_when_found = False
        problem = self.query_one("#problem", Static)
        problem.update(failed.sentence)
        problem.add_class("-shown")

    def _forget_problem(self) -> None:
        self.query_one("#problem").remove_class("-shown")

    # --- acts ---------------------------------------------------------------------------------

    def action_row(self, step: int) -> None:
        """Move the cursor by rows."""
        self.grid.move_to(self.grid.position + step)

    def action_page(self, pages: int) -> None:
        """Move by a screen of rows."""
        self.grid.action_page(pages)

    def _open(self) -> None:
        self._open_when_found = False  # once: others may write, and the rows be read again
        key = self.grid.key_at_cursor
        if key is not None and self._wanted is not None:
            self.open_card(key, origin=self.grid, references=self._wanted.references)

    # --- what is said -------------------------------------------------------------------------

    def _show_nothing(self) -> None:
        """Nothing was typed: what may be."""
        self._forget_problem()
        self.grid.show_nothing()
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
