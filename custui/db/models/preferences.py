"""What the shop and its staff set for themselves."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.customers import Customer


class PreferenceValue(ShopModel):
    """A setting of the shop's, as JSON; ``domain.preferences`` declares them."""

    name = TextField(primary_key=True)
    value = TextField()

    class Meta:
        """A row is one preference."""

        table_name = "preference"


class RequiredField(ShopModel):
    """A column of the customers grid that the form requires besides those it always does."""

    name = TextField(primary_key=True)


class SavedView(ShopModel):
    """A view of the grid; an empty ``staff`` shares it.

    ``columns`` is a JSON list of column names, ``filters`` JSON of column to filter as typed,
    ``widths`` JSON of column to terminal cells; the first ``pinned`` columns do not scroll.
    """

    id = AutoField()
    name = TextField()
    staff = TextField()
    position = IntegerField()
    columns = TextField()
    filters = TextField()
    sort = TextField()
    widths = TextField()
    pinned = IntegerField()


class StaffSetting(ShopModel):
    """Something that a staff member set for themselves, as JSON."""

    staff = TextField()
    name = TextField()
    value = TextField()

    class Meta:
        """A row is one setting of one person."""

        primary_key = CompositeKey("staff", "name")


class RecentCustomer(ShopModel):
    """Whom a staff member looked at, and when last; the highest ``id`` is the latest."""

    id = AutoField()
    staff = TextField()
    customer = ForeignKeyField(Customer, on_delete="CASCADE")
    at = IntegerField()
