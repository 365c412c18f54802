"""Deletes a customer: who may register again is removed, who may not is banned."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.customers import read_values
from custui.db.rows import delete_row, update_row
from custui.domain.permissions import DELETE
from custui.locale import N_
from custui.services.acting import Done, acting, no_such_customer
from custui.services.actor import Actor
from custui.services.said import Said

_DELETED = N_("Customer deleted: {name}")
_BANNED = N_("Customer banned: {name}")


def delete_customer(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    *,
    may_register_again: bool,
    reason: str = "",
) -> Done:
    """Delete a customer, in one of two ways; undo brings back either.

    Who ``may_register_again`` is removed with addresses, carts, vouchers, notes and messages; the
    orders stay, without the person. Who may not is kept, banned and disabled, so that nobody
    registers with the e-mail. Raises ``NotPermitted`` and ``CustomerGone``.
    """
    sentence = _DELETED if may_register_again else _BANNED
    said = Said(sentence)
    with acting(database, actor, DELETE, said, customer_id=customer_id, reason=reason) as work:
        values = read_values(database, customer_id)
        if values is None:
            raise no_such_customer(customer_id)
        work.said = Said(sentence, {"name": f"{values['first_name']} {values['last_name']}"})
        if may_register_again:
            delete_row(database, "customer", customer_id)
        else:
            update_row(database, "customer", customer_id, banned=1, enabled=0)
    return work.done
