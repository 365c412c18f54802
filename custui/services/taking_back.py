"""Takes an act back: every customer who was not changed since is as before."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from functools import partial
from typing import Final

from custui.db import act_rows, acts, audit, customer_fields, shop_terms, undo
from custui.db.acts import ActRecord
from custui.db.connection import ShopDatabase
from custui.db.following import followed
from custui.db.recording import recording
from custui.domain.permissions import BULK_EDIT, BY_NAME
from custui.locale import _
from custui.services.acting import record
from custui.services.actor import Actor
from custui.services.batches import Progress, in_batches
from custui.services.describing import describe_act
from custui.services.entries import entry
from custui.services.forgetting import FORGOTTEN_AT_ONCE
from custui.services.permission import require
from custui.services.refusals import ChangedSince, NothingToUndo
from custui.services.runner import working_on
from custui.services.telling import told_by_customer

UNDO: Final = "undo"
"""What the audit calls it."""


@dataclass(frozen=True)
class Undone:
    """An act taken back: ``restored`` customers are as before; ``description`` names the act.

    ``kept`` are not as before, since somebody changed them after the act (or they are gone). It is
    not ``finished`` when it was cancelled between two batches; the rest can be taken back later.
    """

    act_id: int
    description: str
    restored: int
    kept: int
    finished: bool = True


def take_back(
    database: ShopDatabase,
    actor: Actor,
    act: ActRecord,
    progress: Progress,
    cancelled: threading.Event | None = None,
) -> Undone:
    """Take ``act`` back. Raises ``NotPermitted``, ``NothingToUndo`` and ``ChangedSince``."""
    require(database, actor, BY_NAME[act.name], act.customer_id)
    if act.said:
        undone = _take_back_rows(database, actor, act)
        followed = acts.read(database, act.follows) if act.follows else None
        if followed is None or followed.state not in acts.UNDOABLE:
            return undone
        return _together(undone, take_back(database, actor, followed, progress, cancelled))
    if act.name != BULK_EDIT.name:
        return _take_back_one(database, actor, act)
    with working_on(database, act.id):
        _begin(database, actor, act.id)
        finished = in_batches(partial(_forget_targets, database, act.id), cancelled) and in_batches(
            partial(_restore, database, actor, act.id, progress), cancelled
        )
        return _end(database, actor, act.id) if finished else _so_far(database, act.id)


def _together(undone: Undone, followed: Undone) -> Undone:
    """Two acts that go together, told as the one that completed the other."""
    return Undone(
        undone.act_id,
        undone.description,
        undone.restored + followed.restored,
        undone.kept + followed.kept,
        followed.finished,
    )


def _take_back_one(database: ShopDatabase, actor: Actor, act: ActRecord) -> Undone:
    """In one transaction. What cannot be taken back is not offered again."""
    kept: tuple[int, ...] = ()
    with database.writing():
        _begin(database, actor, act.id)
        while (restored := _restored(database, actor, act.id, 1)) is not None:
            kept += restored.kept
        acts.update(database, act.id, state=acts.TAKEN_BACK)
    if kept:
        raise ChangedSince(_who_changed(database, kept[0]))
    return _so_far(database, act.id)


def _take_back_rows(database: ShopDatabase, actor: Actor, act: ActRecord) -> Undone:
    """All rows of an act on any table, or none of them; then it is not offered again."""
    now = int(time.time())
    with recording(database) as recorder, database.writing():
        _begin(database, actor, act.id)
        versions = act_rows.versions_before(database, act.id)
        fits = act_rows.put_back(database, act.id)
        if fits:
            changes = followed(database, recorder, now)
            told = told_by_customer(database, changes, act.customer_id)
            record(database, actor, UNDO, told, now)
            undo.stand_for(database, versions)
            restored = sum(number is not None for number in told)
            acts.count(database, act.id, now, restored=restored)
        act_rows.forget(database, act.id)
        acts.update(database, act.id, state=acts.TAKEN_BACK)
    if not fits:
        raise ChangedSince(_who_changed_rows(database, act))
    return _so_far(database, act.id)


def _who_changed_rows(database: ShopDatabase, act: ActRecord) -> str:
    if act.customer_id is not None:
        return _who_changed(database, act.customer_id, act.entry_id or 0)
    return _("{what}: it was changed again since, and stays as it is.").format(
        what=describe_act(database, act)
    )


def _who_changed(database: ShopDatabase, customer_id: int, after_entry: int = 0) -> str:
    last = audit.last_about(database, customer_id, after_entry)
    if last is None:
        return _("Customer {number} was changed since; it stays as it is.").format(
            number=customer_id
        )
    return _("{staff} changed customer {number} since; it stays as it is.").format(
        staff=last[0], number=customer_id
    )


def _begin(database: ShopDatabase, actor: Actor, act_id: int) -> None:
    with database.writing():
        act = acts.read(database, act_id)
        if act is None or act.state not in (*acts.UNDOABLE, acts.RUNNING):
            raise NothingToUndo(_("It was taken back already."))
        acts.update(
            database,
            act_id,
            state=acts.TAKING_BACK,
            staff=actor.staff,
            session=actor.session,
            active_at=int(time.time()),
        )


def _forget_targets(database: ShopDatabase, act_id: int, _size: int) -> bool:
    """Nobody else is to be reached."""
    with database.writing():
        return acts.clear(database, act_id, "act_target", FORGOTTEN_AT_ONCE) > 0


def _restore(
    database: ShopDatabase, actor: Actor, act_id: int, progress: Progress, size: int
) -> bool:
    with database.writing():
        if _restored(database, actor, act_id, size) is None:
            return False
        act = acts.read(database, act_id)
    if act is not None:
        progress(act.restored + act.kept, act.changed)
    return True


def _restored(database: ShopDatabase, actor: Actor, act_id: int, size: int) -> undo.Restored | None:
    """Put one batch back, with its audit entries; ``None`` when nobody is left."""
    now = int(time.time())
    restored = undo.restore(database, act_id, size, now=now)
    if not restored.changes and not restored.kept:
        return None
    names = shop_terms.names(database)
    audit.append(
        database,
        (
            entry(actor, UNDO, now, each.customer_id, customer_fields.told(each, names))
            for each in restored.changes
        ),
    )
    acts.count(database, act_id, now, restored=len(restored.changes), kept=len(restored.kept))
    return restored


def _end(database: ShopDatabase, actor: Actor, act_id: int) -> Undone:
    with database.writing():
        undone = _so_far(database, act_id)
        act = acts.read(database, act_id)
        if act is not None and act.state == acts.TAKING_BACK:
            names = shop_terms.names(database)
            fields = {
                "act": act.name,
                "set": customer_fields.named(act.settings, names),
                "restored": undone.restored,
                "kept": undone.kept,
            }
            audit.append(database, [entry(actor, UNDO, int(time.time()), None, fields)])
            acts.update(database, act_id, state=acts.TAKEN_BACK)
    return Undone(act_id, undone.description, undone.restored, undone.kept)


def _so_far(database: ShopDatabase, act_id: int) -> Undone:
    act = acts.read(database, act_id)
    if act is None:
        raise NothingToUndo(_("It was taken back already."))
    finished = act.state == acts.TAKEN_BACK
    description = describe_act(database, act)
    return Undone(act_id, description, act.restored, act.kept, finished)
