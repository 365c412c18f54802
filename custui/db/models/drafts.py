"""Forms that were left before they were saved."""

from __future__ import annotations

from peewee import AutoField, IntegerField, TextField

from custui.db.models.bound import ShopModel


class FormDraft(ShopModel):
    """What stood in a form, and in its fields when it opened (JSON); for its author alone."""

    id = AutoField()
    staff = TextField()
    form = TextField()
    customer_id = IntegerField()
    row_id = IntegerField()
    shown = TextField()
    typed = TextField()
    saved_at = IntegerField()
