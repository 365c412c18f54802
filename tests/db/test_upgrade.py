"""Creating a database and bringing an older one up to date."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from custui.db import backup, files, migrations, upgrade
from custui.db.connection import ShopDatabase, open_database
from custui.db.problems import DatabaseProblem
from custui.db.upgrade import create_database
from tests.db.rows import add_customer, exit_code, fill_shop, fingerprint, in_child, new_shop
from tests.db.rows import start_child as start

ADDS_A_COLUMN = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE customer ADD COLUMN loyalty INTEGER NOT NULL DEFAULT 7")
"""
REBUILDS_A_TABLE = """
def up(migrator, db):
    for statement in (
        "CREATE TABLE title_new (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
        "INSERT INTO title_new SELECT id, name FROM title",
        "DELETE FROM title",
        "INSERT INTO title SELECT id, name, '', 0 FROM title_new",
        "DROP TABLE title_new",
        "CREATE TABLE shop_new AS SELECT * FROM customer_group",
        "DELETE FROM customer_group",
        "INSERT INTO customer_group SELECT * FROM shop_new",
        "DROP TABLE shop_new",
    ):
        db.execute_sql(statement)
"""
FAILS_IN_THE_MIDDLE = (
    ADDS_A_COLUMN
    + """
    db.execute_sql("UPDATE customer SET first_name = ''")
"""
)
LEAVES_A_HOLE = """
def up(migrator, db):
    db.execute_sql("DELETE FROM customer_group")
"""


