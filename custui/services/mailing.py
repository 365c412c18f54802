"""Sends the mail that waits.

Each mail is claimed, made and sent outside of any transaction, and then noted as sent, given up,
or waiting for another attempt. A link is made when its mail is: while the server is down there is
none that could get into wrong hands.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from custui.db import mail_queue, tokens
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.mail_queue import FAILED, SENT, WAITING, QueuedMail
from custui.domain.permissions import MAIL
from custui.domain.preferences import Preferences
from custui.domain.rules import is_placeholder
from custui.domain.text import email_key
from custui.locale import _, language
from custui.locale.formats import SYMBOLS, zone
from custui.mail.compose import Envelope, composed, new_message_id
from custui.mail.problems import MailProblem, Refused, TemplateProblem, Unsendable
from custui.mail.server import MailServer
from custui.mail.smtp import Line, connected
from custui.mail.texts import Written, written
from custui.services.actor import Actor
from custui.services.messages import TEMPLATE as REPLY
from custui.services.outside import Outside, link_for
from custui.services.permission import require
from custui.services.refusals import InvalidValue

GIVE_UP_SECONDS: Final = 2 * 24 * 3600
FIRST_LINK_SECONDS: Final = 3 * 24 * 3600
"""For which the link in the mail about a new account is good."""

_LEAST_CLAIM: Final = 300
_ANSWERS: Final = 12
"""Answers of the server to one mail, each of which may take as long as the time-out."""

_REDACTED: Final = "…"


@dataclass(frozen=True)
class Outcome:
    """What became of a mail: ``state`` is ``sent``, ``waiting`` (for ``problem``) or ``failed``."""

    email_id: int
    customer_id: int | None
    recipient: str
    state: str
    problem: str = ""


def can_mail(database: ShopDatabase, outside: Outside) -> bool:
    """Whether there is a server to send by."""
    return outside.mail is not None and bool(_sender(database, outside.mail))


def send_waiting(
    database: ShopDatabase,
    actor: Actor,
    outside: Outside,
    *,
    at_once: bool = False,
    only: Collection[int] | None = None,
) -> list[Outcome]:
    """Send what waits and is due, ``at_once``: due or not; of ``only`` (mails' numbers) if given.

    Takes as long as the server does: call it in a worker. When the server is down it stops after
    the first mail; that one and the rest go on waiting. Raises ``NotPermitted``. Needs an open
    connection and no transaction.
    """
    require(database, actor, MAIL)
    if outside.mail is None:
        return []
    server = replace(outside.mail, sender=_sender(database, outside.mail))
    with ExitStack() as lines:
        return list(_Sending(database, outside, server, lines).all(at_once, only))


def _sender(database: ShopDatabase, server: MailServer) -> str:
    return server.sender or read_preferences(database).mail_from


class _Sending:
    """One go at the queue, over one line to the server."""

    def __init__(
        self, database: ShopDatabase, outside: Outside, server: MailServer, lines: ExitStack
    ) -> None:
        self._database = database
        self._outside = outside
        self._server = server
        self._lines = lines
        self._line: Line | None = None
        self._preferences = read_preferences(database)

    def all(self, at_once: bool, only: Collection[int] | None) -> Iterator[Outcome]:
        met: list[int] = []
        while (mail := self._claimed(at_once, only, met)) is not None:
            met.append(mail.id)
            try:
                yield self._sent(mail)
            except Unsendable as problem:
                yield self._waits(mail, str(problem))
                return

    def _claimed(
        self, at_once: bool, only: Collection[int] | None, met: list[int]
    ) -> QueuedMail | None:
        now = int(time.time())
        until = now + max(_LEAST_CLAIM, round(_ANSWERS * self._server.timeout))
        with self._database.writing():
            mail = mail_queue.claim(self._database, now, until, at_once=at_once, but=met, only=only)
            if mail is not None and not mail.message_id and self._server.sender:
                number = new_message_id(self._server.sender)
                mail_queue.number(self._database, mail.id, number)
                mail = replace(mail, message_id=number)
        return mail

    def _sent(self, mail: QueuedMail) -> Outcome:
        """Raises ``Unsendable``, with nothing noted yet."""
        token, expires_at = "", 0
        try:
            self._check(mail)
            line = self._connected()
            token, expires_at = self._token(mail)
            text = self._written(mail, token, expires_at)
            envelope = Envelope(
                self._server.sender,
                mail.recipient,
                mail.message_id,
                int(time.time()),
                automatic=mail.template in tokens.PASSWORDS,
            )
            line.send(composed(envelope, text), self._server.sender, mail.recipient)
        except MailProblem as problem:
            if token:
                self._forget(token)
            if isinstance(problem, Unsendable):
                raise
            if isinstance(problem, Refused):
                return self._fails(mail, str(problem))
            return self._waits(mail, str(problem))
        with self._database.writing():
            mail_queue.mark_sent(
                self._database,
                mail.id,
                int(time.time()),
                subject=text.subject,
                body=text.text.replace(token, _REDACTED) if token else text.text,
                language=text.language,
            )
        return Outcome(mail.id, mail.customer_id, mail.recipient, SENT)

    def _check(self, mail: QueuedMail) -> None:
        if not self._server.sender:
            raise Unsendable(
                _("No sender is set: from in the table [mail] of the configuration file.")
            )
        if is_placeholder(mail.recipient):
            raise Refused(
                _("{email} is a placeholder, to which nothing is mailed").format(
                    email=mail.recipient
                )
            )
        if mail.template in tokens.PASSWORDS and email_key(mail.email) != email_key(mail.recipient):
            raise Refused(_("the customer has another e-mail address by now"))

    def _connected(self) -> Line:
        if self._line is None:
            self._line = self._lines.enter_context(connected(self._server))
        return self._line

    def _token(self, mail: QueuedMail) -> tuple[str, int]:
        """The token that the mail brings, if it does, and when it expires."""
        if mail.template not in tokens.PASSWORDS or mail.customer_id is None:
            return "", 0
        now = int(time.time())
        expires_at = now + seconds_good(self._preferences, mail.template)
        with self._database.writing():
            token = tokens.add_password_token(
                self._database,
                mail.customer_id,
                purpose=mail.template,
                staff=mail.staff,
                now=now,
                expires_at=expires_at,
                email_id=mail.id,
            )
        return token, expires_at

    def _written(self, mail: QueuedMail, token: str, expires_at: int) -> Written:
        link = ""
        if token and mail.customer_id is not None:
            link = self._link(token, mail.customer_id)
        return text_of(mail, link, expires_at, self._preferences, self._server)

    def _link(self, token: str, customer_id: int) -> str:
        try:
            template = self._outside.template_of(self._database, "reset_link")
        except InvalidValue as refused:
            raise TemplateProblem(str(refused)) from refused
        if not template:
            raise TemplateProblem(no_reset_link())
        return link_for(self._database, template, token, customer_id)

    def _forget(self, token: str) -> None:
        with self._database.writing():
            tokens.forget(self._database, token)

    def _waits(self, mail: QueuedMail, problem: str) -> Outcome:
        now = int(time.time())
        if now - mail.created_at > GIVE_UP_SECONDS:
            return self._fails(mail, problem)
        with self._database.writing():
            mail_queue.postpone(self._database, mail, now, problem)
        return Outcome(mail.id, mail.customer_id, mail.recipient, WAITING, problem)

    def _fails(self, mail: QueuedMail, problem: str) -> Outcome:
        with self._database.writing():
            mail_queue.mark_failed(self._database, mail.id, problem)
        return Outcome(mail.id, mail.customer_id, mail.recipient, FAILED, problem)


def no_reset_link() -> str:
    """What is said where the shop has not said which page sets a password."""
    return _("The shop's page that sets a password is not known: set reset_link in Preferences.")


def seconds_good(preferences: Preferences, purpose: str) -> int:
    """For how long a link to set a password is good."""
    return FIRST_LINK_SECONDS if purpose == tokens.FIRST else preferences.reset_minutes * 60


def text_of(
    mail: QueuedMail, link: str, expires_at: int, preferences: Preferences, server: MailServer
) -> Written:
    """A mail in the customer's language, or in that of this desk. Raises ``TemplateProblem``."""
    name = mail.template if mail.template in tokens.PASSWORDS else REPLY
    values = {"name": f"{mail.first_name} {mail.last_name}".strip(), "shop": mail.shop}
    if name == REPLY:
        values |= {"subject": mail.subject, "body": mail.body}
    else:
        values |= {"email": mail.recipient, "link": link}
        values["until"] = _moment(expires_at, mail.language or language(), preferences.time_zone)
    return written(name, (mail.language, language()), values, server.templates)


def _moment(at: int, code: str, time_zone: str) -> str:
    """A moment as the customer's language writes it; in others as ISO does."""
    symbols = SYMBOLS.get(code.lower()[:2], SYMBOLS["en"])
    return datetime.fromtimestamp(at, zone(time_zone)).strftime(f"{symbols.date} {symbols.time}")


def refused_mail(database: ShopDatabase, actor: Actor) -> list[QueuedMail]:
    """What a staff member has to hear: mail of theirs that was given up, with its ``problem``."""
    return mail_queue.untold_failures(database, actor.staff)


def heard_of(database: ShopDatabase, actor: Actor, mails: Iterable[QueuedMail]) -> None:
    """The staff member has heard of these; on a read-only desk they are said again."""
    if not (actor.read_only or database.read_only):
        with database.writing():
            mail_queue.mark_told(database, [mail.id for mail in mails], int(time.time()))
