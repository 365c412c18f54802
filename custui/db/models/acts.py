"""What staff did, kept as long as it can be finished or taken back."""

from __future__ import annotations

from peewee import AutoField, CompositeKey, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel


class Act(ShopModel):
    """One act on one or many customers; moments in Unix seconds UTC.

    ``settings`` is JSON: field to value. ``total`` customers were counted; ``runner`` is the
    process (``host:pid``) that works on a bulk action. An act on one customer has ``customer_id``;
    ``said`` (JSON: sentence, what stands in it) tells an act that has no settings. It ``follows``
    another act when the two go together.
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
    customer_id = IntegerField(null=True)
    entry_id = IntegerField(null=True)
    said = TextField()
    follows = IntegerField(null=True)


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


class ActRow(ShopModel):
    """A row that an act changed, as JSON before and after; null where there was none."""

    id = AutoField()
    act = ForeignKeyField(Act, backref="rows", on_delete="CASCADE")
    table_name = TextField()
    customer_id = IntegerField(null=True)
    before = TextField(null=True)
    after = TextField(null=True)
