"""Creates the schema and brings an older one up to date, with a backup first."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from playhouse.migrations import Runner

from custui.db.connection import APPLICATION_ID, ShopDatabase, path_of
from custui.db.migrations import LATEST
from custui.db.problems import DatabaseProblem, explained
from custui.locale import _

_MIGRATIONS = Path(__file__).parent / "migrations"


def _migrate(database: ShopDatabase) -> None:
    Runner(database, str(_MIGRATIONS)).up()
    database.execute_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    database.execute_sql(f"PRAGMA user_version = {LATEST}")


def create_database(url: str) -> ShopDatabase:
    """A new, empty database at ``url``; refuses to touch an existing file.

    It has its tables but no rows: see ``db.defaults`` for a shop's first ones.
    """
    path = path_of(url)
    with explained(path):
        if path.exists():
            raise DatabaseProblem(
                _("{path} exists already; nothing was changed. Choose another name.").format(
                    path=path
                )
            )
        database = ShopDatabase(path)
        try:
            with database.connection_context():
                database.execute_sql("PRAGMA journal_mode = WAL")
                with database.writing():
                    _migrate(database)
        except BaseException:
            for suffix in ("", "-wal", "-shm"):
                Path(f"{path}{suffix}").unlink(missing_ok=True)
            raise
    return database


def backup(database: ShopDatabase, target: Path) -> None:
    """Copy the whole database to ``target``, consistent whoever writes meanwhile."""
    with sqlite3.connect(target) as copy:
        database.raw().backup(copy, pages=4096)
    copy.close()


def upgrade(database: ShopDatabase) -> Path:
    """Run the missing migrations; returns the backup made before the first one."""
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    target = database.path.with_name(f"{database.path.name}.before-{stamp}")
    with explained(database.path), database.connection_context():
        backup(database, target)
        with database.writing():
            _migrate(database)
    return target
