"""Connections to the shop and attempts to log in."""

from __future__ import annotations

import time
from collections.abc import Iterable

from textual.widget import Widget
from textual.widgets import Static

from custui.db.connection import ShopDatabase
from custui.db.queries.card import visits
from custui.db.queries.card.over_time import WeekVisits, read_visits_by_week
from custui.locale import _, ngettext
from custui.locale.formats import format_date, format_number
from custui.tui.desk import Desk
from custui.tui.reading import Answered, Read
from custui.tui.screens.card.customer_panel import CustomerPanel
from custui.tui.screens.card.plots import sparkline
from custui.tui.tasks import ask


class ConnectionsPanel(CustomerPanel):
    """The last connections, and the visits by week."""

    MOST_ROWS = 5
    OPENS = True

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, visits.CONNECTIONS, customer_id)
        self._plot = Static(id="visits-plot", markup=False, classes="plot")
        self._plot.display = False

    def body(self) -> Iterable[Widget]:
        """The plot above the list."""
        yield self._plot
        yield from super().body()

    def read(self) -> None:
        """The list, and the visits by week."""
        super().read()
        ask(self, Read(self.desk.database, self._read_weeks), "visits by week")

    def _read_weeks(self, database: ShopDatabase) -> tuple[WeekVisits, ...]:
        zone, now = self.desk.preferences.time_zone, int(time.time())
        return read_visits_by_week(database, self.customer_id, now=now, time_zone=zone)

    def on_answered(self, answer: Answered) -> None:
        """Plot them."""
        weeks: tuple[WeekVisits, ...] = answer.value
        total = sum(week.visits for week in weeks)
        line = sparkline([week.visits for week in weeks], ascii_only=self.desk.ascii_only)
        said = ngettext("{count} visit", "{count} visits", total).format(count=format_number(total))
        self._plot.display = bool(total)
        self._plot.update(
            _("  weeks from {first} {line}   {visits}").format(
                first=format_date(weeks[0].monday), line=line, visits=said
            )
        )

    def opened(self, key: int) -> None:
        """Show the pages of a connection."""
        from custui.tui.screens.details.connection import ConnectionScreen

        self.app.push_screen(ConnectionScreen(self.desk, self.customer_id, key))


class LoginsPanel(CustomerPanel):
    """Attempts to log in as the customer."""

    MOST_ROWS = 5

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, visits.LOGIN_ATTEMPTS, customer_id)
