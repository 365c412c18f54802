"""Customer groups with their taxes, sections and price rules."""

from __future__ import annotations

from peewee import AutoField, BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel


class TaxClass(ShopModel):
    """A class of customers that pay tax alike."""

    id = AutoField()
    name = TextField(unique=True)


class TaxRate(ShopModel):
    """A tax class's rate in one country, in hundredths of a percent."""

    id = AutoField()
    tax_class = ForeignKeyField(TaxClass, backref="rates", on_delete="CASCADE")
    country = TextField()
    rate = IntegerField()


class CustomerGroup(ShopModel):
    """A group; ``discount`` in hundredths of a percent.

    ``role`` is ``guests`` (visitors who have not logged in), ``new`` (what new customers get) or
    empty.
    """

    id = AutoField()
    name = TextField(unique=True)
    discount = IntegerField()
    tax_class = ForeignKeyField(TaxClass, backref="groups")
    prices_with_tax = BooleanField()
    role = TextField()


class ShopSection(ShopModel):
    """A section of the shop that groups may or may not enter."""

    id = AutoField()
    name = TextField(unique=True)


class GroupSection(ShopModel):
    """A section that a group may enter."""

    group = ForeignKeyField(CustomerGroup, backref="sections", on_delete="CASCADE")
    section = ForeignKeyField(ShopSection, backref="groups", on_delete="CASCADE")

    class Meta:
        """One row for each pair."""

        primary_key = CompositeKey("group", "section")


class PriceRule(ShopModel):
    """Percent (hundredths) or amount (minor units) off, for a group; one of the two is null.

    An empty ``category`` is every one. ``valid_from`` and ``valid_to`` in Unix seconds UTC.
    """

    id = AutoField()
    group = ForeignKeyField(CustomerGroup, backref="price_rules", on_delete="CASCADE")
    name = TextField()
    percent_off = IntegerField(null=True)
    amount_off = IntegerField(null=True)
    category = TextField()
    valid_from = IntegerField(null=True)
    valid_to = IntegerField(null=True)
    active = BooleanField()
