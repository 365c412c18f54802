"""A cart: its lines and value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from custui.db.queries.card import sales
from custui.locale import N_, _
from custui.tui.screens.details.row_facts import RowFacts
from custui.tui.screens.details.screen import DetailScreen
from custui.tui.screens.panels.list_panel import ListPanel
from custui.tui.widgets.panel import Panel

FACTS = ("created_at", "updated_at", "carrier", "product_count", "total")


class _Lines(ListPanel):
    """The products in the cart."""

    MOST_ROWS = 12


class CartScreen(DetailScreen):
    """One cart."""

    TITLE_WORDS: ClassVar[str] = N_("Cart")

    def left(self) -> Sequence[Panel]:
        """The cart and its products."""
        rows = self.rows_of(sales.CARTS, self.customer_id)
        return [
            RowFacts(self.desk, _("Cart"), rows, self.key, FACTS),
            _Lines(self.desk, self.rows_of(sales.CART_LINES, self.key)),
        ]
