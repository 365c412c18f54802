"""What is kept of the shop's activity by second, minute and hour (Unix seconds UTC)."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.shops import Shop


class ActivitySum(ShopModel):
    """What happened in the ``span`` seconds from ``at`` on; ``left_value`` in minor units.

    ``events``; sessions ``active`` in each minute; sessions that came to a step for the first time;
    sessions with a cart and no order that were seen last then, by the step they had come to.
    """

    shop = ForeignKeyField(Shop, backref="activity_sums")
    span = IntegerField()
    at = IntegerField()
    events = IntegerField()
    active = IntegerField()
    product = IntegerField()
    cart = IntegerField()
    checkout = IntegerField()
    payment = IntegerField()
    ordered = IntegerField()
    left_cart = IntegerField()
    left_checkout = IntegerField()
    left_payment = IntegerField()
    left_value = IntegerField()

    class Meta:
        """One row for each span."""

        primary_key = CompositeKey("shop", "span", "at")


class LeftPage(ShopModel):
    """A page on which a cart was left."""

    id = AutoField()
    page = TextField(unique=True)


class LeftPageSum(ShopModel):
    """Carts seen last on a page in the ``span`` seconds from ``at``; ``value`` in minor units."""

    shop = ForeignKeyField(Shop, backref="left_page_sums")
    span = IntegerField()
    at = IntegerField()
    page = ForeignKeyField(LeftPage, backref="sums")
    carts = IntegerField()
    value = IntegerField()

    class Meta:
        """One row for each page in a span."""

        primary_key = CompositeKey("shop", "span", "at", "page")
