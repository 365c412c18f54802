"""Puts a customer into a group."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.customer_fields import GROUP
from custui.services.actor import Actor
from custui.services.edits import Edited, edit


def assign_group(
    database: ShopDatabase, actor: Actor, customer_id: int, group_id: int, *, reason: str = ""
) -> Edited:
    """Make a group the customer's default one, and the customer its member; the others stay.

    Raises as ``edits.edit`` does.
    """
    return edit(database, actor, customer_id, {GROUP: group_id}, reason=reason)
