"""One row of a list as facts: every column of it, also those that the list does not show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.queries.panel import PanelList
from custui.domain.cells import cell_text
from custui.locale import _
from custui.tui.desk import Desk
from custui.tui.screens.panels.reading_panel import FactsPanel
from custui.tui.widgets.panel import Fact, fact


class RowFacts(FactsPanel):
    """The columns ``names`` of the row of ``key``."""

    def __init__(
        self, desk: Desk, title: str, rows: PanelList, key: int, names: Sequence[str]
    ) -> None:
        super().__init__("facts", title, desk)
        self._rows = rows
        self._key = key
        self._names = tuple(names)

    def ask(self, database: ShopDatabase) -> tuple[Any, ...] | None:
        """The row; ``None`` when it is gone."""
        return self._rows.rows_by_key(database, [self._key], self._names).get(self._key)

    def facts(self, value: Any) -> Sequence[Fact]:
        """Label and cell of each column."""
        if value is None:
            return [Fact(_("State"), _("deleted meanwhile"), alarm=True)]
        columns = self._rows.columns.by_name
        return [
            fact(
                _(columns[name].label),
                cell_text(columns[name], self.desk.time_zone, self.desk.glyphs)(cell),
            )
            for name, cell in zip(self._names, value, strict=True)
        ]
