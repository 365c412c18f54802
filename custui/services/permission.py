"""The gate before every act: role and read-only mode. A refusal is kept in the audit."""

from __future__ import annotations

import time

from custui.db import audit
from custui.db.connection import ShopDatabase
from custui.domain.permissions import Act, may
from custui.locale import _
from custui.services.actor import Actor
from custui.services.entries import entry
from custui.services.refusals import NotPermitted


def permitted(database: ShopDatabase, actor: Actor, act: Act) -> bool:
    """Whether ``require`` would let ``actor`` do ``act``; for what a screen offers."""
    read_only = actor.read_only or database.read_only
    return may(actor.role, act) and not (act.writes and read_only)


def require(database: ShopDatabase, actor: Actor, act: Act, customer_id: int | None = None) -> None:
    """Let ``actor`` do ``act``, or raise ``NotPermitted``.

    Needs an open connection and no transaction. A refusal for the role leaves an audit entry,
    written here and now, and nothing else; one for read-only mode writes nothing.
    """
    if permitted(database, actor, act):
        return
    if actor.read_only or database.read_only:
        raise refused(actor, act, read_only=True)
    _record(database, actor, act, customer_id)
    sentence = _("Nothing was changed; the attempt is in the audit.")
    raise NotPermitted(f"{refused(actor, act)} {sentence}")


def refused(actor: Actor, act: Act, *, read_only: bool = False) -> NotPermitted:
    """What is said to an actor who may not do ``act``, ``read_only``: on a read-only desk."""
    if act.writes and (actor.read_only or read_only):
        return NotPermitted(
            _("--read-only changes nothing: {what} is not possible.").format(what=_(act.doing))
        )
    return NotPermitted(
        _("{staff} has the role {role}; {what} takes the role {needed}.").format(
            staff=actor.staff, role=_(actor.role), what=_(act.doing), needed=_(act.role)
        )
    )


def _record(database: ShopDatabase, actor: Actor, act: Act, customer_id: int | None) -> None:
    fields = {"act": act.name, "role": actor.role}
    refusal = entry(actor, audit.REFUSED, int(time.time()), customer_id, fields)
    with database.writing():
        audit.append(database, [refusal])
