"""Forces customers to sign in again."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.credentials import void_sign_ins
from custui.domain.permissions import SIGN_OUT
from custui.locale import N_
from custui.services.account import account_of
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.said import Said


def force_sign_in(
    database: ShopDatabase, actor: Actor, customer_id: int, *, reason: str = ""
) -> Done:
    """From now on no sign-in of before holds: the customer must sign in again.

    The shop hears of it by ``may-sign-in``. Raises ``NotPermitted``, ``CustomerGone`` and
    ``NoAccount``.
    """
    said = Said(N_("Signed out everywhere"))
    with acting(database, actor, SIGN_OUT, said, customer_id=customer_id, reason=reason) as work:
        account_of(database, customer_id)
        void_sign_ins(database, customer_id, work.now)
    return work.done
