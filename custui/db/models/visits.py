"""Sessions in the shop and what was looked at. Moments are in Unix seconds UTC."""

from __future__ import annotations

from peewee import (
    AutoField,
    BooleanField,
    CompositeKey,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from custui.db.models.bound import ShopModel
from custui.db.models.customers import Customer
from custui.db.models.shops import Shop


class Session(ShopModel):
    """A visit; without a customer it is a visitor's. ``cart_total`` in minor units.

    ``token`` is the shop's own name of the session; ``stage`` is the step it is at: ``browsing``,
    ``product``, ``cart``, ``checkout``, ``payment`` or ``order``. ``customer_number`` is whom the
    shop names; ``product_at`` … ``order_at`` are when the session came to a step, or past it.
    """

    id = AutoField()
    shop = ForeignKeyField(Shop, backref="sessions")
    token = TextField()
    customer = ForeignKeyField(Customer, backref="sessions", null=True, on_delete="SET NULL")
    ip = TextField()
    user_agent = TextField()
    referrer = TextField()
    started_at = IntegerField()
    last_seen_at = IntegerField()
    stage = TextField()
    page = TextField()
    page_count = IntegerField()
    cart_id = IntegerField(null=True)
    cart_total = IntegerField()
    stage_since = IntegerField()
    has_cart = BooleanField()
    event_count = IntegerField()
    customer_number = IntegerField(null=True)
    ip_at = IntegerField()
    product_at = IntegerField(null=True)
    cart_at = IntegerField(null=True)
    checkout_at = IntegerField(null=True)
    payment_at = IntegerField(null=True)
    order_at = IntegerField(null=True)


class SessionEvent(ShopModel):
    """Something done in a session (``event``: see ``domain.events.Event``).

    ``number`` counts from 1 as events became known; ``cart_total`` is in minor units, null where
    the event does not say.
    """

    session = ForeignKeyField(Session, backref="events", on_delete="CASCADE")
    number = IntegerField()
    at = IntegerField()
    event = IntegerField()
    page = TextField()
    cart_id = IntegerField(null=True)
    cart_total = IntegerField(null=True)
    customer_number = IntegerField(null=True)

    class Meta:
        """Numbered within their session."""

        primary_key = CompositeKey("session", "number")


class ProductView(ShopModel):
    """A product that was looked at."""

    id = AutoField()
    session = ForeignKeyField(Session, backref="product_views", on_delete="CASCADE")
    product_id = IntegerField()
    at = IntegerField()


class LeftCart(ShopModel):
    """A cart that was left for longer than the online window, and come back to.

    ``stage`` is the step that it had come to, ``value`` in minor units.
    """

    session = ForeignKeyField(Session, backref="left_carts", on_delete="CASCADE")
    left_at = IntegerField()
    back_at = IntegerField()
    stage = TextField()
    page = TextField()
    value = IntegerField()

    class Meta:
        """Once at a time."""

        primary_key = CompositeKey("session", "left_at")
