"""Applies attempts to log in: the log, bursts, locks."""

from __future__ import annotations

import time
from collections.abc import Sequence

from custui.activity.lines import Told
from custui.activity.terms import Terms
from custui.db import audit
from custui.db.connection import ShopDatabase
from custui.db.feed.attempts import (
    Locked,
    NewAttempt,
    lock_accounts,
    mark_suspicious,
    store_attempts,
)
from custui.db.feed.customers import customers_numbered, registered_with
from custui.domain.events import Login, Presence
from custui.domain.events.kinds import Event
from custui.domain.text import email_key

LOCK = "lock"
"""The act of the audit entry about an account that failures locked."""


def apply_logins(database: ShopDatabase, logins: Sequence[Login], terms: Terms) -> None:
    """Store ``logins`` with all that follows from them, inside the batch's transaction."""
    logins = [login for login in logins if login.succeeded is not None]
    if not logins:
        return
    named = {login.customer for login in logins if login.customer}
    numbers = customers_numbered(database, terms.shop_id, named)
    emails = registered_with(database, terms.shop_id, {email_key(each.email) for each in logins})
    attempts = [_attempt(login, numbers, emails) for login in logins]
    store_attempts(database, attempts)
    mark_suspicious(database, attempts, terms.suspicion)
    locked = lock_accounts(database, attempts, terms.lock)
    audit.append(database, [_entry(each, terms) for each in locked])


def _attempt(login: Login, numbers: dict[int, int], emails: dict[str, int]) -> NewAttempt:
    key = email_key(login.email)
    return NewAttempt(
        login.at,
        login.email,
        key,
        numbers.get(login.customer or 0, emails.get(key)),
        login.ip,
        login.user_agent,
        bool(login.succeeded),
        login.reason,
    )


def _entry(locked: Locked, terms: Terms) -> audit.AuditEntry:
    return audit.AuditEntry(
        at=int(time.time()),
        staff=terms.staff,
        origin=terms.origin,
        act=LOCK,
        customer_id=locked.customer_id,
        fields={"locked_until": [locked.before, locked.until]},
    )


def in_sessions(
    database: ShopDatabase, told: Sequence[Presence | Told], terms: Terms
) -> dict[str, int]:
    """The shop's numbers of customers that log-ins in sessions name by e-mail alone, by e-mail."""
    keys = {
        email_key(each.event.email)
        for each in told
        if isinstance(each, Told)
        and isinstance(each.event, Login)
        and each.event.succeeded
        and each.event.session
        and not each.event.customer
    }
    return registered_with(database, terms.shop_id, keys) if keys else {}


def presence_of(login: Login, numbers: dict[str, int]) -> Presence | None:
    """A success as something done in its session; ``None`` for any other attempt."""
    if not login.succeeded or not login.session:
        return None
    return Presence(
        at=login.at,
        event=int(Event.LOGIN),
        page=login.page,
        cart=None,
        amount=None,
        customer=login.customer or numbers.get(email_key(login.email)),
        session=login.session,
        ip=login.ip,
        user_agent=login.user_agent,
        referrer=login.referrer,
    )
