"""A list on a card with a plot of its figures over time above it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget
from textual.widgets import Static

from custui.db.connection import ShopDatabase
from custui.db.queries.panel import Panel
from custui.tui.desk import Desk
from custui.tui.reading import Answered, Read
from custui.tui.screens.card.customer_panel import CustomerPanel
from custui.tui.tasks import ask


class PlottedPanel(CustomerPanel):
    """``figures`` are read in a worker beside the list; ``plotted`` writes their line."""

    def __init__(self, desk: Desk, panel: Panel, customer_id: int) -> None:
        super().__init__(desk, panel, customer_id)
        self._plot = Static(markup=False, classes="plot")
        self._plot.display = False

    def body(self) -> Iterable[Widget]:
        """The plot above the list."""
        yield self._plot
        yield from super().body()

    def read(self) -> None:
        """The list, and its figures."""
        super().read()
        ask(self, Read(self.desk.database, self.figures), "figures over time")

    def on_answered(self, answer: Answered) -> None:
        """Plot them; without anything to plot the line takes no room."""
        line = self.plotted(answer.value)
        self._plot.display = bool(line)
        self._plot.update(line)

    def figures(self, database: ShopDatabase) -> Any:
        """In a worker: the figures."""
        raise NotImplementedError

    def plotted(self, figures: Any) -> str:
        """The line, safe to show; empty where there is nothing."""
        raise NotImplementedError
