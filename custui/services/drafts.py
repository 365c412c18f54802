"""Keeps what somebody typed in a form and could not save, for its author alone.

A lost line loses nothing: the form is offered again. Passwords are not kept.
"""

from __future__ import annotations

import time
from typing import Final

from custui.db import drafts
from custui.db.connection import ShopDatabase
from custui.db.drafts import Draft, Typed
from custui.domain.customer_form import PASSWORD
from custui.services.actor import Actor

KEPT_SECONDS: Final = 30 * 24 * 3600
"""How long a draft waits for its author."""


def keep_draft(
    database: ShopDatabase,
    actor: Actor,
    form: str,
    typed: Typed,
    *,
    customer_id: int = 0,
    row_id: int = 0,
    shown: Typed | None = None,
) -> bool:
    """Keep what stands in a form; returns whether it was (at a read-only desk nothing is).

    ``form`` says which form it is, ``customer_id`` and ``row_id`` what is in it (0: a new one), and
    ``shown`` its fields when it opened, by which a conflict is found when it is saved at last. It
    is quick: there may be no more than a moment before the program ends.
    """
    if actor.read_only or database.read_only:
        return False
    with database.writing():
        drafts.save_draft(
            database,
            actor.staff,
            form,
            customer_id=customer_id,
            row_id=row_id,
            shown=_without_secrets(shown or {}),
            typed=_without_secrets(typed),
            saved_at=int(time.time()),
        )
    return True


def _without_secrets(fields: Typed) -> Typed:
    return {name: value for name, value in fields.items() if name != PASSWORD}


def kept_drafts(database: ShopDatabase, actor: Actor) -> list[Draft]:
    """The drafts of ``actor``, newest first; nobody else sees them."""
    return drafts.drafts_of(database, actor.staff)


def drop_draft(
    database: ShopDatabase, actor: Actor, form: str, *, customer_id: int = 0, row_id: int = 0
) -> None:
    """Keep nothing of a form any more: it was saved, or its author does not want it."""
    if actor.read_only or database.read_only:
        return
    with database.writing():
        drafts.drop_draft(database, actor.staff, form, customer_id=customer_id, row_id=row_id)


def forget_old_drafts(database: ShopDatabase) -> None:
    """Drop the drafts that nobody came back to; for a quiet moment after the start."""
    with database.writing():
        drafts.drop_older(database, int(time.time()) - KEPT_SECONDS)
