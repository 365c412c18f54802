"""Shops and the titles (Mr, Ms …) that customers bear."""

from __future__ import annotations

from peewee import AutoField, IntegerField, TextField

from custui.db.models.bound import ShopModel


class Shop(ShopModel):
    """One of the shops in the database."""

    id = AutoField()
    code = TextField(unique=True)
    name = TextField()


class Title(ShopModel):
    """A social title; ``gender`` is ``m``, ``f`` or empty."""

    id = AutoField()
    name = TextField(unique=True)
    gender = TextField()
    position = IntegerField()
