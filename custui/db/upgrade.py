"""Creates the schema and brings an older one up to date, with a backup first."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from playhouse.migrations import Runner

from custui.db import migrations
from custui.db.backup import backup
from custui.db.connection import ShopDatabase, path_of
from custui.db.files import beside, give_name, has_content, remove
from custui.db.identity import APPLICATION_ID
from custui.db.problems import DatabaseProblem, Interrupted, disk_problem, explained
from custui.locale import _


def _migrate(database: ShopDatabase) -> None:
    """Run the missing migrations inside the write transaction in progress."""
    Runner(database, str(migrations.DIRECTORY)).up()
    database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute_sql(f"PRAGMA user_version = {migrations.LATEST}")


def create_database(url: str, fill: Callable[[ShopDatabase], None] | None = None) -> ShopDatabase:
    """A new database at ``url``; refuses to touch an existing file.

    ``fill`` writes its first rows through the one connection that is open (see ``db.defaults``);
    without it there are tables alone. The file gets its name only when all that is done: nobody
    sees it half-made, and one that somebody else makes meanwhile stays. Raises
    ``DatabaseProblem``, or what ``fill`` raises; nothing is left then.
    """
    path = path_of(url)
    _refuse_existing(path)
    draft = path.with_name(f".custui-{secrets.token_hex(6)}.new")
    try:
        os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
        try:
            with explained(path):
                _build(ShopDatabase(draft, called=path), fill)
            give_name(draft, path)
        finally:
            remove(draft)
    except FileExistsError as error:
        raise _exists(path) from error
    except OSError as error:
        raise disk_problem(error, path) from error
    return ShopDatabase(path)


def _exists(path: Path) -> DatabaseProblem:
    return DatabaseProblem(
        _("{path} exists already; nothing was changed. Choose another name.").format(path=path)
    )


def _refuse_existing(path: Path) -> None:
    if os.path.lexists(path):
        raise _exists(path)
    for suffix in ("-wal", "-journal"):  # SQLite would play it into the new file
        if has_content(beside(path, suffix)):
            raise DatabaseProblem(
                _(
                    "{file} is left from another database. Nothing was changed: "
                    "move it away, or choose another name."
                ).format(file=beside(path, suffix))
            )


def _build(database: ShopDatabase, fill: Callable[[ShopDatabase], None] | None) -> None:
    with database.connection_context():
        # A draft that meets a crash is thrown away, so nothing need be kept to recover it.
        database.execute_sql("PRAGMA journal_mode = MEMORY")
        with database.writing():
            _migrate(database)
        if fill:
            fill(database)
        database.execute_sql("PRAGMA journal_mode = WAL")


def upgrade(database: ShopDatabase) -> Path | None:
    """Run the missing migrations; returns the backup made before the first one.

    Everybody else's writes wait meanwhile. ``None`` when another process was quicker. Raises
    ``DatabaseProblem``; the schema is the old one then, whole.
    """
    _refuse_read_only(database)
    with explained(database.path), database.connection_context():
        # Rebuilding a table would cascade; inside a transaction this pragma does nothing.
        database.execute_sql("PRAGMA foreign_keys = 0")
        with database.writing():
            (version,) = database.execute_sql("PRAGMA user_version").fetchone()
            if version >= migrations.LATEST:
                return None
            target = _backup_of(database.path)
            backup(database, target)
            try:
                _migrate_soundly(database)
            except BaseException:
                target.unlink(missing_ok=True)  # the transaction is taken back: it is not needed
                raise
    return target


def _refuse_read_only(database: ShopDatabase) -> None:
    if database.read_only:
        raise DatabaseProblem(
            _(
                "{path} was made by an older custui. Open it once without --read-only: "
                "it is backed up and brought up to date. It was left as it is."
            ).format(path=database.path)
        )


def _backup_of(path: Path) -> Path:
    """A free name beside ``path`` that says what the file is."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ")
    return path.with_name(f"{path.name}.before-schema-{migrations.LATEST}-{stamp}")


def _migrate_soundly(database: ShopDatabase) -> None:
    try:
        with explained(database.path):
            _migrate(database)
            broken = database.execute_sql("PRAGMA foreign_key_check").fetchone()
    except (DatabaseProblem, Interrupted):
        raise
    except Exception as error:  # whatever a migration met: its transaction is taken back
        raise _not_upgraded(database.path, str(error)) from error
    if broken:
        raise _not_upgraded(database.path, f"foreign key: {broken[0]} {broken[1]}")


def _not_upgraded(path: Path, reason: str) -> DatabaseProblem:
    return DatabaseProblem(
        _(
            "{path} could not be brought up to date ({reason}). It was left as it was; "
            "go on with the older program and report this."
        ).format(path=path, reason=reason)
    )
