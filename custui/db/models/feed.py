"""How far the shop's feed was read, and what waits. Moments are in Unix seconds UTC."""

from __future__ import annotations

from peewee import AutoField, BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.shops import Shop


class FeedPlace(ShopModel):
    """How far a file was read (bytes): see ``db.feed.places``."""

    id = AutoField()
    device = IntegerField()
    inode = IntegerField()
    head_size = IntegerField()
    head_hash = TextField()
    read_to = IntegerField()
    tail_hash = TextField()
    line = IntegerField()
    size = IntegerField()
    path = TextField()
    seen_at = IntegerField()
    gone = BooleanField()


class FeedState(ShopModel):
    """The one row that says how the feed fares; ``lost`` in bytes."""

    id = AutoField()
    read_at = IntegerField(null=True)
    lines = IntegerField()
    rejected = IntegerField()
    lost = IntegerField()
    lost_at = IntegerField(null=True)


class FeedReject(ShopModel):
    """A line that was not taken, and why."""

    id = AutoField()
    at = IntegerField()
    path = TextField()
    line = IntegerField()
    field = TextField()
    reason = TextField()
    text = TextField()


class FeedRejectFile(ShopModel):
    """A file that rejects are appended to: the last one in it, and its size while it is written."""

    path = TextField(primary_key=True)
    written = IntegerField()
    size = IntegerField()


class FeedRecord(ShopModel):
    """A record that the shop sent, by the shop's own ``key``; ``row_id`` null while it waits."""

    shop = ForeignKeyField(Shop, backref="feed_records")
    kind = TextField()
    key = TextField()
    at = IntegerField()
    digest = TextField()
    row_id = IntegerField(null=True)

    class Meta:
        """One row for each record."""

        primary_key = CompositeKey("shop", "kind", "key")


class FeedWaiting(ShopModel):
    """A record (JSON) that waits for a customer's number or e-mail, or an order's reference."""

    id = AutoField()
    shop = ForeignKeyField(Shop, backref="feed_waiting")
    needs = TextField()
    key = TextField()
    at = IntegerField()
    record = TextField()
