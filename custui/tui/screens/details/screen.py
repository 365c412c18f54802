"""The frame of a detail: facts and lists about one thing."""

from __future__ import annotations

from typing import ClassVar

from custui.db.queries.panel import Panel, PanelList
from custui.locale import _
from custui.tui.desk import Desk
from custui.tui.screens.panels.screen import PanelsScreen
from custui.tui.sections import CARD, CUSTOMERS


class DetailScreen(PanelsScreen):
    """One thing of a customer's; ``TITLE_WORDS`` says what kind, ``name`` which one."""

    TITLE_WORDS: ClassVar[str] = ""

    def __init__(self, desk: Desk, customer_id: int, key: int) -> None:
        super().__init__(desk, CARD)
        self.customer_id = customer_id
        self.key = key

    def rows_of(self, panel: Panel, owner: int) -> PanelList:
        """The rows of a panel at this desk."""
        return PanelList(panel, owner, time_zone=self.desk.preferences.time_zone)

    @property
    def crumbs(self) -> tuple[str, ...]:
        """Where this is."""
        return (_(CUSTOMERS.title), str(self.customer_id), f"{_(self.TITLE_WORDS)} {self.key}")
