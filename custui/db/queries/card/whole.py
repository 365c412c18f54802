"""Everything the shop knows about one customer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from custui.db.connection import ShopDatabase
from custui.db.queries.card import account, correspondence, orders, products, visits
from custui.db.queries.card.account import (
    Address,
    Consent,
    HistoryEntry,
    Membership,
    Subscription,
)
from custui.db.queries.card.correspondence import Email, Note, Thread, Voucher
from custui.db.queries.card.orders import Cart, Order, OrderSummary, Standing
from custui.db.queries.card.paging import Page
from custui.db.queries.card.person import Person, read_person
from custui.db.queries.card.products import Purchase, PurchaseSum, ViewedProduct
from custui.db.queries.card.visits import Connection, LoginAttempt
from custui.domain.preferences import Preferences
from custui.locale.formats import zone


@dataclass(frozen=True)
class Card:
    """Every panel of a customer's card."""

    person: Person
    standing: Standing
    order_summary: OrderSummary
    orders: Page[Order]
    open_carts: Page[Cart]
    purchases: Page[Purchase]
    by_product: tuple[PurchaseSum, ...]
    by_category: tuple[PurchaseSum, ...]
    viewed_products: tuple[ViewedProduct, ...]
    note: Note | None
    threads: Page[Thread]
    vouchers: tuple[Voucher, ...]
    emails: Page[Email]
    connections: Page[Connection]
    login_attempts: Page[LoginAttempt]
    memberships: tuple[Membership, ...]
    addresses: Page[Address]
    subscriptions: tuple[Subscription, ...]
    consents: tuple[Consent, ...]
    history: Page[HistoryEntry]


def read_card(
    database: ShopDatabase,
    customer_id: int,
    preferences: Preferences,
    *,
    now: int,
    limit: int | None = None,
) -> Card | None:
    """The card at ``now`` (Unix seconds UTC), of one moment of the database.

    Paged panels have at most ``limit`` rows. ``None``: there is no such customer.
    """
    # One transaction is one snapshot: the panels agree whoever writes meanwhile.
    with database.atomic("DEFERRED"):
        today = datetime.fromtimestamp(now, zone(preferences.time_zone)).date()
        person = read_person(
            database, customer_id, now=now, today=today, online_minutes=preferences.online_minutes
        )
        if person is None:
            return None
        return Card(
            person=person,
            standing=orders.read_standing(database, customer_id, now=now),
            order_summary=orders.read_order_summary(database, customer_id),
            orders=orders.read_orders(database, customer_id, limit),
            open_carts=orders.read_open_carts(database, customer_id, limit),
            purchases=products.read_purchases(database, customer_id, limit),
            by_product=products.read_purchases_by_product(database, customer_id),
            by_category=products.read_purchases_by_category(database, customer_id),
            viewed_products=products.read_viewed_products(database, customer_id),
            note=correspondence.read_note(database, customer_id),
            threads=correspondence.read_threads(database, customer_id, limit),
            vouchers=correspondence.read_vouchers(database, customer_id, now=now),
            emails=correspondence.read_emails(database, customer_id, limit),
            connections=visits.read_connections(database, customer_id, limit),
            login_attempts=visits.read_login_attempts(database, customer_id, limit),
            memberships=account.read_memberships(database, customer_id),
            addresses=account.read_addresses(database, customer_id, limit),
            subscriptions=account.read_subscriptions(database, customer_id),
            consents=account.read_consents(database, customer_id),
            history=account.read_history(database, customer_id, limit),
        )
