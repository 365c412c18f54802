"""Sessions in the shop and what was looked at. Moments are in Unix seconds UTC."""

from __future__ import annotations

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.customers import Customer
from custui.db.models.shops import Shop


class Session(ShopModel):
    """A visit; without a customer it is a visitor's. ``cart_total`` in minor units.

    ``token`` is the shop's own name of the session; ``stage`` is the step it is at: ``browsing``,
    ``product``, ``cart``, ``checkout``, ``payment`` or ``order``.
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


class PageView(ShopModel):
    """A page that was opened."""

    id = AutoField()
    session = ForeignKeyField(Session, backref="page_views", on_delete="CASCADE")
    page = TextField()
    at = IntegerField()


class ProductView(ShopModel):
    """A product that was looked at."""

    id = AutoField()
    session = ForeignKeyField(Session, backref="product_views", on_delete="CASCADE")
    product_id = IntegerField()
    at = IntegerField()
