"""An act in a few words, for menus, questions and messages."""

from __future__ import annotations

from collections.abc import Mapping

from custui.db.acts import ActRecord
from custui.db.connection import ShopDatabase
from custui.db.customer_fields import GROUP, Settings
from custui.db.shop_terms import groups
from custui.locale import N_, _
from custui.services.said import said_of

_FLAGS: Mapping[tuple[str, int], str] = {
    ("enabled", 1): N_("Enable"),
    ("enabled", 0): N_("Disable"),
    ("newsletter", 1): N_("Newsletter on"),
    ("newsletter", 0): N_("Newsletter off"),
    ("partner_offers", 1): N_("Partner offers on"),
    ("partner_offers", 0): N_("Partner offers off"),
}


def describe(database: ShopDatabase, settings: Settings) -> str:
    """What ``settings`` do: ``Newsletter off``, ``Assign to group Wholesale``; not yet printable.

    Several are parted by commas.
    """
    return ", ".join(_one(database, name, value) for name, value in settings.items())


def describe_act(database: ShopDatabase, act: ActRecord) -> str:
    """What an act did, in a few words; not yet printable."""
    return str(said_of(act.said)) if act.said else describe(database, act.settings)


def _one(database: ShopDatabase, name: str, value: int) -> str:
    if name != GROUP:
        return _(_FLAGS[name, value])
    group = dict(groups(database)).get(value, str(value))
    return _("Assign to group {name}").format(name=group)
