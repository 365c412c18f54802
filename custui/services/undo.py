"""Takes back what a staff member did last at this sitting."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from custui.db import acts
from custui.db.connection import ShopDatabase
from custui.locale import _
from custui.services.actor import Actor
from custui.services.batches import Progress, silent
from custui.services.describing import describe_act
from custui.services.refusals import NothingToUndo
from custui.services.taking_back import Undone, take_back


@dataclass(frozen=True)
class Undoable:
    """The act that undo would take back: ``description`` is not yet printable.

    It changed ``customers`` (0: something else); one alone is ``customer_id``, where that is known.
    """

    act_id: int
    description: str
    customers: int
    customer_id: int | None = None


def undoable(database: ShopDatabase, actor: Actor) -> Undoable | None:
    """What ``undo_last`` would take back now."""
    act = acts.last_undoable(database, actor.session, actor.staff) if actor.session else None
    if act is None:
        return None
    left = min(act.total, act.changed - act.restored - act.kept)
    return Undoable(act.id, describe_act(database, act), left, act.customer_id)


def undo_last(
    database: ShopDatabase,
    actor: Actor,
    progress: Progress = silent,
    cancelled: threading.Event | None = None,
) -> Undone:
    """Take back the newest act of this sitting that was not taken back yet.

    Every customer who was not changed since is as before; the others are counted and stay. Raises
    ``NotPermitted`` (it takes the role of the act), ``NothingToUndo``, and ``ChangedSince`` when
    the act was on one customer, who was changed since: that act is not offered again. Needs an
    open connection and no transaction.
    """
    act = acts.last_undoable(database, actor.session, actor.staff) if actor.session else None
    if act is None:
        raise NothingToUndo(_("There is nothing left to undo."))
    return take_back(database, actor, act, progress, cancelled)
