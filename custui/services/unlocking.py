"""Opens an account that too many failures locked."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.feed.attempts import is_locked
from custui.db.feed.attempts import unlock as open_account
from custui.domain.permissions import UNLOCK
from custui.locale import N_
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.said import Said

_SAID = Said(N_("Account unlocked"))


def unlock(database: ShopDatabase, actor: Actor, customer_id: int, *, reason: str = "") -> Done:
    """Unlock a customer's account; failures up to now no longer count towards a lock.

    Nothing changes when it is not locked. Raises ``NotPermitted`` and ``CustomerGone``.
    """
    with acting(database, actor, UNLOCK, _SAID, customer_id=customer_id, reason=reason) as work:
        if is_locked(database, customer_id, work.now):
            open_account(database, customer_id)
    return work.done
