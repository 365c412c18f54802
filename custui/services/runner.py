"""Which process works on a bulk action, so that one that was killed can be told from one that runs.

For a process on another machine, or a number that was given anew, the time when it last worked
decides.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

from custui.db import acts
from custui.db.acts import ActRecord
from custui.db.connection import ShopDatabase
from custui.db.problems import DatabaseProblem
from custui.db.processes import may_live, this_process

SILENT_SECONDS: Final = 60
"""A runner that has not worked for as long is gone, whoever bears its number. It works many times
a second, unless somebody else holds the write lock; that ends with an error much earlier."""


@contextmanager
def working_on(database: ShopDatabase, act_id: int) -> Iterator[None]:
    """Say that this process works on an act, until it ends or fails."""
    with database.writing():
        acts.update(database, act_id, runner=this_process(), active_at=int(time.time()))
    try:
        yield
    finally:
        # Where even this cannot be written, the silence tells.
        with suppress(DatabaseProblem), database.writing():
            acts.update(database, act_id, runner="")


def is_at_work(act: ActRecord) -> bool:
    """Whether a process that lives works on the act."""
    return may_live(act.runner) and time.time() - act.active_at <= SILENT_SECONDS
