"""The copies that were made of the database."""

from __future__ import annotations

from peewee import AutoField, IntegerField, TextField

from custui.db.models.bound import ShopModel


class BackupFile(ShopModel):
    """A backup, where it was put and when (Unix seconds UTC)."""

    id = AutoField()
    path = TextField(unique=True)
    made_at = IntegerField()
    staff = TextField()
