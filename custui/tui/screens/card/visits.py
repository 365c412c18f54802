"""Connections to the shop and attempts to log in."""

from __future__ import annotations

import time

from custui.db.connection import ShopDatabase
from custui.db.queries.card import visits
from custui.db.queries.card.over_time import WeekVisits, read_visits_by_week
from custui.locale import _, ngettext
from custui.locale.formats import format_date, format_number
from custui.tui.desk import Desk
from custui.tui.screens.card.customer_panel import CustomerPanel
from custui.tui.screens.card.plots import sparkline
from custui.tui.screens.card.plotted_panel import PlottedPanel


class ConnectionsPanel(PlottedPanel):
    """The last connections, and the visits by week."""

    MOST_ROWS = 5
    OPENS = True

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, visits.CONNECTIONS, customer_id)

    def figures(self, database: ShopDatabase) -> tuple[WeekVisits, ...]:
        """The visits of each week."""
        zone, now = self.desk.preferences.time_zone, int(time.time())
        return read_visits_by_week(database, self.customer_id, now=now, time_zone=zone)

    def plotted(self, figures: tuple[WeekVisits, ...]) -> str:
        """The weeks, and how many visits they had."""
        total = sum(week.visits for week in figures)
        if not total:
            return ""
        line = sparkline([week.visits for week in figures], ascii_only=self.desk.ascii_only)
        said = ngettext("{count} visit", "{count} visits", total).format(count=format_number(total))
        return _("  weeks from {first} {line}   {visits}").format(
            first=format_date(figures[0].monday), line=line, visits=said
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
