"""What customers agreed to and signed up for."""

from __future__ import annotations

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.customers import Customer


class Consent(ShopModel):
    """A consent given or withdrawn, when (Unix seconds UTC) and how (``source``).

    ``kind`` is ``newsletter``, ``partner_offers`` or ``assistance``.
    """

    id = AutoField()
    customer = ForeignKeyField(Customer, backref="consents", on_delete="CASCADE")
    kind = TextField()
    given = BooleanField()
    at = IntegerField()
    source = TextField()
    recorded_by = TextField()


class Subscription(ShopModel):
    """A service that a customer signed up for, ``since`` in Unix seconds UTC."""

    id = AutoField()
    customer = ForeignKeyField(Customer, backref="subscriptions", on_delete="CASCADE")
    service = TextField()
    active = BooleanField()
    since = IntegerField()
    source = TextField()
