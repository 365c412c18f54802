"""What staff did, kept as long as it can be finished or taken back."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel


class Act(ShopModel):
    """One act on one or many customers; moments in Unix seconds UTC.

    ``settings`` is JSON: field to value. ``total`` customers were counted; ``runner`` is the
    process (``host:pid``) that works on a bulk action.
    """

    id = AutoField()
    at = IntegerField()
    staff = TextField()
    session = TextField()
    name = TextField()
    settings = TextField()
    reason = TextField()
    state = TextField()
    total = IntegerField()
    changed = IntegerField()
    unchanged = IntegerField()
    gone = IntegerField()
    restored = IntegerField()
    kept = IntegerField()
    runner = TextField()
    active_at = IntegerField()


class ActTarget(ShopModel):
    """A customer whom a bulk action has yet to reach."""

    act = ForeignKeyField(Act, backref="targets", on_delete="CASCADE")
    customer_id = IntegerField()

    class Meta:
        """One row for each pair."""

        primary_key = CompositeKey("act", "customer_id")


class ActUndo(ShopModel):
    """What a customer was before an act (JSON), and the versions it found and left."""

    act = ForeignKeyField(Act, backref="undos", on_delete="CASCADE")
    customer_id = IntegerField()
    version_before = IntegerField()
    version_after = IntegerField()
    before = TextField()

    class Meta:
        """One row for each pair."""

        primary_key = CompositeKey("act", "customer_id")
