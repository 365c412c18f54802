"""Log-in attempts, and staff's help with signing in. Moments are in Unix seconds UTC."""

from __future__ import annotations

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.correspondence import SentEmail
from custui.db.models.customers import Customer


class LoginAttempt(ShopModel):
    """Somebody tried to log in with ``email``, as typed."""

    id = AutoField()
    at = IntegerField()
    email = TextField()
    email_key = TextField()
    customer = ForeignKeyField(Customer, backref="login_attempts", null=True, on_delete="SET NULL")
    ip = TextField()
    user_agent = TextField()
    succeeded = BooleanField()
    reason = TextField()


class LoginGrant(ShopModel):
    """A staff member's leave to log in as a customer, once; only the token's SHA-256 is kept."""

    id = AutoField()
    token_hash = TextField(unique=True)
    customer = ForeignKeyField(Customer, backref="login_grants", on_delete="CASCADE")
    cart_id = IntegerField(null=True)
    staff = TextField()
    reason = TextField()
    created_at = IntegerField()
    expires_at = IntegerField()
    used_at = IntegerField(null=True)
    revoked_at = IntegerField(null=True)


class ResetToken(ShopModel):
    """A link to set a password, once; only the token's SHA-256 is kept.

    ``purpose`` is ``reset_password`` or ``set_password``; without an e-mail it was shown.
    """

    id = AutoField()
    token_hash = TextField(unique=True)
    customer = ForeignKeyField(Customer, backref="reset_tokens", on_delete="CASCADE")
    staff = TextField()
    created_at = IntegerField()
    expires_at = IntegerField()
    used_at = IntegerField(null=True)
    purpose = TextField()
    revoked_at = IntegerField(null=True)
    email = ForeignKeyField(SentEmail, backref="tokens", null=True, on_delete="SET NULL")
