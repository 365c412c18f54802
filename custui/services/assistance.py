"""Lets staff log in as a customer, to see what the customer sees or finish a cart together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from custui.db import tokens
from custui.db.accounts import has_open_cart
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.domain.permissions import LOG_IN_AS
from custui.domain.rules import text_problem
from custui.locale import N_, _
from custui.services.account import account_of
from custui.services.acting import acting
from custui.services.actor import Actor
from custui.services.outside import Outside, link_for
from custui.services.refusals import ConsentMissing, InvalidValue, InvalidValues, ReasonNeeded
from custui.services.said import Said

GOOD_SECONDS: Final = 60
LONGEST_REASON: Final = 255


@dataclass(frozen=True)
class LoginLink:
    """A link that logs in as a customer, once, until ``expires_at`` (Unix seconds UTC).

    ``link`` is ``None`` where the shop has no page for it: then the token is to be given.
    """

    customer_id: int
    token: str
    link: str | None
    expires_at: int
    cart_id: int | None = None
    grant_id: int | None = None


def log_in_as(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    outside: Outside,
    *,
    reason: str,
    cart_id: int | None = None,
) -> LoginLink:
    """A link to log in as a customer, good for ``GOOD_SECONDS``; it leads to ``cart_id`` if given.

    Those that the same staff member made for this customer before are good no more. It is logged
    and not undone. Raises ``NotPermitted``, ``CustomerGone``, ``NoAccount``, ``ReasonNeeded``,
    ``ConsentMissing`` when the shop demands a consent that was not given, and ``InvalidValue``.
    Needs an open connection and no transaction.
    """
    reason = reason.strip()
    if not reason:
        raise ReasonNeeded("reason", _("Say why you log in as this customer. Nothing was changed."))
    problem = text_problem(reason, LONGEST_REASON)
    if problem:
        raise InvalidValues({"reason": problem})
    lasting = replace(actor, session="")  # the log keeps it; undo would not
    said = Said(N_("Log in as customer"))
    with acting(database, lasting, LOG_IN_AS, said, customer_id=customer_id, reason=reason) as work:
        account = account_of(database, customer_id)
        if read_preferences(database).assistance_consent and not account.assistance_allowed:
            raise ConsentMissing(
                _(
                    "Customer {number} has not allowed assistance, which Preferences demand."
                    " Ask, and record the consent on the card. Nothing was changed."
                ).format(number=customer_id)
            )
        _check_cart(database, customer_id, cart_id)
        template = outside.template_of(database, "login_link")
        expires_at = work.now + GOOD_SECONDS
        work.row_id, token = tokens.add_login_token(
            database,
            customer_id,
            staff=actor.staff,
            reason=reason,
            cart_id=cart_id,
            now=work.now,
            expires_at=expires_at,
        )
        link = link_for(database, template, token, customer_id, cart_id)
    return LoginLink(customer_id, token, link or None, expires_at, cart_id, work.row_id)


def _check_cart(database: ShopDatabase, customer_id: int, cart_id: int | None) -> None:
    if cart_id is None or has_open_cart(database, customer_id, cart_id):
        return
    raise InvalidValue(
        "cart",
        _("Customer {number} has no open cart {cart}. Nothing was changed.").format(
            number=customer_id, cart=cart_id
        ),
    )
