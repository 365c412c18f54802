"""Everything the shop knows about one customer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from custui.db.connection import ShopDatabase
from custui.db.queries.card import account, contact, products, sales, visits
from custui.db.queries.card.head import Head, read_head
from custui.db.queries.card.over_time import (
    MonthSales,
    WeekVisits,
    read_sales_by_month,
    read_visits_by_week,
)
from custui.db.queries.card.totals import OrderSummary, read_order_summary, read_rank
from custui.db.queries.lists import Row
from custui.db.queries.panel import Panel, PanelList
from custui.domain.preferences import Preferences

PANELS: tuple[Panel, ...] = (
    sales.ORDERS,
    sales.CARTS,
    products.PURCHASES,
    products.BY_PRODUCT,
    products.BY_CATEGORY,
    products.VIEWED,
    contact.THREADS,
    contact.VOUCHERS,
    contact.EMAILS,
    visits.CONNECTIONS,
    visits.LOGIN_ATTEMPTS,
    account.GROUPS,
    account.ADDRESSES,
    account.SUBSCRIPTIONS,
    account.CONSENT_LOG,
    account.HISTORY,
    contact.NOTES,
)
"""Every panel of a card that is a list, in the order of the card."""

INSIDE: Mapping[Panel, tuple[Panel, ...]] = {
    sales.ORDERS: (sales.ORDER_LINES, sales.STATUS_HISTORY),
    sales.CARTS: (sales.CART_LINES,),
    contact.THREADS: (contact.MESSAGES,),
    visits.CONNECTIONS: (visits.PAGES,),
}
"""The lists that belong to one row of a panel."""


@dataclass(frozen=True)
class Page:
    """Rows of a panel with the columns ``names``, and how many rows there are in all.

    ``inside`` are the lists that belong to each row, as far as they were read.
    """

    panel: Panel
    names: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    inside: tuple[tuple[Page, ...], ...] = ()

    @property
    def more(self) -> int:
        """How many rows are not on this page."""
        return self.total - len(self.rows)


@dataclass(frozen=True)
class Card:
    """A customer's card: its head, what is worked out, and every panel."""

    head: Head
    rank: int | None
    order_summary: OrderSummary
    sales_by_month: tuple[MonthSales, ...]
    visits_by_week: tuple[WeekVisits, ...]
    pages: tuple[Page, ...] = field(repr=False)


def read_card(
    database: ShopDatabase,
    customer_id: int,
    preferences: Preferences,
    *,
    now: int,
    limit: int | None = None,
) -> Card | None:
    """The card at ``now`` (Unix seconds UTC), of one moment of the database.

    With a ``limit`` each panel has at most so many rows, of the columns that are shown at first;
    without one it has every row and column, and what is inside the rows. ``None``: there is no
    such customer.
    """
    zone = preferences.time_zone
    with database.atomic("DEFERRED"):
        head = read_head(database, customer_id, preferences, now=now)
        if head is None:
            return None
        return Card(
            head,
            read_rank(database, customer_id),
            read_order_summary(database, customer_id),
            read_sales_by_month(database, customer_id, now=now, time_zone=zone),
            read_visits_by_week(database, customer_id, now=now, time_zone=zone),
            tuple(
                read_page(database, PanelList(panel, customer_id, time_zone=zone, now=now), limit)
                for panel in PANELS
            ),
        )


def read_page(database: ShopDatabase, rows: PanelList, limit: int | None = None) -> Page:
    """The first ``limit`` rows of a panel with what is shown at first, else all there is."""
    if limit is None:
        return _read_all(database, rows)
    first = tuple(rows.first_rows(database, rows.columns.default, limit))
    total = len(first) if len(first) < limit else rows.count(database)
    return Page(rows.panel, rows.columns.default, first, total)


def _read_all(database: ShopDatabase, rows: PanelList) -> Page:
    names = tuple(rows.columns.by_name)
    found = tuple(rows.first_rows(database, names, -1))
    at, panels = names.index(rows.columns.key), INSIDE.get(rows.panel, ())
    inside = tuple(
        tuple(
            _read_all(database, PanelList(panel, row[at], time_zone=rows.time_zone, now=rows.now))
            for panel in panels
        )
        for row in found
        if panels
    )
    return Page(rows.panel, names, found, len(found), inside)
