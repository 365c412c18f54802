"""A verified copy of the database, consistent whoever writes meanwhile."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from custui.db.connection import ShopDatabase
from custui.db.files import beside, give_name, remove, uri
from custui.db.problems import FULL, DatabaseProblem, disk_problem, explained
from custui.locale import _

_PAGES_A_STEP = 4096

Progress = Callable[[int, int], None]
"""Told how many of how many pages are copied."""


def silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


def backup(database: ShopDatabase, target: Path, progress: Progress = silent) -> None:
    """Copy ``database`` to the new file ``target``, with the permissions of the original.

    The copy gets its name only when it is whole and has been checked. Needs no connection of the
    caller's, and may run while the caller holds the write lock. Raises ``DatabaseProblem`` when it
    cannot be written; nothing of it is left then.
    """
    draft = beside(target, ".part")
    try:
        refuse_without_room(database.path, target)
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with explained(target):
                _copy(database, draft, progress)
                _verify(draft, target)
            shutil.copymode(database.path, draft)
            give_name(draft, target)
        finally:
            remove(draft)
    except OSError as error:
        raise disk_problem(error, target) from error


def refuse_without_room(path: Path, target: Path) -> None:
    """A copy that cannot fit must not fill the disk that the shop itself may stand on."""
    needed = sum(file.stat().st_size for file in (path, beside(path, "-wal")) if file.exists())
    if shutil.disk_usage(target.absolute().parent).free < needed:
        raise DatabaseProblem(_(FULL).format(path=target))


def _copy(database: ShopDatabase, draft: Path, progress: Progress) -> None:
    # A connection of its own: SQLite copies none that has a write transaction open.
    with (
        closing(sqlite3.connect(uri(database.path, "ro"), uri=True)) as source,
        closing(sqlite3.connect(uri(draft, "rw"), uri=True)) as copy,
    ):
        source.execute(f"PRAGMA busy_timeout = {int(database.busy_seconds * 1000)}")
        source.backup(
            copy,
            pages=_PAGES_A_STEP,
            progress=lambda _status, left, total: progress(total - left, total),
        )
    descriptor = os.open(draft, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _verify(draft: Path, target: Path) -> None:
    with closing(sqlite3.connect(uri(draft, "ro&immutable=1"), uri=True)) as copy:
        (finding,) = copy.execute("PRAGMA quick_check(1)").fetchone()
    if finding != "ok":
        raise DatabaseProblem(
            _("The copy {path} is not sound ({finding}). Nothing was changed.").format(
                path=target, finding=finding
            )
        )
