"""What the shop and its staff set for themselves."""

from __future__ import annotations

from peewee import AutoField, IntegerField, TextField

from custui.db.models.bound import ShopModel


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

    ``columns`` is a JSON list of column names, ``filters`` JSON of column to filter as typed.
    """

    id = AutoField()
    name = TextField()
    staff = TextField()
    position = IntegerField()
    columns = TextField()
    filters = TextField()
    sort = TextField()
