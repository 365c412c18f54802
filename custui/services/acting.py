"""One act of a person, whatever it changes: permission, rules, one transaction, audit and undo.

An act is a ``with acting(…)`` around what it changes. The gate is before it; rules that ask the
database stand inside, so that they hold when the rows change; every row that changes is recorded,
and what follows from it (version, totals, search index), the audit entry and the undo record are
written at the end, in the same transaction. That commit is the notice that others look for.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from custui.db import act_rows, acts, audit
from custui.db.connection import ShopDatabase
from custui.db.following import followed
from custui.db.recording import recording
from custui.db.row_changes import VERSION, RowChange
from custui.db.shop_terms import is_customer
from custui.domain.permissions import Act
from custui.locale import _
from custui.services.actor import Actor
from custui.services.entries import entry
from custui.services.permission import require
from custui.services.refusals import CustomerGone
from custui.services.said import Said
from custui.services.telling import Fields, told_by_customer


@dataclass(frozen=True)
class Done:
    """What an act did: each changed field as ``[before, after]``, as the audit tells it.

    It has not ``changed`` anything when all was so already; then it left no trace. ``act_id`` is
    its undo record, ``None`` without a sitting; ``version`` the customer's new one where the act
    changed the customer's own row; ``row_id`` the row that it was about, an address or a voucher.
    """

    customer_id: int | None = None
    fields: Mapping[str, list[object]] = field(default_factory=dict)
    act_id: int | None = None
    version: int | None = None
    row_id: int | None = None
    changed: bool = False


@dataclass
class Work:
    """An act at work inside its transaction; ``now`` in Unix seconds UTC.

    The act may still set ``customer_id`` (of somebody new), ``said``, ``row_id``, and ``follows``:
    the act that this one completes, and with which it is taken back. ``done`` is there when the
    ``with`` is left.
    """

    database: ShopDatabase
    actor: Actor
    act: Act
    said: Said
    now: int
    customer_id: int | None = None
    reason: str = ""
    row_id: int | None = None
    follows: int | None = None
    done: Done = field(default_factory=Done)


@contextmanager
def acting(
    database: ShopDatabase,
    actor: Actor,
    act: Act,
    said: Said,
    *,
    customer_id: int | None = None,
    reason: str = "",
) -> Iterator[Work]:
    """Do an act in the ``with``: what it changes, its audit entry and undo record, or none of it.

    ``said`` tells it to whoever may undo it; ``customer_id`` is whom it is about. Raises
    ``NotPermitted`` and ``CustomerGone``, and what the act itself raises; then nothing changed.
    Needs an open connection and no transaction.
    """
    require(database, actor, act, customer_id)
    with recording(database) as recorder, database.writing():
        if customer_id is not None and not is_customer(database, customer_id):
            raise no_such_customer(customer_id)
        work = Work(database, actor, act, said, int(time.time()), customer_id, reason.strip())
        yield work
        changes = followed(database, recorder, work.now)
        work.done = _done(work, changes) if changes else Done(work.customer_id, row_id=work.row_id)


def no_such_customer(customer_id: int) -> CustomerGone:
    """The refusal of an act about a customer who is not there."""
    return CustomerGone(_("There is no customer {customer}.").format(customer=customer_id))


def _done(work: Work, changes: Sequence[RowChange]) -> Done:
    told = told_by_customer(work.database, changes, work.customer_id)
    entry_id = record(work.database, work.actor, work.act.name, told, work.now, work.reason)
    customers = sum(number is not None for number in told)
    act_id = _remember(work, changes, entry_id, customers) if work.actor.session else None
    fields = next(iter(told.values()))
    version = next(
        (
            int(each.after[VERSION] or 0)
            for each in changes
            if each.table == "customer" and each.customer_id == work.customer_id and each.after
        ),
        None,
    )
    return Done(work.customer_id, fields, act_id, version, work.row_id, changed=True)


def record(
    database: ShopDatabase,
    actor: Actor,
    name: str,
    told: Mapping[int | None, Fields],
    now: int,
    reason: str = "",
) -> int:
    """Write an entry about each customer told of; returns the first one's number."""
    audit.append(
        database,
        (entry(actor, name, now, number, fields, reason) for number, fields in told.items()),
    )
    return audit.last_entry(database) - len(told) + 1


def _remember(work: Work, changes: Sequence[RowChange], entry_id: int, customers: int) -> int:
    act_id = acts.add(
        work.database,
        at=work.now,
        staff=work.actor.staff,
        session=work.actor.session,
        name=work.act.name,
        settings={},
        reason=work.reason,
        state=acts.DONE,
        total=customers,
        changed=max(1, customers),
        customer_id=work.customer_id,
        entry_id=entry_id,
        said=work.said.kept(),
        follows=work.follows,
    )
    act_rows.remember(work.database, act_id, changes)
    return act_id
