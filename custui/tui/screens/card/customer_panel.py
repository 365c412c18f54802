"""A list on a customer's card."""

from __future__ import annotations

from custui.db.queries.panel import Panel, PanelList
from custui.tui.desk import Desk
from custui.tui.screens.panels.list_panel import ListPanel


class CustomerPanel(ListPanel):
    """The rows of a panel that belong to one customer."""

    def __init__(self, desk: Desk, panel: Panel, customer_id: int) -> None:
        self.customer_id = customer_id
        super().__init__(desk, self.rows_of(desk, panel))

    def rows_of(self, desk: Desk, panel: Panel) -> PanelList:
        """The customer's rows of ``panel``."""
        return PanelList(panel, self.customer_id, time_zone=desk.preferences.time_zone)
