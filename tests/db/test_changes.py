"""Commits of others are noticed at once, nothing else is, and stopping takes no time."""

from __future__ import annotations

import os
import queue
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from custui.db.changes import ASK_SECONDS, ChangeNotice
from custui.db.connection import ShopDatabase, open_database
from custui.db.upgrade import create_database

SOON = 15.0
A_WHILE = 6 * ASK_SECONDS

COMMIT = (
    "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]);"
    "c.execute('CREATE TABLE IF NOT EXISTS note (x)'); c.execute('INSERT INTO note VALUES (1)');"
    "c.commit(); c.close()"
)


class Noticed:
    """A change notice, and what it told."""

    def __init__(self, database: ShopDatabase) -> None:
        self._told: queue.Queue[float] = queue.Queue()
        self.notice = ChangeNotice(database, lambda: self._told.put(time.perf_counter()))
        self.notice.start()

    def at(self) -> float:
        """When the next change is told."""
        return self._told.get(timeout=SOON)

    def nothing(self, seconds: float = A_WHILE) -> bool:
        try:
            self._told.get(timeout=seconds)
        except queue.Empty:
            return True
        return False


@pytest.fixture
def database(tmp_path: Path) -> ShopDatabase:
    return create_database(str(tmp_path / "shop.db"))


@pytest.fixture
def noticed(database: ShopDatabase) -> Iterator[Noticed]:
    noticed = Noticed(database)
    yield noticed
    noticed.notice.stop()


def another_process_commits(path: Path) -> None:
    subprocess.run([sys.executable, "-c", COMMIT, str(path)], check=True)


def commit(path: Path) -> float:
    """Commit on a connection of its own; returns when that was done."""
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE IF NOT EXISTS note (x)")
    connection.execute("INSERT INTO note VALUES (1)")
    connection.commit()
    done = time.perf_counter()
    connection.close()
    return done


def test_a_commit_of_another_process_is_noticed_each_time(
    database: ShopDatabase, noticed: Noticed
) -> None:
    for _ in range(2):
        another_process_commits(database.path)
        noticed.at()
        assert noticed.nothing()


def test_it_is_noticed_within_an_instant(database: ShopDatabase, noticed: Noticed) -> None:
    delays = []
    for _ in range(7):
        done = commit(database.path)
        delays.append(noticed.at() - done)
    assert sorted(delays)[3] < 0.15


def test_nothing_is_told_while_nothing_is_committed(
    database: ShopDatabase, noticed: Noticed
) -> None:
    reader = sqlite3.connect(database.path)
    reader.execute("SELECT count(*) FROM customer").fetchone()
    reader.execute("BEGIN IMMEDIATE")
    reader.execute("CREATE TABLE never (x)")
    reader.rollback()
    reader.close()
    assert noticed.nothing()


def test_a_wal_file_made_anew_does_not_deafen_it(tmp_path: Path, database: ShopDatabase) -> None:
    wal = Path(f"{database.path}-wal")
    assert not wal.exists()  # the last connection took it away on closing
    noticed = Noticed(database)
    try:
        for _ in range(2):
            writer = sqlite3.connect(database.path)
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            writer.close()
            commit(database.path)
            noticed.at()
    finally:
        noticed.notice.stop()
    assert not wal.exists()


def test_a_backup_put_in_its_place_is_a_change(
    tmp_path: Path, database: ShopDatabase, noticed: Noticed
) -> None:
    shutil.copy(database.path, tmp_path / "backup.db")
    os.replace(tmp_path / "backup.db", database.path)
    noticed.at()
    commit(database.path)
    noticed.at()


def test_a_file_that_goes_away_is_not_made_anew(database: ShopDatabase) -> None:
    noticed = Noticed(database)
    database.path.rename(f"{database.path}.away")
    assert noticed.nothing(1.2)
    assert not database.path.exists()
    Path(f"{database.path}.away").rename(database.path)
    commit(database.path)
    noticed.at()
    noticed.notice.stop()


def test_a_missing_file_is_not_made(database: ShopDatabase) -> None:
    database.path.unlink()
    noticed = Noticed(database)
    assert noticed.nothing()
    noticed.notice.stop()
    assert not database.path.exists()


def test_a_locked_database_is_asked_again_and_holds_nobody(database: ShopDatabase) -> None:
    owner = sqlite3.connect(database.path, isolation_level=None)
    owner.execute("PRAGMA journal_mode = DELETE")
    owner.execute("BEGIN EXCLUSIVE")
    begun = time.perf_counter()
    noticed = Noticed(database)
    assert noticed.nothing()
    assert time.perf_counter() - begun < 1.0
    owner.execute("CREATE TABLE note (x)")
    owner.execute("COMMIT")
    noticed.at()
    owner.execute("BEGIN EXCLUSIVE")
    begun = time.perf_counter()
    noticed.notice.stop()
    assert time.perf_counter() - begun < 0.1
    owner.close()


def test_a_folder_that_may_not_be_written_will_do(tmp_path: Path, database: ShopDatabase) -> None:
    writer = sqlite3.connect(database.path)
    writer.execute("SELECT * FROM shop").fetchall()  # keeps the WAL file in being
    tmp_path.chmod(0o555)
    try:
        noticed = Noticed(open_database(str(database.path), read_only=True))
        writer.execute("CREATE TABLE note (x)")
        writer.commit()
        noticed.at()
        noticed.notice.stop()
    finally:
        tmp_path.chmod(0o755)
        writer.close()


def test_stopping_takes_less_than_a_tenth_of_a_second(database: ShopDatabase) -> None:
    assert min(_seconds_to_stop(database) for _ in range(3)) < 0.1


def _seconds_to_stop(database: ShopDatabase) -> float:
    noticed = Noticed(database)
    commit(database.path)
    noticed.at()
    begun = time.perf_counter()
    noticed.notice.stop()
    stopped = time.perf_counter()
    commit(database.path)
    assert noticed.nothing()
    return stopped - begun


def test_idling_costs_next_to_nothing(database: ShopDatabase) -> None:
    program = (
        "import resource, sys, time;"
        "from custui.db.changes import ChangeNotice;"
        "from custui.db.connection import open_database;"
        "n = ChangeNotice(open_database(sys.argv[1]), lambda: None); n.start();"
        "b = resource.getrusage(resource.RUSAGE_SELF); time.sleep(1.5);"
        "e = resource.getrusage(resource.RUSAGE_SELF);"
        "print((e.ru_utime + e.ru_stime - b.ru_utime - b.ru_stime) / 1.5)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program, str(database.path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert float(ended.stdout) < 0.01
