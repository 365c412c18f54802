"""The columns that a staff member's grid begins with."""

from __future__ import annotations

from custui.db import staff_settings
from custui.db.connection import ShopDatabase
from custui.domain.layouts import ColumnLayout
from custui.domain.permissions import OWN_SETTINGS
from custui.services.actor import Actor
from custui.services.permission import require


def keep_columns(database: ShopDatabase, actor: Actor, layout: ColumnLayout | None) -> None:
    """Remember the columns that the actor chose; ``None`` goes back to the shop's.

    Raises ``NotPermitted``: a read-only desk keeps nothing. Needs an open connection and no
    transaction.
    """
    require(database, actor, OWN_SETTINGS)
    with database.writing():
        staff_settings.write_columns(database, actor.staff, layout)
