"""Makes a registered customer of a guest."""

from __future__ import annotations

from custui.db import customers, shop_terms
from custui.db.connection import ShopDatabase
from custui.db.memberships import set_memberships
from custui.db.rows import update_row
from custui.domain.permissions import EDIT
from custui.locale import N_, _
from custui.services.acting import Done, Work, acting
from custui.services.actor import Actor
from custui.services.customers import email_refusal
from custui.services.refusals import InvalidValues, NotRegistrable
from custui.services.said import Said

_REGISTERED = N_("Guest made a customer: {name}")


def to_registered(
    database: ShopDatabase, actor: Actor, customer_id: int, *, reason: str = ""
) -> Done:
    """Let a guest be a registered customer, with the orders, carts and addresses of the guest.

    Who was in the guests' group by default is in the one for new customers then. Raises
    ``NotPermitted``, ``CustomerGone`` and ``NotRegistrable``: there is a registered customer with
    the e-mail, or one who may not register again, or it is no guest.
    """
    said = Said(_REGISTERED)
    with acting(database, actor, EDIT, said, customer_id=customer_id, reason=reason) as work:
        values = customers.read_values(database, customer_id) or {}
        if not customers.is_guest(database, customer_id):
            raise NotRegistrable(
                _("Customer {number} is registered already. Nothing was changed.").format(
                    number=customer_id
                )
            )
        shop = customers.shop_of(database, customer_id)
        problem = email_refusal(database, shop, str(values["email"]), None, guest=False)
        if problem:
            raise NotRegistrable(str(InvalidValues({"email": problem})))
        work.said = Said(_REGISTERED, {"name": f"{values['first_name']} {values['last_name']}"})
        update_row(database, "customer", customer_id, is_guest=0)
        _leave_guests(work, customer_id, values["group"])
    return work.done


def _leave_guests(work: Work, customer_id: int, group: object) -> None:
    guests = shop_terms.group_of_role(work.database, "guests")
    if group != guests:
        return
    new = shop_terms.group_for_new(work.database)
    kept = [each for each in shop_terms.groups_of(work.database, customer_id) if each != guests]
    set_memberships(work.database, customer_id, [*kept, new])
    update_row(work.database, "customer", customer_id, default_group_id=new)
