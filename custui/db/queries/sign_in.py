"""Whether somebody may sign in to the shop, for the shop to ask before it lets them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from custui.db.connection import ShopDatabase
from custui.domain.text import email_key

UNKNOWN: Final = "unknown"
GUEST: Final = "guest"
BANNED: Final = "banned"
DISABLED: Final = "disabled"
LOCKED: Final = "locked"

_SELECT = """
SELECT c.id, c.is_guest, c.banned, c.enabled, c.locked_until, k.sessions_valid_from
FROM customer c LEFT JOIN credential k ON k.customer_id = c.id
"""


@dataclass(frozen=True)
class SignIn:
    """Whether a customer may sign in and, if not, the ``reason``; a lock holds ``until`` a moment.

    Sessions from before ``sessions_valid_from`` are void: whoever is signed in since before has to
    sign in again. Moments are in Unix seconds UTC.
    """

    allowed: bool
    reason: str | None = None
    until: int | None = None
    sessions_valid_from: int | None = None
    customer_id: int | None = None


def may_sign_in(database: ShopDatabase, who: str, shop: str | None, *, now: int) -> SignIn:
    """Whether the customer with the number or e-mail ``who`` may sign in at ``now``.

    ``shop`` is one shop's code, or ``None`` for any; an e-mail means the registered customer.
    """
    where, parameters = _where(who, shop)
    row = database.execute_sql(
        f"{_SELECT} WHERE {where} ORDER BY c.is_guest, c.banned DESC, c.id LIMIT 1", parameters
    ).fetchone()
    if row is None:
        return SignIn(False, UNKNOWN)
    number, is_guest, banned, enabled, locked_until, valid_from = row
    reason, until = None, None
    if banned:
        reason = BANNED
    elif is_guest:
        reason = GUEST
    elif not enabled:
        reason = DISABLED
    elif locked_until is not None and locked_until > now:
        reason, until = LOCKED, locked_until
    return SignIn(reason is None, reason, until, valid_from, number)


def _where(who: str, shop: str | None) -> tuple[str, tuple[object, ...]]:
    who = who.strip()
    if who.isascii() and who.isdigit() and len(who) < 19:
        where, parameters = "c.id = ?", (int(who),)
    else:
        # Banned customers are few and have an index; so have the registered ones.
        where = (
            "c.id IN (SELECT id FROM customer WHERE email_key = ?1 AND is_guest = 0"
            " UNION ALL SELECT id FROM customer WHERE banned = 1 AND email_key = ?1)"
        )
        parameters = (email_key(who),)  # type: ignore[assignment]
    if shop is not None:
        where += " AND c.shop_id IN (SELECT id FROM shop WHERE code = ? COLLATE NOCASE)"
        return where, (*parameters, shop)
    return where, parameters
