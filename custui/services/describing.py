"""An act in a few words, for menus, questions and messages."""

from __future__ import annotations

from collections.abc import Mapping

from custui.db import shop_terms
from custui.db.acts import ActRecord
from custui.db.connection import ShopDatabase
from custui.db.customer_fields import GROUP, LEAVE, TITLE, Names, Settings
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
    names = shop_terms.names(database)
    if LEAVE in settings:
        return _("Move from group {old} to {new}").format(
            old=_called(names.groups, settings[LEAVE]), new=_called(names.groups, settings[GROUP])
        )
    return ", ".join(_one(names, name, value) for name, value in settings.items())


def describe_act(database: ShopDatabase, act: ActRecord) -> str:
    """What an act did, in a few words; not yet printable."""
    return str(said_of(act.said)) if act.said else describe(database, act.settings)


def _one(names: Names, name: str, value: int | None) -> str:
    if name == GROUP:
        return _("Assign to group {name}").format(name=_called(names.groups, value))
    if name == TITLE:
        if value is None:
            return _("No title")
        return _("Title {name}").format(name=_called(names.titles, value))
    return _(_FLAGS[name, value or 0])


def _called(names: Mapping[int, str], number: int | None) -> str:
    return names.get(number or 0, str(number))
