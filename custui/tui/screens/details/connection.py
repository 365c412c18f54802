"""A connection: where it came from, and the pages that were looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from custui.db.queries.card import visits
from custui.locale import N_, _
from custui.tui.screens.details.row_facts import RowFacts
from custui.tui.screens.details.screen import DetailScreen
from custui.tui.screens.panels.list_panel import ListPanel
from custui.tui.widgets.panel import Panel

FACTS = (
    *("started_at", "last_seen_at", "time_spent", "page_count", "stage", "page"),
    *("ip", "origin", "referrer", "cart_id", "cart_total", "user_agent"),
)


class _Pages(ListPanel):
    """The pages, in the order they were seen."""

    MOST_ROWS = 14


class ConnectionScreen(DetailScreen):
    """One connection to the shop."""

    TITLE_WORDS: ClassVar[str] = N_("Connection")

    def left(self) -> Sequence[Panel]:
        """The connection and its pages."""
        rows = self.rows_of(visits.CONNECTIONS, self.customer_id)
        return [
            RowFacts(
                self.desk,
                _("Connection"),
                rows,
                self.key,
                FACTS,
            ),
            _Pages(self.desk, self.rows_of(visits.PAGES, self.key)),
        ]
