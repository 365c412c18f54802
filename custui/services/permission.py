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
    return not why_not(database, actor, act)


def why_not(database: ShopDatabase | None, actor: Actor, act: Act) -> str:
    """Why ``actor`` may not do ``act``; nothing when they may. There may be no database yet."""
    read_only = actor.read_only or (database is not None and database.read_only)
    if act.writes and read_only:
        return _("--read-only changes nothing: {what} is not possible.").format(what=_(act.doing))
    if may(actor.role, act):
        return ""
    return _("{staff} has the role {role}; {what} takes the role {needed}.").format(
        staff=actor.staff, role=_(actor.role), what=_(act.doing), needed=_(act.role)
    )


def require(database: ShopDatabase, actor: Actor, act: Act, customer_id: int | None = None) -> None:
    """Let ``actor`` do ``act``, or raise ``NotPermitted``.

    Needs an open connection and no transaction. A refusal for the role leaves an audit entry,
    written here and now, and nothing else; one for read-only mode writes nothing.
    """
    sentence = why_not(database, actor, act)
    if not sentence:
        return
    if not (actor.read_only or database.read_only):
        _record(database, actor, act, customer_id)
        sentence += " " + _("Nothing was changed; the attempt is in the audit.")
    raise NotPermitted(sentence)


def _record(database: ShopDatabase, actor: Actor, act: Act, customer_id: int | None) -> None:
    fields = {"act": act.name, "role": actor.role}
    refusal = entry(actor, audit.REFUSED, int(time.time()), customer_id, fields)
    with database.writing():
        audit.append(database, [refusal])
