"""Log-in attempts, and staff's help with signing in. Moments are in Unix seconds UTC."""

from __future__ import annotations

from peewee import AutoField, BooleanField, ForeignKeyField, IntegerField, TextField

from custui.db.models.bound import ShopModel
from custui.db.models.customers import Customer


class LoginAttempt(ShopModel):
    """Somebody tried to log in with ``email``, as typed.

    ``suspicion`` is one of ``domain.suspicion``, 0 for none.
    """

    id = AutoField()
    at = IntegerField()
    email = TextField()
    email_key = TextField()
    customer = ForeignKeyField(Customer, backref="login_attempts", null=True, on_delete="SET NULL")
    ip = TextField()
    user_agent = TextField()
    succeeded = BooleanField()
    reason = TextField()
    suspicion = IntegerField()


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


class ResetToken(ShopModel):
    """A link to set a new password, once; only the token's SHA-256 is kept."""

    id = AutoField()
    token_hash = TextField(unique=True)
    customer = ForeignKeyField(Customer, backref="reset_tokens", on_delete="CASCADE")
    staff = TextField()
    created_at = IntegerField()
    expires_at = IntegerField()
    used_at = IntegerField(null=True)
