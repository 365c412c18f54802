"""What the list shows, under which name: the view in force, and the person's own columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from custui.domain.columns import BY_NAME
from custui.domain.layouts import ColumnLayout, default_layout
from custui.domain.permissions import OWN_SETTINGS
from custui.domain.text import printable
from custui.locale import _
from custui.services.permission import permitted
from custui.tui.desk import Desk
from custui.tui.grid_columns import grid_columns
from custui.tui.tasks import ask
from custui.tui.widgets.filtered_grid import FilteredGrid

if TYPE_CHECKING:  # the first rows do not wait for what reads views
    from custui.db.views import SavedView
    from custui.domain.views import View


class ShownView:
    """Applies views to a list, and says which one is in force.

    Without one the columns are the person's own, which are remembered; with one they belong to it,
    and are kept when it is saved.
    """

    def __init__(self, screen: Screen[object], desk: Desk, filtered: FilteredGrid) -> None:
        self._screen = screen
        self._desk = desk
        self._list = filtered
        self._own = self._layout = desk.layout
        self._in_force: SavedView | None = None

    def present(self) -> View:
        """What the list shows now."""
        from custui.domain.views import View

        name = self._in_force.view.name if self._in_force else ""
        return View(name, self._layout, self._list.filters, self._list.grid.listing.sort)

    # --- views --------------------------------------------------------------------------------

    async def choose_view(self) -> None:
        """Choose a view, or keep what the list shows as one."""
        from custui.tui.screens.views.screen import Left, ViewsScreen

        def left(answer: Left | None) -> None:
            if answer is None:
                return
            self._in_force = answer.view
            if answer.shows:
                self._show(answer.view)
            self.say()

        await self._screen.app.push_screen(
            ViewsScreen(self._desk, self.present, self._in_force), left
        )

    def _show(self, saved: SavedView | None) -> None:
        """Show what a view says, as far as it is valid; for ``None`` everybody."""
        from custui.domain.views import View

        view = saved.view if saved else View("", self._own)
        grid = self._list.grid
        self._list.take_filters(view.filters)
        self._take_columns(view.layout)
        grid.focus_column(view.layout.pinned)  # from its left edge, wherever the focus was
        grid.show_list(grid.listing.filtered(view.filters).sorted_by(view.sort))
        self._list.say_of_list(_what_is_not_valid(saved) if saved and saved.problems else "")

    # --- columns ------------------------------------------------------------------------------

    async def choose_columns(self) -> None:
        """Choose the columns; the list shows at once what is chosen."""
        from custui.tui.screens.columns.screen import ColumnsScreen

        def left(layout: ColumnLayout | None) -> None:
            if layout is not None and self._in_force is None:
                self._keep(layout)

        await self._screen.app.push_screen(
            ColumnsScreen(
                self._desk,
                self._layout,
                begins_as=self._begins_as,
                kept_with=self._kept_with(),
                preview=self._preview,
            ),
            left,
        )

    @property
    def _begins_as(self) -> ColumnLayout:
        return default_layout(several_shops=self._desk.has_several_shops)

    def _kept_with(self) -> str:
        """For how long the columns will be so."""
        if self._in_force is not None:
            return _("Part of the view {name}: save it with v n.").format(
                name=printable(self._in_force.view.name)
            )
        if permitted(self._desk.database, self._desk.actor, OWN_SETTINGS):
            return _("Remembered for you.")
        return _("--read-only: for this sitting alone.")

    def _preview(self, layout: ColumnLayout) -> None:
        if layout != self._layout:
            self._take_columns(layout)
            self._list.grid.read_columns()
            self.say()

    def _take_columns(self, layout: ColumnLayout) -> None:
        self._layout = layout
        columns = grid_columns(self._desk, layout.names, widths=layout.widths)
        self._list.set_columns(columns, pinned=layout.pinned)

    def _keep(self, layout: ColumnLayout) -> None:
        if layout != self._own:
            self._own = layout
            kept = None if layout == self._begins_as else layout
            from custui.tui.acts import KeepColumns

            ask(self._screen, KeepColumns(self._desk, kept), "keep columns")

    # --- what is said -------------------------------------------------------------------------

    def say(self) -> None:
        """Say which view is in force, whether the list is another since, and an order not seen."""
        parts = []
        first = self._list.grid.listing.sort[0]
        if first.column not in self._layout.names:
            signs = self._desk.signs
            sign = signs.descending if first.descending else signs.ascending
            parts.append(f"{sign} {_(BY_NAME[first.column].label)}")
        if self._in_force is not None:
            view = self._in_force.view
            name = _("view: {name}").format(name=printable(view.name))
            parts.append(name if view.shows_the_same(self.present()) else f"{name}*")
        self._list.say_view("  ".join(parts))


def _what_is_not_valid(saved: SavedView) -> str:
    return _("View {name}: {problems} The rest is shown.").format(
        name=printable(saved.view.name), problems=" ".join(saved.problems)
    )
