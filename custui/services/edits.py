"""Changes the fields of one customer."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from custui.db import acts, audit, customer_fields, shop_terms, undo
from custui.db.connection import ShopDatabase
from custui.db.customer_fields import Settings
from custui.domain.permissions import EDIT
from custui.locale import _
from custui.services import rules
from custui.services.actor import Actor
from custui.services.entries import entry
from custui.services.permission import require
from custui.services.refusals import CustomerGone


@dataclass(frozen=True)
class Edited:
    """What an edit did: each changed field as ``[before, after]``, none when all was so already.

    ``act_id`` is its undo record, ``None`` without a sitting; ``version`` the customer's new one.
    """

    customer_id: int
    fields: Mapping[str, list[object]] = field(default_factory=dict)
    act_id: int | None = None
    version: int | None = None

    @property
    def changed(self) -> bool:
        """Whether anything changed."""
        return bool(self.fields)


def edit(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    settings: Settings,
    *,
    reason: str = "",
) -> Edited:
    """Set fields of one customer: in one transaction the row, its consents, memberships, the audit
    entry and the undo record.

    ``settings`` maps ``enabled``, ``newsletter``, ``partner_offers`` to 0 or 1 and ``group`` to a
    group's id. ``reason`` goes to the audit; for a consent that is turned on it tells how the
    customer gave it and is required. Raises ``NotPermitted``, ``InvalidValue`` (``ReasonNeeded``)
    and ``CustomerGone``. Needs an open connection and no transaction.
    """
    require(database, actor, EDIT, customer_id)
    rules.check_settings(settings)
    with database.writing():
        planned = customer_fields.plan(database, [customer_id], settings)
        if not planned.found:
            raise CustomerGone(_("There is no customer {customer}.").format(customer=customer_id))
        if not planned.changes:
            return Edited(customer_id)
        rules.check_choices(database, settings)
        rules.check_reason(planned.changes[0].after, reason)
        return _applied(database, actor, planned.changes, settings, reason.strip())


def _applied(
    database: ShopDatabase,
    actor: Actor,
    changes: tuple[customer_fields.Change, ...],
    settings: Settings,
    reason: str,
) -> Edited:
    now = int(time.time())
    (change,) = customer_fields.apply(
        database, changes, settings, now=now, staff=actor.staff, source=reason
    )
    fields = customer_fields.told(change, shop_terms.names(database))
    audit.append(database, [entry(actor, EDIT.name, now, change.customer_id, fields, reason)])
    act_id = _remember(database, actor, change, settings, reason, now) if actor.session else None
    return Edited(change.customer_id, fields, act_id, change.version)


def _remember(
    database: ShopDatabase,
    actor: Actor,
    change: customer_fields.Change,
    settings: Settings,
    reason: str,
    now: int,
) -> int:
    act_id = acts.add(
        database,
        at=now,
        staff=actor.staff,
        session=actor.session,
        name=EDIT.name,
        settings=settings,
        reason=reason,
        state=acts.DONE,
        changed=1,
    )
    undo.remember(database, act_id, (change,))
    return act_id
