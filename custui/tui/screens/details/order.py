"""An order: its lines, status history and addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from custui.db.connection import ShopDatabase
from custui.db.queries.card import sales
from custui.db.queries.panel import PanelList
from custui.locale import N_, _
from custui.tui.desk import Desk
from custui.tui.screens.details.row_facts import RowFacts
from custui.tui.screens.details.screen import DetailScreen
from custui.tui.screens.panels.list_panel import ListPanel
from custui.tui.screens.panels.text_panel import TextPanel
from custui.tui.widgets.panel import Panel

FACTS = (
    *("reference", "placed_at", "status", "valid", "payment", "paid_at", "carrier"),
    *("product_count", "products_value", "total"),
)


class _Lines(ListPanel):
    """The products of the order."""

    MOST_ROWS = 10


class _History(ListPanel):
    """The statuses that the order came to."""

    MOST_ROWS = 8


class _Address(TextPanel):
    """One of the two addresses, as it was on the day."""

    def __init__(self, desk: Desk, orders: PanelList, order_id: int, column: str) -> None:
        super().__init__(column, _(orders.columns.by_name[column].label), desk)
        self._orders = orders
        self._order_id = order_id
        self._column = column

    def ask(self, database: ShopDatabase) -> tuple[Any, ...] | None:
        """The address."""
        rows = self._orders.rows_by_key(database, [self._order_id], (self._column,))
        return rows.get(self._order_id)

    def text(self, value: Any) -> str:
        """Its lines."""
        return value[0] if value else ""


class OrderScreen(DetailScreen):
    """One order, shown and never edited."""

    TITLE_WORDS: ClassVar[str] = N_("Order")

    def left(self) -> Sequence[Panel]:
        """The order and its products."""
        rows = self.rows_of(sales.ORDERS, self.customer_id)
        return [
            RowFacts(self.desk, _("Order"), rows, self.key, FACTS),
            _History(self.desk, self.rows_of(sales.STATUS_HISTORY, self.key)),
            _Lines(self.desk, self.rows_of(sales.ORDER_LINES, self.key)),
        ]

    def right(self) -> Sequence[Panel]:
        """Where it went."""
        orders = self.rows_of(sales.ORDERS, self.customer_id)
        return [
            _Address(self.desk, orders, self.key, "shipping_address"),
            _Address(self.desk, orders, self.key, "billing_address"),
        ]
