"""Files that cannot be used: each gets a sentence, and stays as it was."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import peewee
import pytest

from custui.db import migrations
from custui.db.connection import ShopDatabase, open_database
from custui.db.problems import DatabaseProblem, Interrupted, NoDatabase, explained
from tests.db.rows import add_customer, fingerprint, in_child, new_shop


def a_text_file(path: Path) -> None:
    path.write_text("ID,Tytuł\n1,Pan\n" * 20)


def an_empty_file(path: Path) -> None:
    path.touch()


def a_header_alone(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")


def another_programs_database(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE customer (id INTEGER PRIMARY KEY)")
    other.close()


def another_programs_crashed_database(path: Path) -> None:
    """Its journal is hot: whoever opens it for writing would roll it back."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("CREATE TABLE t (a)")
    other.execute("PRAGMA cache_size = 1")
    other.execute("BEGIN")
    for _ in range(50):
        other.execute("INSERT INTO t VALUES (zeroblob(1000))")
    copy, journal = path.read_bytes(), path.with_name(path.name + "-journal").read_bytes()
    other.close()
    path.write_bytes(copy)
    path.with_name(path.name + "-journal").write_bytes(journal)


def another_programs_database_with_a_log(path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE t (a)")
    copy, log = path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()
    other.close()
    path.write_bytes(copy)
    path.with_name(path.name + "-wal").write_bytes(log)


def a_damaged_header(path: Path) -> None:
    new_shop(path)
    path.write_bytes(b"\xff" * 100 + path.read_bytes()[100:])


def a_newer_schema(path: Path) -> None:
    new_shop(path)
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    newer.close()


def a_newer_schema_in_the_log(path: Path) -> None:
    new_shop(path)
    newer = sqlite3.connect(path)
    newer.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
    copy, log = path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()
    newer.close()
    path.write_bytes(copy)
    path.with_name(path.name + "-wal").write_bytes(log)


BAD = {
    a_text_file: "is not a custui database",
    an_empty_file: "is empty, not a custui database",
    a_header_alone: "is not a custui database",
    another_programs_database: "is not a custui database",
    another_programs_crashed_database: "is not a custui database",
    another_programs_database_with_a_log: "is not a custui database",
    a_damaged_header: "header is damaged",
    a_newer_schema: "was made by a newer custui",
    a_newer_schema_in_the_log: "was made by a newer custui",
}


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_what_is_refused_stays_as_it_was(
    make: Callable[[Path], None], read_only: bool, tmp_path: Path
) -> None:
    path = tmp_path / "shop.db"
    make(path)
    os.utime(path, (1, 1))
    before = fingerprint(path)
    with pytest.raises(DatabaseProblem, match=BAD[make]):
        open_database(str(path), read_only=read_only)
    assert fingerprint(path) == before


def test_no_file(tmp_path: Path) -> None:
    for missing in (tmp_path / "shop.db", tmp_path / "no" / "shop.db", tmp_path / ("x" * 300)):
        with pytest.raises(DatabaseProblem, match=r"no database at|cannot be opened"):
            open_database(str(missing))
    with pytest.raises(NoDatabase):
        open_database(str(tmp_path / "shop.db"))
    assert list(tmp_path.iterdir()) == []


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(DatabaseProblem, match="is a folder"):
        open_database(str(tmp_path))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "shop.db")
    with pytest.raises(DatabaseProblem, match="is not a file"):
        open_database(str(tmp_path / "shop.db"))