def use_migration(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose next migration is ``text``."""
    directory = tmp_path / "migrations"
    shutil.copytree(migrations.DIRECTORY, directory)
    number = migrations.LATEST + 1
    (directory / f"{number:04}_next.py").write_text(text)
    monkeypatch.setattr(migrations, "DIRECTORY", directory)
    monkeypatch.setattr(migrations, "LATEST", number)


def version_of(path: Path) -> int:
    with sqlite3.connect(path) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.close()
    return int(version)


def shop_with_a_customer(path: Path) -> Path:
    database = open_database(str(new_shop(path)))
    with database.connection_context(), database.writing():
        add_customer(database)
    return path


def backups_of(path: Path) -> list[Path]:
    return sorted(path.parent.glob(path.name + ".before-schema-*"))


def test_the_latest_version_is_the_highest_migration() -> None:
    numbers = [
        int(name[:4])
        for name in os.listdir(migrations.DIRECTORY)
        if re.match(r"\d{4}_\w+\.py$", name)
    ]
    assert len(set(numbers)) == len(numbers)
    assert max(numbers) == migrations.LATEST


class TestCreate:
    def test_a_new_database_is_whole_sound_and_in_wal_mode(self, tmp_path: Path) -> None:
        path = tmp_path / "żółw 1.db"
        create_database(str(path), fill_shop)
        assert os.listdir(tmp_path) == [path.name]
        database = open_database(str(path))
        with database.connection_context():
            assert database.execute_sql("PRAGMA journal_mode").fetchone() == ("wal",)
            assert database.execute_sql("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute_sql("SELECT name FROM shop").fetchall() == [("Test shop",)]
        assert version_of(path) == migrations.LATEST

    @pytest.mark.parametrize("content", [b"", b"anything"])
    def test_an_existing_file_is_refused_untouched(self, content: bytes, tmp_path: Path) -> None:
        path = tmp_path / "shop.db"
        path.write_bytes(content)
        before = fingerprint(path)
        with pytest.raises(DatabaseProblem, match="exists already"):
            create_database(str(path))
        assert fingerprint(path) == before
        assert os.listdir(tmp_path) == ["shop.db"]

    def test_a_link_to_nowhere_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "shop.db").symlink_to(tmp_path / "elsewhere.db")
        with pytest.raises(DatabaseProblem, match="exists already"):
            create_database(str(tmp_path / "shop.db"))
        assert not (tmp_path / "elsewhere.db").exists()

    @pytest.mark.parametrize("suffix", ["-wal", "-journal"])
    def test_what_is_left_of_another_database_is_not_played_in(
        self, suffix: str, tmp_path: Path
    ) -> None:
        (tmp_path / f"shop.db{suffix}").write_bytes(b"frames")
        with pytest.raises(DatabaseProblem, match=f"shop.db{suffix} is left"):
            create_database(str(tmp_path / "shop.db"))
        assert os.listdir(tmp_path) == [f"shop.db{suffix}"]

    def test_no_folder(self, tmp_path: Path) -> None:
        with pytest.raises(DatabaseProblem, match="no such folder"):
            create_database(str(tmp_path / "no" / "shop.db"))

    def test_a_failure_while_it_is_filled_leaves_nothing(self, tmp_path: Path) -> None:
        def fail(database: ShopDatabase) -> None:
            fill_shop(database)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            create_database(str(tmp_path / "shop.db"), fail)
        assert os.listdir(tmp_path) == []

    @pytest.mark.parametrize("links", [True, False])
    def test_a_file_made_meanwhile_by_somebody_else_stays(
        self, links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "shop.db"
        if not links:
            monkeypatch.setattr(os, "link", no_links)

        def somebody_else_is_quicker(database: ShopDatabase) -> None:
            assert not path.exists()
            path.write_text("theirs")

        with pytest.raises(DatabaseProblem, match="exists already"):
            create_database(str(path), somebody_else_is_quicker)
        assert path.read_text() == "theirs"
        assert os.listdir(tmp_path) == ["shop.db"]

    def test_a_file_system_without_links(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(os, "link", no_links)
        create_database(str(tmp_path / "shop.db"), fill_shop)
        assert os.listdir(tmp_path) == ["shop.db"]
        assert version_of(tmp_path / "shop.db") == migrations.LATEST

    def test_a_kill_in_the_middle_leaves_no_database(self, tmp_path: Path) -> None:
        def die(database: ShopDatabase) -> None:
            fill_shop(database)
            os.kill(os.getpid(), signal.SIGKILL)

        def create() -> int:
            create_database(str(tmp_path / "shop.db"), die)
            return 0

        assert in_child(create) == -signal.SIGKILL
        assert not (tmp_path / "shop.db").exists()
        create_database(str(tmp_path / "shop.db"), fill_shop)

    def test_a_full_disk_leaves_nothing(self, tmp_path: Path) -> None:
        def create() -> int:
            resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
            with pytest.raises(DatabaseProblem, match=r"shop\.db: the disk"):
                create_database(str(tmp_path / "shop.db"), fill_shop)
            return 0

        assert in_child(create) == 0
        assert os.listdir(tmp_path) == []

    def test_of_several_processes_one_creates_it(self, tmp_path: Path) -> None:
        def create() -> int:
            try:
                create_database(str(tmp_path / "shop.db"), fill_shop)
            except DatabaseProblem:
                return 5
            return 0

        codes = [exit_code(child) for child in [start(create) for _ in range(4)]]
        assert sorted(codes) == [0, 5, 5, 5]
        assert os.listdir(tmp_path) == ["shop.db"]
        assert version_of(tmp_path / "shop.db") == migrations.LATEST


def no_links(*_: object) -> None:
    raise PermissionError(1, "this file system has no hard links")


class TestUpgrade:
    def test_adds_what_is_missing_and_keeps_a_backup(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = shop_with_a_customer(tmp_path / "shop.db")
        path.chmod(0o640)
        use_migration(ADDS_A_COLUMN, tmp_path, monkeypatch)
        database = open_database(str(path))
        with database.connection_context():
            assert database.execute_sql("SELECT loyalty FROM customer").fetchall() == [(7,)]
        (copy,) = backups_of(path)
        assert (version_of(copy), version_of(path)) == (migrations.LATEST - 1, migrations.LATEST)
        assert copy.stat().st_mode & 0o777 == 0o640
        with sqlite3.connect(copy) as connection:
            assert connection.execute("SELECT count(*) FROM customer").fetchone() == (1,)
        connection.close()

    def test_nothing_is_copied_when_nothing_has_to_run(self, tmp_path: Path) -> None:
        open_database(str(new_shop(tmp_path / "shop.db")))
        assert os.listdir(tmp_path) == ["shop.db"]

    def test_a_table_may_be_rebuilt_without_losing_what_refers_to_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = shop_with_a_customer(tmp_path / "shop.db")
        use_migration(REBUILDS_A_TABLE, tmp_path, monkeypatch)
        database = open_database(str(path))
        with database.connection_context():
            count = database.execute_sql("SELECT count(*) FROM group_membership").fetchone()
            assert count == (1,)
            assert database.pragma("foreign_keys") == 1

    @pytest.mark.parametrize("text", [FAILS_IN_THE_MIDDLE, LEAVES_A_HOLE, "nothing = 1", "1 / 0"])
    def test_a_migration_that_fails_changes_nothing(
        self, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = shop_with_a_customer(tmp_path / "shop.db")
        use_migration(text, tmp_path, monkeypatch)
        before = path.read_bytes()
        with pytest.raises(DatabaseProblem, match="could not be brought up to date"):
            open_database(str(path))
        assert path.read_bytes() == before
        assert backups_of(path) == []

    def test_read_only_mode_upgrades_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = shop_with_a_customer(tmp_path / "shop.db")
        use_migration(ADDS_A_COLUMN, tmp_path, monkeypatch)
        before = fingerprint(path)
        with pytest.raises(DatabaseProblem, match="without --read-only"):
            open_database(str(path), read_only=True)
        assert fingerprint(path) == before
        assert backups_of(path) == []

    def test_without_room_for_the_backup_nothing_is_migrated(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = shop_with_a_customer(tmp_path / "shop.db")
        use_migration(ADDS_A_COLUMN, tmp_path, monkeypatch)
        before = path.read_bytes()

        def open_it() -> int:
            limit = len(before) // 2
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
            with pytest.raises(DatabaseProblem, match=r"before-schema-.*the disk"):
                open_database(str(path))
            return 0

        assert in_child(open_it) == 0
        assert path.read_bytes() == before
        assert backups_of(path) == []
        usage = shutil.disk_usage(tmp_path)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=1000))
        with pytest.raises(DatabaseProblem, match="the disk is full"):
            open_database(str(path))
        assert path.read_bytes() == before

    def test_a_copy_that_is_not_sound_stops_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = shop_with_a_customer(tmp_path / "shop.db")
        use_migration(ADDS_A_COLUMN, tmp_path, monkeypatch)

        def copy_badly(database: ShopDatabase, draft: Path) -> None:
            content = bytearray(database.path.read_bytes())
            content[40960:49152] = b"\x5a" * 8192
            draft.write_bytes(content)

        monkeypatch.setattr(backup, "_copy", copy_badly)
        before = path.read_bytes()
        with pytest.raises(DatabaseProblem, match=r"not sound|is damaged"):
            open_database(str(path))
        assert path.read_bytes() == before
        assert backups_of(path) == []

    def test_a_kill_in_the_middle_leaves_the_old_schema(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = shop_with_a_customer(tmp_path / "shop.db")
        old = migrations.LATEST
        kill = ADDS_A_COLUMN + "\n    import os\n    os.kill(os.getpid(), 9)\n"
        use_migration(kill, tmp_path, monkeypatch)

        def open_it() -> int:
            open_database(str(path))
            return 0

        assert in_child(open_it) == -signal.SIGKILL
        assert version_of(path) == old
        with sqlite3.connect(path) as connection:
            columns = {name for _, name, *_ in connection.execute("PRAGMA table_info(customer)")}
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        assert "loyalty" not in columns
        assert len(backups_of(path)) == 1

    def test_of_several_processes_one_upgrades(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = shop_with_a_customer(tmp_path / "shop.db")
        use_migration(ADDS_A_COLUMN, tmp_path, monkeypatch)

        def open_it() -> int:
            database = open_database(str(path))
            with database.connection_context():
                return database.execute_sql("SELECT loyalty FROM customer").fetchone() != (7,)

        assert [exit_code(child) for child in [start(open_it) for _ in range(4)]] == [0] * 4
        assert len(backups_of(path)) == 1
        assert version_of(path) == migrations.LATEST

    def test_the_second_of_two_does_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = shop_with_a_customer(tmp_path / "shop.db")
        late = ShopDatabase(path)
        use_migration(ADDS_A_COLUMN, tmp_path, monkeypatch)
        assert upgrade.upgrade(ShopDatabase(path)) == backups_of(path)[0]
        assert upgrade.upgrade(late) is None


def test_a_backup_is_taken_while_others_write(tmp_path: Path) -> None:
    path = shop_with_a_customer(tmp_path / "shop.db")
    database, target = open_database(str(path)), tmp_path / "copy.db"
    with database.connection_context(), database.writing():
        add_customer(database)
        backup.backup(database, target)
    copy = open_database(str(target))
    with copy.connection_context():
        assert copy.execute_sql("SELECT count(*) FROM customer").fetchone() == (1,)
    with pytest.raises(DatabaseProblem):
        backup.backup(database, target)
    assert not files.has_content(tmp_path / "copy.db.part")
