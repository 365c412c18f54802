"""Customers' addresses."""

from __future__ import annotations

from peewee import AutoField, BooleanField, ForeignKeyField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.customers import Customer


class Address(ShopModel):
    """An address; ``country`` is an ISO 3166 code of two letters or empty.

    A deleted one is kept for the orders that went there.
    """

    id = AutoField()
    customer = ForeignKeyField(Customer, backref="addresses", on_delete="CASCADE")
    label = TextField(column_name="alias")  # ``Model.alias`` is a method
    company = TextField()
    first_name = TextField()
    last_name = TextField()
    line1 = TextField()
    line2 = TextField()
    postcode = TextField()
    city = TextField()
    region = TextField()
    country = TextField()
    phone = TextField()
    phone_mobile = TextField()
    vat_id = TextField()
    default_billing = BooleanField()
    default_shipping = BooleanField()
    deleted = BooleanField()
