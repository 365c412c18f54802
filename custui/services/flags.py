"""The flags that staff toggle in place: enabled, newsletter, partner offers."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.services.actor import Actor
from custui.services.edits import Edited, edit


def set_flag(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    flag: str,
    *,
    value: bool,
    reason: str = "",
) -> Edited:
    """Turn one flag on or off; ``value`` is what the person wants, whatever it is by now.

    ``reason`` tells how a consent was given, which turning one on requires. Raises as
    ``edits.edit`` does.
    """
    return edit(database, actor, customer_id, {flag: int(value)}, reason=reason)
