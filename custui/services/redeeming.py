"""The shop's side of a link: uses its token up, and sets the password that came with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from custui.db import tokens
from custui.db.accounts import read_account
from custui.db.connection import ShopDatabase
from custui.db.credentials import unlock, void_sign_ins
from custui.db.customers import set_password_hash
from custui.domain.permissions import REDEEM
from custui.domain.rules import password_problem, storage_problem
from custui.locale import N_, _
from custui.services.acting import Work, acting
from custui.services.actor import Actor
from custui.services.passwords import hashed
from custui.services.refusals import InvalidValue, InvalidValues, LinkRefused
from custui.services.said import Said

_WHY: Final = {
    "used": N_("This link was used already."),
    "revoked": N_("A newer link was made since; this one is good no more."),
    "expired": N_("This link has expired."),
    "unknown": N_("There is no such link."),
}


@dataclass(frozen=True)
class Redeemed:
    """What a token was good for: ``purpose`` is one of ``tokens.PURPOSES``.

    ``staff`` made it; ``cart_id`` is where it leads; ``password_set``: the new one is good now.
    """

    purpose: str
    customer_id: int
    email: str
    staff: str
    cart_id: int | None = None
    password_set: bool = False


def redeem(
    database: ShopDatabase, actor: Actor, token: str, password: str | None = None
) -> Redeemed:
    """Use a token up: of all who try, one gets an answer, the others ``LinkRefused``.

    With a ``password`` its hash is kept, the customer unlocked, and signed out everywhere. Raises
    ``InvalidValue`` for a password that may not be, or that the link is not for: the token stays
    good then. ``NotPermitted`` for a read-only desk. Needs an open connection and no transaction.
    """
    password_hash = None if password is None else _hash(password)
    with acting(database, actor, REDEEM, Said(N_("Link redeemed"))) as work:
        used = tokens.use(database, token, work.now)
        if used is None:
            why = tokens.why_not(database, token)
            raise LinkRefused(_(_WHY[why]), why)
        work.customer_id = used.customer_id
        if password_hash is not None:
            _set(work, used, password_hash)
        account = read_account(database, used.customer_id)
        email = account.email if account else ""
    return Redeemed(
        used.purpose,
        used.customer_id,
        email,
        used.staff,
        used.cart_id,
        password_set=password_hash is not None,
    )


def _hash(password: str) -> str:
    problem = storage_problem(password) or password_problem(password)
    if problem:
        raise InvalidValues({"password": problem})
    return hashed(password)


def _set(work: Work, used: tokens.Used, password_hash: str) -> None:
    if used.purpose not in tokens.PASSWORDS:
        raise InvalidValue(
            "password", _("This link logs in; it sets no password. It is still good.")
        )
    set_password_hash(work.database, used.customer_id, password_hash)
    void_sign_ins(work.database, used.customer_id, work.now)
    unlock(work.database, used.customer_id)
