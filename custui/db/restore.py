"""Puts a backup in the place of the shop's database, and keeps what was there aside.

A database that others have open is not replaced as a file: what they then wrote would be lost, or
be played into the new one. The backup is copied into it, in one transaction: readers go on with
what they see, and see the backup next; a process that is killed leaves all as it was.
"""

from __future__ import annotations

import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from custui.db import migrations
from custui.db.backup import Progress, backup, refuse_without_room, silent
from custui.db.connection import BUSY_SECONDS, ShopDatabase
from custui.db.files import beside, give_name, has_content, remove, uri
from custui.db.identity import identify
from custui.db.problems import BUSY, DatabaseProblem, NoDatabase, disk_problem, explained
from custui.locale import _

_PAGES_A_STEP = 4096


def restore(path: Path, file: Path, progress: Progress = silent) -> Path | None:
    """Let the database at ``path`` be what the backup ``file`` says.

    Returns the file in which what was there before is kept; ``None`` when there was nothing. The
    schema is the backup's: whoever opens it next brings it up to date. Raises ``DatabaseProblem``;
    all is as it was then.
    """
    with explained(file), _checked(file, path) as source:
        try:
            identify(path)
        except NoDatabase:
            _put_in_place(source, path, progress)
            return None
        with explained(path):
            return _replace(source, path, file, progress)


@contextmanager
def _checked(file: Path, path: Path) -> Iterator[sqlite3.Connection]:
    """The backup, read at one moment, when it is one that this program can use."""
    version = identify(file)
    if version > migrations.LATEST:
        raise DatabaseProblem(
            _(
                "{path} was made by a newer custui (schema {theirs}, this one knows {ours}). "
                "Nothing was changed; install the newer program."
            ).format(path=file, theirs=version, ours=migrations.LATEST)
        )
    if path.exists() and path.samefile(file):
        raise DatabaseProblem(
            _("{path} is the database itself. Nothing was changed.").format(path=file)
        )
    mode = "ro" if has_content(beside(file, "-wal")) else "ro&immutable=1"
    with closing(sqlite3.connect(uri(file, mode), uri=True, isolation_level=None)) as source:
        source.execute("BEGIN")
        finding = _finding(source)
        if finding:
            raise DatabaseProblem(
                _("{path} is damaged ({finding}). Nothing was changed.").format(
                    path=file, finding=finding
                )
            )
        yield source


def _finding(connection: sqlite3.Connection) -> str:
    """What is wrong with a database; ``""``: nothing."""
    try:
        (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    if finding != "ok":
        return str(finding)
    return f"foreign key: {broken[0]} {broken[1]}" if broken else ""


def _put_in_place(source: sqlite3.Connection, path: Path, progress: Progress) -> None:
    """Make a new database at ``path``, where there is none."""
    draft = path.with_name(f".custui-{secrets.token_hex(6)}.restored")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with closing(sqlite3.connect(uri(draft, "rw"), uri=True)) as target:
                _copy(source, target, progress)
                target.execute("PRAGMA journal_mode = WAL")
            give_name(draft, path)
        finally:
            remove(draft)
    except FileExistsError as error:
        raise DatabaseProblem(
            _("{path} exists already; nothing was changed. Choose another name.").format(path=path)
        ) from error
    except OSError as error:
        raise disk_problem(error, path) from error


def _replace(source: sqlite3.Connection, path: Path, file: Path, progress: Progress) -> Path:
    database = ShopDatabase(path)
    try:
        aside = _aside(path, "before-restore")
        backup(database, aside)
    except DatabaseProblem:
        if _is_sound(path):
            raise  # no room, no permission: the database itself is well
        aside = _move_aside(path)
        try:
            _put_in_place(source, path, progress)
        except BaseException:
            _move_back(aside, path)
            raise
        return aside
    try:
        refuse_without_room(file, path)  # it goes through the write-ahead log
        with closing(_opened(path)) as target:
            _copy(source, target, progress)
            target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    return aside


def _opened(path: Path) -> sqlite3.Connection:
    # A short time-out: ``_copy`` itself tries again.
    return sqlite3.connect(uri(path, "rw"), uri=True, isolation_level=None, timeout=0.1)


def _copy(source: sqlite3.Connection, target: sqlite3.Connection, progress: Progress) -> None:
    deadline = time.monotonic() + BUSY_SECONDS
    before = -1

    def watch(_status: int, left: int, total: int) -> None:
        nonlocal deadline, before
        if left != before:
            before, deadline = left, time.monotonic() + BUSY_SECONDS
        elif time.monotonic() > deadline:  # SQLite itself would wait for ever
            raise _Busy
        progress(total - left, total)

    try:
        source.backup(target, pages=_PAGES_A_STEP, progress=watch)
    except _Busy as busy:
        raise DatabaseProblem(_(BUSY).format(path=_path_of(target))) from busy


class _Busy(Exception):
    """Somebody else goes on writing."""


def _path_of(connection: sqlite3.Connection) -> str:
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def _is_sound(path: Path) -> bool:
    with suppress(sqlite3.Error), closing(sqlite3.connect(uri(path, "ro"), uri=True)) as found:
        return not _finding(found)
    return False


def _aside(path: Path, why: str) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    return path.with_name(f"{path.name}.{why}-{stamp}")


_PARTS = ("", "-wal", "-shm", "-journal")


def _move_aside(path: Path) -> Path:
    """Rename a damaged database with all that SQLite keeps beside it."""
    aside = _aside(path, "damaged")
    for part in _PARTS:
        with suppress(FileNotFoundError):
            beside(path, part).rename(beside(aside, part))
    return aside


def _move_back(aside: Path, path: Path) -> None:
    for part in _PARTS:
        with suppress(FileNotFoundError):
            beside(aside, part).rename(beside(path, part))
