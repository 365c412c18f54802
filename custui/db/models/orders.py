"""Orders with their lines and statuses. They are shown, never edited."""

from __future__ import annotations

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.customers import Customer
from custui.db.models.shops import Shop


class OrderStatus(ShopModel):
    """A status; an order is valid when its status counts as a sale."""

    id = AutoField()
    code = TextField(unique=True)
    name = TextField()
    counts_as_sale = BooleanField()


class Order(ShopModel):
    """An order; ``total`` in minor units, moments in Unix seconds UTC.

    It outlives its customer (null then). The addresses are texts, as they were on the day.
    """

    id = AutoField()
    shop = ForeignKeyField(Shop, backref="orders")
    customer = ForeignKeyField(Customer, backref="orders", null=True, on_delete="SET NULL")
    cart_id = IntegerField(null=True)
    reference = TextField()
    status = ForeignKeyField(OrderStatus, backref="orders")
    placed_at = IntegerField()
    paid_at = IntegerField(null=True)
    payment = TextField()
    carrier = TextField()
    total = IntegerField()
    shipping_address = TextField()
    billing_address = TextField()

    class Meta:
        """``ORDER`` is a word of SQL's."""

        table_name = "sales_order"


class OrderLine(ShopModel):
    """A product as it was ordered; ``price`` of one piece in minor units."""

    id = AutoField()
    order = ForeignKeyField(Order, backref="lines", on_delete="CASCADE")
    product_id = IntegerField(null=True)
    name = TextField()
    category = TextField()
    quantity = IntegerField()
    price = IntegerField()

    class Meta:
        """Named after its order's table."""

        table_name = "sales_order_line"


class OrderStatusChange(ShopModel):
    """A status that an order came to, ``at`` in Unix seconds UTC."""

    id = AutoField()
    order = ForeignKeyField(Order, backref="status_changes", on_delete="CASCADE")
    status = ForeignKeyField(OrderStatus, backref="changes")
    at = IntegerField()
