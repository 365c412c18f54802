"""Message threads and e-mails of the shop."""

from __future__ import annotations

from peewee import AutoField, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.customers import Customer
from custui.db.models.orders import Order


class MessageThread(ShopModel):
    """A conversation: ``open``, ``waiting`` or ``closed``; ``updated_at`` in Unix seconds UTC."""

    id = AutoField()
    customer = ForeignKeyField(Customer, backref="threads", null=True, on_delete="CASCADE")
    order = ForeignKeyField(Order, backref="threads", null=True, on_delete="SET NULL")
    subject = TextField()
    status = TextField()
    updated_at = IntegerField()


class Message(ShopModel):
    """One message; an empty ``author`` is the customer. ``sent_at`` in Unix seconds UTC."""

    id = AutoField()
    thread = ForeignKeyField(MessageThread, backref="messages", on_delete="CASCADE")
    author = TextField()
    body = TextField()
    sent_at = IntegerField()


class SentEmail(ShopModel):
    """An e-mail: ``waiting``, ``sent`` or ``failed``; moments in Unix seconds UTC.

    ``staff`` had it sent, and hears (``told_at``) of a failure. It is not tried before
    ``retry_at``, nor while another process sends it (``claimed_until``).
    """

    id = AutoField()
    customer = ForeignKeyField(Customer, backref="emails", null=True, on_delete="CASCADE")
    recipient = TextField()
    subject = TextField()
    template = TextField()
    language = TextField()
    body = TextField()
    state = TextField()
    created_at = IntegerField()
    sent_at = IntegerField(null=True)
    staff = TextField()
    message_id = TextField()
    attempts = IntegerField()
    retry_at = IntegerField(null=True)
    claimed_until = IntegerField(null=True)
    problem = TextField()
    told_at = IntegerField(null=True)
