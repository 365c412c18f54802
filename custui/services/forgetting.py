"""Forgets what is kept of acts once nobody can finish or take them back."""

from __future__ import annotations

import time
from typing import Final

from custui.db import acts
from custui.db.connection import ShopDatabase
from custui.services.drafts import forget_old_drafts

KEPT_SECONDS: Final = 7 * 24 * 3600
"""How long an act can be taken back at most; a sitting is shorter."""

FORGOTTEN_AT_ONCE: Final = 10_000
"""Customers forgotten by one transaction: a few milliseconds."""


def forget_prepared(database: ShopDatabase, act_id: int) -> None:
    """Forget a bulk action that was prepared and is not to be run."""
    act = acts.read(database, act_id)
    if act is not None and act.state in (acts.PREPARING, acts.PREPARED):
        _forget(database, act_id)


def forget_old_acts(database: ShopDatabase) -> None:
    """Forget the undo records of sittings long over, and drafts that nobody came back to.

    For a quiet moment after the start, in short transactions. Bulk actions left half-way stay.
    """
    forget_old_drafts(database)
    for act_id in acts.forgettable(database, int(time.time()) - KEPT_SECONDS):
        _forget(database, act_id)


def _forget(database: ShopDatabase, act_id: int) -> None:
    for table in ("act_target", "act_undo"):
        forgotten = FORGOTTEN_AT_ONCE
        while forgotten == FORGOTTEN_AT_ONCE:
            with database.writing():
                forgotten = acts.clear(database, act_id, table, FORGOTTEN_AT_ONCE)
    with database.writing():
        acts.forget(database, act_id)
