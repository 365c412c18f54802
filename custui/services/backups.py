"""Copies of the database: making one, and putting one back."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from custui.db import audit
from custui.db.backup import Progress, backup, silent
from custui.db.connection import ShopDatabase, open_database, path_of
from custui.db.problems import DatabaseProblem
from custui.db.restore import restore
from custui.db.rows import insert_row
from custui.domain.permissions import BACK_UP, RESTORE
from custui.services.actor import Actor
from custui.services.entries import entry
from custui.services.permission import require, why_not
from custui.services.refusals import NotPermitted


def make_backup(
    database: ShopDatabase, actor: Actor, target: Path, progress: Progress = silent
) -> None:
    """Copy the database to the new file ``target``, whoever writes meanwhile.

    The copy is remembered: an erasure names those that still hold the person. Raises
    ``NotPermitted`` and ``DatabaseProblem``. Needs an open connection and no transaction.
    """
    require(database, actor, BACK_UP)
    backup(database, target, progress)
    if actor.read_only or database.read_only:
        return
    now, path = int(time.time()), str(target.absolute())
    with database.writing():
        database.execute_sql("DELETE FROM backup_file WHERE path = ?", (path,))
        insert_row(database, "backup_file", path=path, made_at=now, staff=actor.staff)
        audit.append(database, [entry(actor, BACK_UP.name, now, None, {"path": path})])


def restore_backup(
    url: str, actor: Actor, file: Path, progress: Progress = silent
) -> tuple[ShopDatabase, Path | None]:
    """Let the database at ``url`` be what the backup ``file`` says, brought up to date.

    Returns it, and the file in which what was there before is kept (``None``: there was nothing).
    Raises ``NotPermitted`` and ``DatabaseProblem``; all is as it was then.
    """
    path = path_of(url)
    _require(url, actor)
    aside = restore(path, file, progress)
    database = open_database(url)
    fields = {"file": str(file.absolute()), "before": "" if aside is None else aside.name}
    with database.connection_context(), database.writing():
        now = int(time.time())
        audit.append(database, [entry(actor, RESTORE.name, now, None, fields)])
    return database, aside


def _require(url: str, actor: Actor) -> None:
    """Ask the gate of the database that is there; without one there is the role alone."""
    if not why_not(None, actor, RESTORE):
        return
    with suppress(DatabaseProblem):
        database = open_database(url)
        with database.connection_context():
            require(database, actor, RESTORE)
    raise NotPermitted(why_not(None, actor, RESTORE))
