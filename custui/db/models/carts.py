"""Carts with their lines, and vouchers."""

from __future__ import annotations

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.customers import Customer
from custui.db.models.orders import Order
from custui.db.models.shops import Shop


class Cart(ShopModel):
    """A cart; ``total`` in minor units, moments in Unix seconds UTC.

    ``order`` is what became of it, null for one not turned into an order.
    """

    id = AutoField()
    shop = ForeignKeyField(Shop, backref="carts")
    customer = ForeignKeyField(Customer, backref="carts", null=True, on_delete="CASCADE")
    session_id = IntegerField(null=True)
    order = ForeignKeyField(Order, backref="carts", null=True, on_delete="SET NULL")
    created_at = IntegerField()
    updated_at = IntegerField()
    carrier = TextField()
    total = IntegerField()


class CartLine(ShopModel):
    """A product in a cart; ``price`` of one piece in minor units."""

    id = AutoField()
    cart = ForeignKeyField(Cart, backref="lines", on_delete="CASCADE")
    product_id = IntegerField(null=True)
    name = TextField()
    category = TextField()
    quantity = IntegerField()
    price = IntegerField()


class CartChange(ShopModel):
    """Something put into a cart, or taken out (``quantity`` below 0; null: all of it)."""

    id = AutoField()
    cart = ForeignKeyField(Cart, backref="changes", on_delete="CASCADE")
    at = IntegerField()
    product_id = IntegerField(null=True)
    name = TextField()
    category = TextField()
    quantity = IntegerField(null=True)
    price = IntegerField(null=True)


class Voucher(ShopModel):
    """Percent (hundredths) or amount (minor units) off; one of the two is null.

    Without a customer it is anybody's. Moments in Unix seconds UTC.
    """

    id = AutoField()
    customer = ForeignKeyField(Customer, backref="vouchers", null=True, on_delete="CASCADE")
    code = TextField(unique=True)
    name = TextField()
    percent_off = IntegerField(null=True)
    amount_off = IntegerField(null=True)
    quantity = IntegerField()
    active = BooleanField()
    valid_from = IntegerField(null=True)
    valid_to = IntegerField(null=True)
