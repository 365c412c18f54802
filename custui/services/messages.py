"""Answers customers' messages. An answer waits as an e-mail until it is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.rows import insert_row, update_row
from custui.db.threads import CLOSED, STATUSES, WAITING, OpenThread, read_thread
from custui.domain.permissions import REPLY
from custui.domain.rules import is_placeholder, text_problem
from custui.locale import N_, _
from custui.services.acting import Done, Work, acting
from custui.services.actor import Actor
from custui.services.refusals import CustomerGone, InvalidValue, InvalidValues
from custui.services.said import Said

LONGEST_MESSAGE: Final = 100_000
TEMPLATE: Final = "reply"
"""What the e-mails panel calls an answer."""

_ANSWER = re.compile(r"\s*(re|odp)\s*:", re.IGNORECASE)

_REPLIED = N_("Reply: {subject}")
_STATUS = N_("Message status: {subject}")


def reply(
    database: ShopDatabase, actor: Actor, thread_id: int, body: str, *, close: bool = False
) -> Done:
    """Answer a thread: one more message, an e-mail that waits, and the thread's new status.

    It waits for the customer then, or is closed. Raises ``NotPermitted``, ``CustomerGone`` (the
    thread is) and ``InvalidValue``: nobody is written to at a placeholder.
    """
    problem = text_problem(body, LONGEST_MESSAGE) if body.strip() else _("is missing")
    if problem:
        raise InvalidValues({"message": problem})
    with _about(database, actor, thread_id, _REPLIED) as (work, thread):
        _check_address(thread)
        insert_row(
            database,
            "message",
            thread_id=thread_id,
            author=actor.staff,
            body=body,
            sent_at=work.now,
        )
        status = CLOSED if close else WAITING
        update_row(database, "message_thread", thread_id, status=status, updated_at=work.now)
        _queue(database, thread, body, work.now)
    return work.done


def set_thread_status(database: ShopDatabase, actor: Actor, thread_id: int, status: str) -> Done:
    """Let a thread be ``open``, ``waiting`` or ``closed``.

    Raises ``NotPermitted``, ``CustomerGone`` (the thread is) and ``InvalidValue``.
    """
    if status not in STATUSES:
        raise InvalidValue(
            "status", _("{name} is no status of a thread. Nothing was changed.").format(name=status)
        )
    with _about(database, actor, thread_id, _STATUS) as (work, _thread):
        update_row(database, "message_thread", thread_id, status=status)
    return work.done


@contextmanager
def _about(
    database: ShopDatabase, actor: Actor, thread_id: int, sentence: str
) -> Iterator[tuple[Work, OpenThread]]:
    """An act on a thread that is there."""
    known = read_thread(database, thread_id)
    customer_id = known.customer_id if known else None
    with acting(database, actor, REPLY, Said(sentence), customer_id=customer_id) as work:
        thread = read_thread(database, thread_id)
        if thread is None:
            raise CustomerGone(_("There is no message thread {number}.").format(number=thread_id))
        work.row_id = thread_id
        work.said = Said(sentence, {"subject": thread.subject})
        yield work, thread


def _check_address(thread: OpenThread) -> None:
    if not thread.email:
        raise InvalidValue("recipient", _("Nobody is known to write to. Nothing was changed."))
    if is_placeholder(thread.email):
        raise InvalidValue(
            "recipient",
            _("{email} is a placeholder, to which nothing is mailed. Nothing was changed.").format(
                email=thread.email
            ),
        )


def _queue(database: ShopDatabase, thread: OpenThread, body: str, now: int) -> None:
    """Let the answer wait to be sent."""
    subject = thread.subject if _ANSWER.match(thread.subject) else f"Re: {thread.subject}"
    insert_row(
        database,
        "sent_email",
        customer_id=thread.customer_id,
        recipient=thread.email,
        subject=subject,
        template=TEMPLATE,
        language=thread.language,
        body=body,
        state="waiting",
        created_at=now,
    )