def test_damage_in_the_middle(tmp_path: Path) -> None:
    path = new_shop(tmp_path / "shop.db")
    content = bytearray(path.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    path.write_bytes(content)
    before = fingerprint(path)
    with pytest.raises(DatabaseProblem, match="is damaged"), explained(path):
        database = open_database(str(path))
        with database.connection_context():
            database.execute_sql("SELECT * FROM shop").fetchall()
    assert fingerprint(path) == before


def test_a_file_cut_short(tmp_path: Path) -> None:
    path = new_shop(tmp_path / "shop.db")
    path.write_bytes(path.read_bytes()[:8192])
    before = fingerprint(path)
    with pytest.raises(DatabaseProblem, match="is damaged"), explained(path):
        database = open_database(str(path))
        with database.connection_context():
            database.execute_sql("SELECT * FROM shop").fetchall()
    assert fingerprint(path) == before


def test_text_that_is_not_utf8(shop: ShopDatabase) -> None:
    shop.execute_sql("UPDATE shop SET name = CAST(x'c328' AS TEXT)")
    with pytest.raises(DatabaseProblem, match="is damaged"), explained(shop.path):
        shop.execute_sql("SELECT name FROM shop").fetchall()


def test_a_database_that_somebody_else_is_writing(tmp_path: Path) -> None:
    path = new_shop(tmp_path / "shop.db")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    database = open_database(str(path), busy_seconds=0.05)
    with database.connection_context():
        with pytest.raises(DatabaseProblem, match="is busy"), database.writing():
            add_customer(database)
        holder.execute("ROLLBACK")
        with database.writing():
            add_customer(database)
    holder.close()


@pytest.fixture
def unchangeable(tmp_path: Path) -> Iterator[Path]:
    """A shop in a file that not even root may write."""
    path = new_shop(tmp_path / "shop.db")
    if (
        not shutil.which("chattr")
        or subprocess.run(["chattr", "+i", str(path)], capture_output=True, check=False).returncode
    ):
        pytest.skip("files cannot be made immutable here")
    yield path
    subprocess.run(["chattr", "-i", str(path)], check=True)


def test_a_read_only_file(unchangeable: Path) -> None:
    database = open_database(str(unchangeable))
    with database.connection_context():
        assert database.execute_sql("SELECT count(*) FROM shop").fetchone() == (1,)
        with pytest.raises(DatabaseProblem, match="may not be written"), database.writing():
            add_customer(database)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of one megabyte."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if (
        not shutil.which("mount")
        or subprocess.run(mount, capture_output=True, check=False).returncode
    ):
        pytest.skip("nothing can be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_read_only_disk(small_disk: Path) -> None:
    path = new_shop(small_disk / "shop.db")
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(DatabaseProblem, match="--read-only reads a database"):
        open_database(str(path))
    database = open_database(str(path), read_only=True)
    with database.connection_context():
        assert database.execute_sql("SELECT count(*) FROM shop").fetchone() == (1,)


def test_a_full_disk(small_disk: Path) -> None:
    path = new_shop(small_disk / "shop.db")
    before = path.read_bytes()
    database = open_database(str(path))
    with database.connection_context():
        with pytest.raises(DatabaseProblem, match="disk is full"), database.writing():
            for _ in range(2000):
                add_customer(database, website="x" * 255)
        with (
            pytest.raises(DatabaseProblem, match="disk is full"),
            database.writing(),
            database.writing(),  # a savepoint, gone before it can be taken back
        ):
            for _ in range(2000):
                add_customer(database, website="x" * 255)
        assert database.execute_sql("SELECT count(*) FROM customer").fetchone() == (0,)
        assert database.execute_sql("PRAGMA quick_check").fetchone() == ("ok",)
    assert path.read_bytes() == before


def test_a_file_that_may_not_grow(tmp_path: Path) -> None:
    """The same for a limit on file size, which needs no rights to set."""
    path = new_shop(tmp_path / "shop.db")
    before = path.read_bytes()

    def fill() -> int:
        limit = len(before) + 65536
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
        database = open_database(str(path))
        with (
            pytest.raises(DatabaseProblem, match="the disk"),
            database.connection_context(),
            database.writing(),
        ):
            for _ in range(5000):
                add_customer(database, website="x" * 255)
        return 0

    assert in_child(fill) == 0
    assert path.read_bytes() == before


class EngineError(sqlite3.OperationalError):
    """An error of SQLite's, made by hand."""

    def __init__(self, code: int) -> None:
        super().__init__("as SQLite words it")
        self.sqlite_errorcode = code


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (sqlite3.SQLITE_NOTADB, "is not a custui database"),
        (sqlite3.SQLITE_CORRUPT, "is damaged"),
        (sqlite3.SQLITE_CORRUPT_VTAB, "search index in shop.db is damaged"),
        (sqlite3.SQLITE_IOERR_WRITE, "the disk failed"),
        (sqlite3.SQLITE_FULL, "the disk is full"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "may not be written"),
        (sqlite3.SQLITE_CANTOPEN, "cannot be opened"),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, "is busy"),
        (sqlite3.SQLITE_LOCKED, "is busy"),
    ],
)
def test_the_sentence_for_each_failure(code: int, says: str) -> None:
    with pytest.raises(DatabaseProblem, match=says), explained("shop.db"):
        raise EngineError(code)
    with pytest.raises(DatabaseProblem, match=says), explained("shop.db"):
        raise peewee.OperationalError(EngineError(code), "as SQLite words it")


def test_an_interrupt_is_no_problem_of_the_database() -> None:
    with pytest.raises(Interrupted), explained("shop.db"):
        raise EngineError(sqlite3.SQLITE_INTERRUPT)
