"""The account that an act helps with: it must be there, and be one that can be signed in to."""

from __future__ import annotations

from custui.db.accounts import Account, read_account
from custui.db.connection import ShopDatabase
from custui.locale import _
from custui.services.acting import no_such_customer
from custui.services.refusals import NoAccount


def account_of(database: ShopDatabase, customer_id: int) -> Account:
    """The account, inside the transaction that helps with it.

    Raises ``CustomerGone``, and ``NoAccount`` for a guest, for one who is banned and for one who
    was erased.
    """
    account = read_account(database, customer_id)
    if account is None:
        raise no_such_customer(customer_id)
    if account.erased:
        raise NoAccount(_("Customer {number} was erased.").format(number=customer_id))
    if account.is_guest:
        raise NoAccount(
            _("Customer {number} is a guest, who has no account.").format(number=customer_id)
        )
    if account.banned:
        raise NoAccount(_("Customer {number} is banned.").format(number=customer_id))
    return account
