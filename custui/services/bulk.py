"""Bulk actions: one change on exactly the customers that were counted.

The customers are fixed first (``prepare``), then changed in short transactions (``run``), each with
its audit entries and undo records: wherever a process ends, a customer is changed, audited and can
be put back, or none of it. What was left half-way is ``unfinished``, to be run on or taken back.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from custui.db import acts, audit, customer_fields, shop_terms, undo
from custui.db.acts import ActRecord
from custui.db.connection import ShopDatabase
from custui.db.customer_fields import GROUP, Settings
from custui.db.queries.customers import CustomerList
from custui.domain.permissions import BULK_EDIT
from custui.locale import _
from custui.services import forgetting, rules, taking_back
from custui.services.actor import Actor
from custui.services.batches import Progress, in_batches, silent
from custui.services.describing import describe
from custui.services.entries import entry
from custui.services.permission import permitted, require
from custui.services.refusals import NotUnfinished
from custui.services.runner import is_at_work, working_on
from custui.services.taking_back import Undone

FLAG_ACTIONS: tuple[Settings, ...] = (
    {"enabled": 1},
    {"enabled": 0},
    {"newsletter": 1},
    {"newsletter": 0},
    {"partner_offers": 1},
    {"partner_offers": 0},
)
"""What a bulk action can set, beside ``assign_to(group)``; ``describing.describe`` names each."""


@dataclass(frozen=True)
class Prepared:
    """A bulk action on exactly ``count`` customers, ready to be run or discarded."""

    act_id: int
    count: int
    description: str


@dataclass(frozen=True)
class Outcome:
    """What a bulk action has done of ``total`` so far.

    ``unchanged`` customers were as wanted already, ``gone`` ones were deleted after the count.
    It is not ``finished`` when it was cancelled: run it on, or take it back.
    """

    act_id: int
    description: str
    total: int
    changed: int
    unchanged: int
    gone: int
    finished: bool

    @property
    def left(self) -> int:
        """How many customers were not reached."""
        return self.total - self.changed - self.unchanged - self.gone


@dataclass(frozen=True)
class Unfinished:
    """A bulk action that was left half-way: begun ``at`` (Unix seconds UTC) by ``staff``.

    ``done`` of ``total`` customers were reached. One that ``was_taken_back`` was being taken back
    when it ended, and can only be taken back.
    """

    act_id: int
    staff: str
    at: int
    description: str
    total: int
    done: int
    was_taken_back: bool


def assign_to(group_id: int) -> Settings:
    """The bulk action that makes a group the default one; memberships of others stay."""
    return {GROUP: group_id}


def asks_how(settings: Settings) -> bool:
    """Whether ``prepare`` needs a reason: a consent is turned on."""
    return bool(rules.consents_turned_on(settings))


def prepare(
    database: ShopDatabase,
    actor: Actor,
    settings: Settings,
    customers: CustomerList | Sequence[int],
    *,
    reason: str = "",
) -> Prepared:
    """Fix and count the customers of a bulk action; nothing is changed yet.

    They are those of a list or of given numbers, at one moment. ``reason`` goes to the audit; for
    a consent turned on it tells how the customers gave it and is required. Raises ``NotPermitted``
    and ``InvalidValue``. Needs an open connection and no transaction. Then call ``run`` or
    ``discard``.
    """
    require(database, actor, BULK_EDIT)
    rules.check_settings(settings)
    rules.check_choices(database, settings)
    rules.check_reason(settings, reason)
    now = int(time.time())
    with database.writing():
        act_id = acts.add(
            database,
            at=now,
            staff=actor.staff,
            session=actor.session,
            name=BULK_EDIT.name,
            settings=settings,
            reason=reason.strip(),
            state=acts.PREPARING,
        )
    count = acts.fix_targets(database, act_id, customers)
    with database.writing():
        acts.update(database, act_id, state=acts.PREPARED, total=count, active_at=now)
    return Prepared(act_id, count, describe(database, settings))


def discard(database: ShopDatabase, actor: Actor, act_id: int) -> None:
    """Forget a prepared bulk action that is not to be run."""
    require(database, actor, BULK_EDIT)
    forgetting.forget_prepared(database, act_id)


def run(
    database: ShopDatabase,
    actor: Actor,
    act_id: int,
    progress: Progress = silent,
    cancelled: threading.Event | None = None,
) -> Outcome:
    """Run a prepared bulk action, or run on one that was left half-way.

    Acts on exactly the customers fixed that are still to be reached, as ``actor``, whose sitting
    can undo all of it afterwards. ``cancelled`` stops it between two batches. Raises
    ``NotPermitted`` and ``NotUnfinished``; on any error what was done stays done and the rest can
    be run on. Needs an open connection and no transaction.
    """
    require(database, actor, BULK_EDIT)
    with working_on(database, act_id):
        with database.writing():
            act = _startable(database, act_id)
            acts.update(
                database,
                act_id,
                state=acts.RUNNING,
                staff=actor.staff,
                session=actor.session,
            )
        finished = in_batches(partial(_batch, database, actor, act, progress), cancelled)
        return _ended(database, actor, act_id, finished=finished)


def _startable(database: ShopDatabase, act_id: int) -> ActRecord:
    act = acts.read(database, act_id)
    if act is None or act.state not in (acts.PREPARED, acts.RUNNING, acts.STOPPED):
        raise NotUnfinished(_("This bulk action is not there to be run any more."))
    return act


def _batch(
    database: ShopDatabase, actor: Actor, act: ActRecord, progress: Progress, size: int
) -> bool:
    """Change the next ``size`` customers in a transaction; false when nobody is left."""
    now = int(time.time())
    with database.writing():
        current = acts.read(database, act.id)
        if current is None or current.state != acts.RUNNING:
            raise NotUnfinished(_("Somebody else finished this bulk action, or took it back."))
        ids = acts.next_targets(database, act.id, size)
        if not ids:
            return False
        rules.check_choices(database, act.settings)
        planned = customer_fields.plan(database, ids, act.settings)
        _change(database, actor, act, planned.changes, now)
        acts.reached(database, act.id, ids)
        acts.count(
            database,
            act.id,
            now,
            changed=len(planned.changes),
            unchanged=planned.found - len(planned.changes),
            gone=len(ids) - planned.found,
        )
    progress(current.done + len(ids), current.total)
    return True


def _change(
    database: ShopDatabase,
    actor: Actor,
    act: ActRecord,
    planned: Sequence[customer_fields.Change],
    now: int,
) -> None:
    if not planned:
        return
    changes = customer_fields.apply(
        database, planned, act.settings, now=now, staff=actor.staff, source=act.reason
    )
    names = shop_terms.names(database)
    entries = (
        entry(
            actor,
            act.name,
            now,
            each.customer_id,
            customer_fields.told(each, names),
            act.reason,
        )
        for each in changes
    )
    audit.append(database, entries)
    undo.remember(database, act.id, changes)


def _ended(database: ShopDatabase, actor: Actor, act_id: int, *, finished: bool) -> Outcome:
    """Note that nobody is left, with the summary for the audit; or that it was stopped."""
    with database.writing():
        act = acts.read(database, act_id)
        if act is None or act.state != acts.RUNNING:
            raise NotUnfinished(_("Somebody else finished this bulk action, or took it back."))
        acts.update(database, act_id, state=acts.DONE if finished else acts.STOPPED)
        if finished:
            _summarise(database, actor, act)
    return Outcome(
        act_id,
        describe(database, act.settings),
        act.total,
        act.changed,
        act.unchanged,
        act.gone,
        finished,
    )


def _summarise(database: ShopDatabase, actor: Actor, act: ActRecord) -> None:
    names = shop_terms.names(database)
    counts = {each: getattr(act, each) for each in ("total", "changed", "unchanged", "gone")}
    fields = {"set": customer_fields.named(act.settings, names), **counts}
    audit.append(database, [entry(actor, act.name, int(time.time()), None, fields, act.reason)])


def unfinished(database: ShopDatabase, actor: Actor) -> list[Unfinished]:
    """Bulk actions left half-way that no living process works on, oldest first.

    None for an actor who could neither run them on nor take them back.
    """
    if not permitted(database, actor, BULK_EDIT):
        return []
    return [
        Unfinished(
            act.id,
            act.staff,
            act.at,
            describe(database, act.settings),
            act.total,
            act.done,
            act.state == acts.TAKING_BACK,
        )
        for act in acts.unfinished(database)
        if not is_at_work(act)
    ]


def take_back(
    database: ShopDatabase,
    actor: Actor,
    act_id: int,
    progress: Progress = silent,
    cancelled: threading.Event | None = None,
) -> Undone:
    """Take back what a bulk action has done, half-way or whole; nobody else is reached by it.

    Raises ``NotPermitted`` and ``NothingToUndo``.
    """
    require(database, actor, BULK_EDIT)
    act = acts.read(database, act_id)
    if act is None or act.name != BULK_EDIT.name:
        raise NotUnfinished(_("This bulk action is not there to be taken back any more."))
    return taking_back.take_back(database, actor, act, progress, cancelled)
