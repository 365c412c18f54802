"""Moves every customer out of what is about to leave: a group, a title.

A few are moved in the act that removes it. Many are moved before it by a bulk action in short
transactions, which that act then ``follows``: undo takes both back.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.customer_fields import Settings
from custui.locale import ngettext
from custui.locale.formats import format_number
from custui.services import bulk
from custui.services.actor import Actor
from custui.services.batches import Progress
from custui.services.refusals import NotFinished

AT_ONCE: Final = 500
"""Customers who are moved within the act itself: some tens of milliseconds."""


def move_many(
    database: ShopDatabase,
    actor: Actor,
    customers: Sequence[int],
    settings: Settings,
    progress: Progress,
    cancelled: threading.Event | None,
) -> int | None:
    """Move ``customers`` when they are many; returns the act that did, to be followed.

    Stopped half-way it raises ``NotFinished``: it can be finished or taken back as a bulk action.
    """
    if len(customers) <= AT_ONCE:
        return None
    prepared = bulk.prepare(database, actor, settings, customers)
    outcome = bulk.run(database, actor, prepared.act_id, progress, cancelled)
    if not outcome.finished:
        raise NotFinished(
            ngettext(
                "Stopped: {count} customer was moved, nothing was removed.",
                "Stopped: {count} customers were moved, nothing was removed.",
                outcome.changed,
            ).format(count=format_number(outcome.changed))
        )
    return outcome.act_id
