"""What can be done with the list as a whole: count it, export it, see its SQL."""

from __future__ import annotations

import shlex
from dataclasses import replace
from typing import TYPE_CHECKING

from custui.db.queries.customers import CustomerList
from custui.domain.text import printable
from custui.locale import N_, _
from custui.tui.screens.section import SectionScreen
from custui.tui.widgets.filtered_grid import FilteredGrid
from custui.tui.widgets.live_grid import LiveMarkingGrid

if TYPE_CHECKING:
    from custui.tui.screens.gear.screen import Entry


class ListTools(SectionScreen):
    """A section with one list of customers, in ``grid`` within ``filtered_list``."""

    grid: LiveMarkingGrid
    filtered_list: FilteredGrid

    @property
    def customers(self) -> CustomerList:
        """The list in sight."""
        listing = self.grid.listing
        assert isinstance(listing, CustomerList)  # noqa: S101 - body() gave it one
        return listing

    def action_refresh_list(self) -> None:
        """Read rows and order anew."""
        self.data_changed()

    def action_count(self) -> None:
        """Count the list by the column in focus, and filter it by what is chosen."""
        from custui.tui.screens.counts.screen import CountsScreen

        column = self.grid.columns[self.grid.focused].name

        def filter_by(chosen: str | None) -> None:
            if chosen is not None:
                self.filtered_list.filter_by(column, chosen)

        self.app.push_screen(CountsScreen(self.desk, self.customers, column), filter_by)

    def action_export(self) -> None:
        """Write the marked customers, or all of the list, to a file."""
        from custui.tui.screens.export.screen import ExportScreen

        marks = self.grid.marks
        if marks and not marks.every:
            # Whoever is marked is meant, whatever the filters say of them by now.
            customers = replace(self.customers, filters=(), search=None, among=tuple(marks.keys))
            from custui.tui.screens.bulk.flow import whom_in_words

            whom = whom_in_words(marks)
        else:
            customers, whom = self.customers, self._filters_in_words()
        self.app.push_screen(ExportScreen(self.desk, customers, whom))

    def _filters_in_words(self) -> str:
        chips = self.filtered_list.filtering.chips()
        separator = " | " if self.desk.ascii_only else " · "
        words = separator.join(f"{label} {printable(text)}" for _name, label, text in chips)
        return words or _("the whole list")

    def action_import(self) -> None:
        """Say how a file is read in."""
        path = printable(shlex.quote(str(self.desk.database.called)))
        self.notify(_how_to_import(f"custui --db {path} import FILE"), markup=False)

    def action_sql(self) -> None:
        """Show the list as SQL."""
        from custui.tui.screens.sql.screen import SqlScreen

        names = [name for name in self.grid.names if name != "id"]
        self.app.push_screen(SqlScreen(self.desk.database, self.customers, ["id", *names]))

    def action_gear(self) -> None:
        """Choose from all that can be done with the list."""
        from custui.tui.screens.gear.screen import GearScreen

        async def do(action: str | None) -> None:
            if action is not None:
                await self.run_action(action)

        self.app.push_screen(GearScreen(self._entries()), do)

    def _entries(self) -> list[Entry]:
        from custui.tui.screens.gear.screen import Entry

        no_import = self.why_not("import") or _how_to_import("custui import FILE")
        return [
            Entry("r", N_("Refresh"), "refresh_list"),
            Entry("x", N_("Export…"), "export", self.why_not("export")),
            Entry("i", N_("Import…"), "import", no_import),
            Entry("s", N_("SQL of this list"), "sql"),
            Entry("p", N_("Set required fields…"), "app.section('preferences')"),
        ]


def _how_to_import(command: str) -> str:
    return _("On the command line so far: {command}").format(command=command)
