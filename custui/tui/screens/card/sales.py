"""Orders, carts, and what was bought and looked at."""

from __future__ import annotations

import time
from functools import partial
from typing import ClassVar

from custui.db.connection import ShopDatabase
from custui.db.queries.card import products, sales
from custui.db.queries.card.over_time import MonthSales, read_sales_by_month
from custui.db.queries.card.reference import order_of_line
from custui.db.queries.card.totals import OrderSummary, read_order_summary
from custui.db.queries.panel import PanelList
from custui.locale import _, ngettext
from custui.locale.formats import format_money, format_number
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.card import SUMS
from custui.tui.desk import Desk
from custui.tui.reading import Answered, Read
from custui.tui.screens.card.customer_panel import CustomerPanel
from custui.tui.screens.card.plots import sparkline
from custui.tui.screens.card.plotted_panel import PlottedPanel
from custui.tui.tasks import ask


class OrdersPanel(PlottedPanel):
    """The orders, with their count and value, and the sales by month."""

    MOST_ROWS = 8
    OPENS = True

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, sales.ORDERS, customer_id)

    def figures(self, database: ShopDatabase) -> tuple[OrderSummary, tuple[MonthSales, ...]]:
        """The sums of the orders, and the sales of each month."""
        zone, now = self.desk.preferences.time_zone, int(time.time())
        months = read_sales_by_month(database, self.customer_id, now=now, time_zone=zone)
        return read_order_summary(database, self.customer_id), months

    def plotted(self, figures: tuple[OrderSummary, tuple[MonthSales, ...]]) -> str:
        """The months; the sums stand in the title."""
        summary, months = figures
        self.title.say(summary=self._in_words(summary))
        return self._line(months) if any(month.orders for month in months) else ""

    def _in_words(self, summary: OrderSummary) -> str:
        if not summary.valid_count and not summary.invalid_count:
            return ""
        valid = ngettext(
            "{count} valid, {value}", "{count} valid, {value}", summary.valid_count
        ).format(count=format_number(summary.valid_count), value=format_money(summary.valid_value))
        others = ngettext("{count} not valid", "{count} not valid", summary.invalid_count)
        separator = " | " if self.desk.ascii_only else " · "
        return valid + separator + others.format(count=format_number(summary.invalid_count))

    def _line(self, months: tuple[MonthSales, ...]) -> str:
        line = sparkline([month.value for month in months], ascii_only=self.desk.ascii_only)
        half = len(months) // 2
        before, last = (sum(each.value for each in part) for part in (months[:half], months[half:]))
        return _("  {line}  12 months to {last}: {value}, before: {earlier}").format(
            line=line,
            last=months[-1].month,
            value=format_money(last),
            earlier=format_money(before),
        )

    def opened(self, key: int) -> None:
        """Show the order."""
        from custui.tui.screens.details.order import OrderScreen

        self.app.push_screen(OrderScreen(self.desk, self.customer_id, key))


class CartsPanel(CustomerPanel):
    """Carts that were not turned into an order."""

    MOST_ROWS = 4
    OPENS = True

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, sales.CARTS, customer_id)

    def opened(self, key: int) -> None:
        """Show the cart."""
        from custui.tui.screens.details.cart import CartScreen

        self.app.push_screen(CartScreen(self.desk, self.customer_id, key))


class PurchasesPanel(CustomerPanel):
    """What was bought: each purchase, or the sums by product or by category."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (SUMS,)
    BINDINGS = bindings(COMMAND_GROUPS)
    OPENS = True
    VIEWS = (products.PURCHASES, products.BY_PRODUCT, products.BY_CATEGORY)

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, products.PURCHASES, customer_id)
        self._view = 0

    def action_sums(self) -> None:
        """Go from the purchases to the sums by product, by category, and back."""
        self._view = (self._view + 1) % len(self.VIEWS)
        view = self.VIEWS[self._view]
        self.show_list(PanelList(view, self.customer_id, time_zone=self.desk.preferences.time_zone))
        self.title.say(summary="" if self._view == 0 else _(view.columns.label))

    def opened(self, key: int) -> None:
        """Show the order that the product was bought with; a sum has none."""
        if self._view == 0:
            question = partial(order_of_line, line_id=key)
            ask(self, Read(self.desk.database, question), "order of a purchase")

    def on_answered(self, answer: Answered) -> None:
        """Which order it was."""
        from custui.tui.screens.details.order import OrderScreen

        if answer.value is not None:
            self.app.push_screen(OrderScreen(self.desk, self.customer_id, answer.value))


class ViewedPanel(CustomerPanel):
    """Products that were looked at lately."""

    MOST_ROWS = 5

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, products.VIEWED, customer_id)
