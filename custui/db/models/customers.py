"""Customers with their memberships, credentials and notes."""

from __future__ import annotations

from peewee import AutoField, BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.groups import CustomerGroup
from custui.db.models.shops import Shop, Title


class Customer(ShopModel):
    """A customer or guest.

    Moments in Unix seconds UTC; ``birthday`` is ``YYYY-MM-DD``; ``sales``, ``opening_sales`` and
    ``allowed_outstanding`` in minor units. ``sales``, ``order_count`` and what belongs to the
    default address are kept from orders and addresses (``db.totals``); ``*_fold``, ``*_sort`` and
    ``email_key`` from the texts (``domain.text``). ``version`` grows with every edit. Of one with
    ``erased_at`` the person is gone.
    """

    id = AutoField()
    shop = ForeignKeyField(Shop, backref="customers")
    default_group = ForeignKeyField(CustomerGroup, backref="default_of")
    title = ForeignKeyField(Title, backref="customers", null=True)
    enabled = BooleanField()
    newsletter = BooleanField()
    partner_offers = BooleanField()
    is_guest = BooleanField()
    banned = BooleanField()
    assistance_allowed = BooleanField()
    registered_at = IntegerField()
    last_visit_at = IntegerField(null=True)
    updated_at = IntegerField()
    sales = IntegerField()
    opening_sales = IntegerField()
    order_count = IntegerField()
    first_name = TextField()
    last_name = TextField()
    email = TextField()
    company = TextField()
    phone = TextField()
    country = TextField()
    city = TextField()
    postcode = TextField()
    phone_digits = TextField()
    first_name_fold = TextField()
    last_name_fold = TextField()
    email_fold = TextField()
    company_fold = TextField()
    city_fold = TextField()
    first_name_sort = TextField()
    last_name_sort = TextField()
    company_sort = TextField()
    city_sort = TextField()
    email_key = TextField()
    birthday = TextField(null=True)
    language = TextField()
    locked_until = IntegerField(null=True)
    version = IntegerField()
    regon = TextField()
    vat_id = TextField()
    website = TextField()
    risk = IntegerField()
    allowed_outstanding = IntegerField()
    max_payment_days = IntegerField()
    erased_at = IntegerField(null=True)


class GroupMembership(ShopModel):
    """A group that a customer is in; the default group is among them."""

    customer = ForeignKeyField(Customer, backref="memberships", on_delete="CASCADE")
    group = ForeignKeyField(CustomerGroup, backref="memberships")

    class Meta:
        """One row for each pair."""

        primary_key = CompositeKey("customer", "group")


class Credential(ShopModel):
    """A customer's password hash as the shop made it; sign-ins before the moment are void."""

    customer = ForeignKeyField(
        Customer, primary_key=True, backref="credential", on_delete="CASCADE"
    )
    password_hash = TextField()
    sessions_valid_from = IntegerField(null=True)


class CustomerNote(ShopModel):
    """A version of the private note; the newest one stands (``written_at`` Unix seconds UTC)."""

    id = AutoField()
    customer = ForeignKeyField(Customer, backref="notes", on_delete="CASCADE")
    body = TextField()
    written_by = TextField()
    written_at = IntegerField()


class MergedCustomer(ShopModel):
    """The account that another one became part of; ``at`` in Unix seconds UTC."""

    dropped_id = IntegerField(primary_key=True)
    kept_id = IntegerField()
    staff = TextField()
    at = IntegerField()


class NotDuplicate(ShopModel):
    """Two accounts that somebody found to be two people's; the lower number is ``one``."""

    one = ForeignKeyField(Customer, backref="unlike", on_delete="CASCADE")
    other = ForeignKeyField(Customer, backref="unlike_others", on_delete="CASCADE")
    staff = TextField()
    at = IntegerField()

    class Meta:
        """One row for each pair."""

        primary_key = CompositeKey("one", "other")
