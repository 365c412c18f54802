"""Products of the shop."""

from __future__ import annotations

from peewee import AutoField, IntegerField, TextField

from custui.db.models.bound import ShopModel


class Product(ShopModel):
    """A product; ``price`` in minor units."""

    id = AutoField()
    reference = TextField()
    name = TextField()
    category = TextField()
    price = IntegerField()
