"""Notes whom a staff member looked at: what *recent customers* and *the one before* go by."""

from __future__ import annotations

import time

from custui.db import recents
from custui.db.connection import ShopDatabase
from custui.domain.permissions import OWN_SETTINGS
from custui.services.actor import Actor
from custui.services.permission import permitted


def looked_at(database: ShopDatabase, actor: Actor, customer_id: int) -> None:
    """Note that the actor looks at a customer. It changes nothing of the customer: no audit.

    A read-only desk keeps nothing, which is no reason to refuse the look. Needs an open connection
    and no transaction.
    """
    if permitted(database, actor, OWN_SETTINGS):
        with database.writing():
            recents.note(database, actor.staff, customer_id, int(time.time()))
