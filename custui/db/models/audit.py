"""The change log."""

from __future__ import annotations

from peewee import AutoField, IntegerField, TextField

from custui.db.models.bound import ShopModel


class AuditEntry(ShopModel):
    """Who changed what, when (Unix seconds UTC) and from where. It only grows.

    ``fields`` is JSON: field to ``[before, after]``. ``customer_id`` refers to nothing, since an
    entry outlives its customer. ``values_hash`` is SHA-256 over ``salt``, ``fields`` and ``reason``
    (which leave when the person is erased), ``chain_hash`` over the rest, it, and the hash before.
    """

    id = AutoField()
    at = IntegerField()
    staff = TextField()
    origin = TextField()
    act = TextField()
    customer_id = IntegerField(null=True)
    fields = TextField()
    reason = TextField()
    chain_hash = TextField()
    salt = TextField()
    values_hash = TextField()


class AuditSeal(ShopModel):
    """The one row that says how many entries there are and what the last one's seal is."""

    id = AutoField()
    entries = IntegerField()
    chain_hash = TextField()
