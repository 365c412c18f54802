"""The grid of those found, and what it asks the database first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from custui.db.connection import ShopDatabase
from custui.db.queries.customers import CustomerList
from custui.db.queries.lookups import read_lookups
from custui.db.queries.search.exact import exact_first
from custui.db.queries.search.first import read_found
from custui.domain.search import BEST_FIRST, Search
from custui.tui.own_connection import OwnConnection
from custui.tui.widgets.grid.pages import PAGE_ROWS
from custui.tui.widgets.live_grid import LiveGrid
from custui.tui.widgets.live_grid.queries import FirstPage


class ReadFound(OwnConnection):
    """The first rows of what a search finds, there at once, before anything is counted."""

    def __init__(
        self, database: ShopDatabase, customers: CustomerList, columns: Sequence[str]
    ) -> None:
        super().__init__(database)
        self._customers = customers
        self._columns = columns

    def run(self) -> FirstPage:
        """Find the exact hits, unless a sort was asked for, and read the first rows."""
        customers = self._customers
        with self.connected() as database:
            if customers.sort is BEST_FIRST:
                customers = exact_first(database, customers)
            self.go_on()
            lookups = read_lookups(database)
            rows = read_found(database, customers, lookups, self._columns, limit=PAGE_ROWS)
        return FirstPage(customers, rows)


class FoundGrid(LiveGrid):
    """Those found, the exact hits in front."""

    @property
    def customers(self) -> CustomerList:
        """The list: who is looked for, in which order."""
        assert isinstance(self.listing, CustomerList)  # noqa: S101 - it was given one
        return self.listing

    def look_for(self, search: Search) -> None:
        """Show whom ``search`` finds."""
        self.show_list(replace(self.customers, search=search, first=()))

    def first_page_query(self) -> ReadFound:
        """Look for them."""
        return ReadFound(self.database, self.customers, self.names)

    def show_nothing(self) -> None:
        """Nothing is looked for."""
        self.stop_reading()
        self.listing = replace(self.customers, search=None, first=())
        self.begin([], count=0)

    def data_changed(self) -> None:
        """Where nothing is looked for, nothing is read."""
        if self.customers.search is not None:
            super().data_changed()
