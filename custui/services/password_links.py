"""Gives customers a single-use link to set their password: by mail, else to be read out."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from custui.db import mail_queue, tokens
from custui.db.accounts import Account
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.mail_queue import FAILED, WAITING
from custui.db.rows import insert_row
from custui.domain.permissions import RESET_PASSWORD
from custui.domain.preferences import Preferences
from custui.domain.rules import is_placeholder
from custui.domain.text import email_key
from custui.locale import N_, _, ngettext
from custui.locale.formats import format_datetime, format_number, zone
from custui.mail.problems import TemplateProblem
from custui.services.account import account_of
from custui.services.acting import Work, acting
from custui.services.actor import Actor
from custui.services.mailing import can_mail, seconds_good, send_waiting, text_of
from custui.services.outside import Outside, link_for
from custui.services.refusals import InvalidValue, TooOften
from custui.services.said import Said

SHOWN: Final = "shown"
"""The link was not mailed: it is there to be read out or copied."""

HOUR: Final = 3600

_SAID: Mapping[str, str] = {
    tokens.RESET: N_("Link to reset the password"),
    tokens.FIRST: N_("Link to set the first password"),
}


@dataclass(frozen=True)
class PasswordLink:
    """A link to set a password. ``state`` is ``sent``, ``waiting``, ``failed`` or ``shown``.

    Of one that was ``shown`` there are ``token``, ``expires_at`` (Unix seconds UTC) and, where the
    shop has a page for it, ``link``; ``why`` tells why it was not mailed. Of one that was mailed
    there is the mail's number; ``problem`` is what the server said to it.
    """

    customer_id: int
    email: str
    state: str
    token: str | None = None
    link: str | None = None
    expires_at: int | None = None
    email_id: int | None = None
    problem: str = ""
    why: str = ""
    act_id: int | None = None


def reset_password(
    database: ShopDatabase, actor: Actor, customer_id: int, outside: Outside
) -> PasswordLink:
    """Let a customer set a new password by a link, mailed where that is possible, else shown.

    The password that is there goes on being good until then; links made before do not. One that
    waits to be mailed is not doubled. Talks to the mail server: call it in a worker. Raises
    ``NotPermitted``, ``CustomerGone``, ``NoAccount``, ``TooOften`` and ``InvalidValue`` (the
    template of the link, or of the mail). Needs an open connection and no transaction.
    """
    return _give(database, actor, customer_id, outside, tokens.RESET)


def first_password(
    database: ShopDatabase, actor: Actor, customer_id: int, outside: Outside
) -> PasswordLink:
    """Let a customer whose account is new set the first password; else as ``reset_password``."""
    return _give(database, actor, customer_id, outside, tokens.FIRST)


def _give(
    database: ShopDatabase, actor: Actor, customer_id: int, outside: Outside, purpose: str
) -> PasswordLink:
    said = Said(_SAID[purpose])
    with acting(database, actor, RESET_PASSWORD, said, customer_id=customer_id) as work:
        account = account_of(database, customer_id)
        preferences = read_preferences(database)
        template = outside.template_of(database, "reset_link")
        why = _why_not_mailed(database, outside, account, template)
        waiting = None if why else _waiting(database, account, purpose)
        if waiting is None:
            _check_often(database, customer_id, preferences, work.now)
        if why:
            given = _show(work, account, template, preferences, purpose)
        else:
            email_id = waiting or _queue(work, account, purpose)
            _check_text(database, outside, email_id, preferences)
            given = PasswordLink(customer_id, account.email, WAITING, email_id=email_id)
    given = replace(given, why=why, act_id=work.done.act_id)
    return given if given.email_id is None else _mailed(database, actor, outside, given)


def _why_not_mailed(
    database: ShopDatabase, outside: Outside, account: Account, template: str
) -> str:
    """Why the link is shown and not mailed; ``""``: it is mailed."""
    if is_placeholder(account.email):
        return _("{email} is a placeholder, to which nothing is mailed").format(email=account.email)
    if not can_mail(database, outside):
        return _("no mail server is set")
    return "" if template else _("the shop's page that sets a password is not known")


def _waiting(database: ShopDatabase, account: Account, purpose: str) -> int | None:
    """The mail that waits already to bring such a link to that address."""
    rows = database.execute_sql(
        "SELECT id, recipient FROM sent_email"
        " WHERE customer_id = ? AND state = 'waiting' AND template = ? ORDER BY id DESC",
        (account.customer_id, purpose),
    )
    wanted = email_key(account.email)
    return next((number for number, to in rows if email_key(to) == wanted), None)


def _check_often(
    database: ShopDatabase, customer_id: int, preferences: Preferences, now: int
) -> None:
    limit = preferences.resets_per_hour
    made = tokens.password_tokens_since(database, customer_id, now - HOUR)
    if len(made) < limit:
        return
    after = made[-limit] + HOUR if limit else now + HOUR
    clock = zone(preferences.time_zone)
    raise TooOften(
        ngettext(
            "Customer {number} got {count} link within the last hour; the next one can be made"
            " from {moment}. Nothing was changed.",
            "Customer {number} got {count} links within the last hour; the next one can be made"
            " from {moment}. Nothing was changed.",
            len(made),
        ).format(
            number=customer_id, count=format_number(len(made)), moment=format_datetime(after, clock)
        ),
        after,
    )


def _show(
    work: Work, account: Account, template: str, preferences: Preferences, purpose: str
) -> PasswordLink:
    expires_at = work.now + seconds_good(preferences, purpose)
    token = tokens.add_password_token(
        work.database,
        account.customer_id,
        purpose=purpose,
        staff=work.actor.staff,
        now=work.now,
        expires_at=expires_at,
    )
    link = link_for(work.database, template, token, account.customer_id)
    return PasswordLink(account.customer_id, account.email, SHOWN, token, link or None, expires_at)


def _queue(work: Work, account: Account, purpose: str) -> int:
    return insert_row(
        work.database,
        "sent_email",
        customer_id=account.customer_id,
        recipient=account.email,
        subject=_(_SAID[purpose]),
        template=purpose,
        language=account.language,
        state=WAITING,
        created_at=work.now,
        staff=work.actor.staff,
    )


def _check_text(
    database: ShopDatabase, outside: Outside, email_id: int, preferences: Preferences
) -> None:
    """The mail must be one that can be written; its subject stands in the queue."""
    mail = mail_queue.read_mail(database, email_id)
    if mail is None or outside.mail is None:
        return
    try:
        text = text_of(mail, "", 0, preferences, outside.mail)
    except TemplateProblem as problem:
        raise InvalidValue(
            "templates", _("{problem} Nothing was changed.").format(problem=problem)
        ) from problem
    mail_queue.name(database, email_id, text.subject, text.language)


def _mailed(
    database: ShopDatabase, actor: Actor, outside: Outside, given: PasswordLink
) -> PasswordLink:
    """Send the mail at once; what is not sent now waits."""
    email_id = given.email_id or 0
    for outcome in send_waiting(database, actor, outside, at_once=True, only=[email_id]):
        given = replace(given, state=outcome.state, problem=outcome.problem)
        if outcome.state == FAILED:
            _hear_of_it(database, email_id)
        return given
    # Somebody else is sending it at this moment, or has.
    return replace(given, state=mail_queue.state_of(database, email_id) or given.state)


def _hear_of_it(database: ShopDatabase, email_id: int) -> None:
    """The staff member is told by the answer itself."""
    with database.writing():
        mail_queue.mark_told(database, [email_id], int(time.time()))
