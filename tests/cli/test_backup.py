"""``backup`` and ``restore``: checked copies, with others at work, and nothing lost."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from custui.cli import main
from custui.db import migrations, restore
from custui.db.connection import open_database
from custui.db.problems import DatabaseProblem
from tests.db.rows import fingerprint
from tests.services.desk import chain_holds
from tests.shops import execute


@pytest.fixture
def custui(own_shop: Path) -> Callable[..., int]:
    def run(*words: str) -> int:
        return int(main(["--db", str(own_shop), *words]))

    return run


def name_of(path: Path, number: int = 1) -> str:
    ((name,),) = execute(path, "SELECT website FROM customer WHERE id = ?", number)
    return str(name)


def rename(path: Path, name: str) -> None:
    execute(path, "UPDATE customer SET website = ? WHERE id = 1", name)


def kept_aside(path: Path, why: str = "before-restore") -> list[Path]:
    return sorted(path.parent.glob(f"{path.name}.{why}-*Z"))


class TestBackup:
    def test_it_is_the_database(
        self,
        own_shop: Path,
        custui: Callable[..., int],
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        rename(own_shop, "Świeża")
        target = tmp_path / "copy 1.db"
        assert custui("--as", "anna", "backup", str(target)) == 0
        assert capsys.readouterr().out == f"{target}\n"
        assert name_of(target) == "Świeża"
        rows = execute(own_shop, "SELECT path, staff FROM backup_file")
        assert rows == [(str(target), "anna")]
        ((act, fields),) = execute(own_shop, "SELECT act, fields FROM audit_entry")
        assert act == "backup"
        assert str(target) in fields

    def test_an_existing_file_stays(
        self, own_shop: Path, custui: Callable[..., int], tmp_path: Path
    ) -> None:
        target = tmp_path / "copy.db"
        target.write_text("mine")
        assert custui("backup", str(target)) == 5
        assert target.read_text() == "mine"
        assert custui("backup", str(tmp_path / "no" / "copy.db")) == 5
        assert custui("backup", str(tmp_path)) == 5
        assert execute(own_shop, "SELECT count(*) FROM backup_file") == [(0,)]

    def test_while_others_write_it_is_of_one_moment(
        self, own_shop: Path, custui: Callable[..., int], tmp_path: Path
    ) -> None:
        """Two customers always change together."""
        execute(own_shop, "UPDATE customer SET max_payment_days = 0")
        done = threading.Event()

        def write() -> None:
            database = open_database(str(own_shop))
            with database.connection_context():
                number = 0
                while not done.is_set():
                    number += 1
                    with database.writing():
                        for customer in (1, 900):
                            database.execute_sql(
                                "UPDATE customer SET max_payment_days = ? WHERE id = ?",
                                (number, customer),
                            )

        thread = threading.Thread(target=write)
        thread.start()
        try:
            for number in range(5):
                target = tmp_path / f"copy{number}.db"
                assert custui("backup", str(target)) == 0
                both = execute(target, "SELECT max_payment_days FROM customer WHERE id IN (1, 900)")
                assert len(set(both)) == 1
        finally:
            done.set()
            thread.join()

    def test_who_may(self, custui: Callable[..., int], tmp_path: Path, own_shop: Path) -> None:
        target = tmp_path / "copy.db"
        assert custui("--role", "agent", "backup", str(target)) == 4
        assert not target.exists()
        assert custui("--role", "lead", "--read-only", "backup", str(target)) == 0
        assert execute(own_shop, "SELECT count(*) FROM backup_file") == [(0,)]


class TestRestore:
    @pytest.fixture
    def copy(self, own_shop: Path, custui: Callable[..., int], tmp_path: Path) -> Path:
        """A backup in which customer 1 is Before; she is After now."""
        rename(own_shop, "Before")
        target = tmp_path / "copy.db"
        assert custui("backup", str(target)) == 0
        rename(own_shop, "After")
        return target

    def test_it_comes_back_and_the_old_one_is_kept(
        self,
        own_shop: Path,
        custui: Callable[..., int],
        copy: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        capsys.readouterr()
        assert custui("--as", "anna", "restore", str(copy)) == 0
        assert name_of(own_shop) == "Before"
        (aside,) = kept_aside(own_shop)
        assert name_of(aside) == "After"
        assert f"is kept in {aside}" in capsys.readouterr().err
        database = open_database(str(own_shop))
        with database.connection_context():
            assert chain_holds(database)
            last = database.execute_sql(
                "SELECT staff, act FROM audit_entry ORDER BY id DESC LIMIT 1"
            ).fetchone()
        assert last == ("anna", "restore")
        assert custui("restore", str(aside)) == 0
        assert name_of(own_shop) == "After"

    def test_who_has_it_open_goes_on_and_sees_it(
        self, own_shop: Path, custui: Callable[..., int], copy: Path
    ) -> None:
        database = open_database(str(own_shop))
        with database.connection_context():
            read = "SELECT website FROM customer WHERE id = 1"
            with database.atomic("DEFERRED"):
                assert database.execute_sql(read).fetchone() == ("After",)
                assert custui("restore", str(copy)) == 0
                assert database.execute_sql(read).fetchone() == ("After",), "one moment"
            assert database.execute_sql(read).fetchone() == ("Before",)
            with database.writing():
                database.execute_sql("UPDATE customer SET website = 'Written' WHERE id = 1")
        assert name_of(own_shop) == "Written"

    def test_where_there_is_none(self, copy: Path, tmp_path: Path) -> None:
        path = tmp_path / "new" / "shop.db"
        assert main(["--db", str(path), "restore", str(copy)]) == 5
        path.parent.mkdir()
        assert main(["--db", str(path), "restore", str(copy)]) == 0
        assert name_of(path) == "Before"
        assert [file.name for file in path.parent.iterdir() if "custui" in file.name] == []

    def test_another_databases_wal_is_not_played_in(self, copy: Path, tmp_path: Path) -> None:
        """A live database is a source, too: with all that stands in its write-ahead log."""
        live = open_database(str(copy))
        with live.connection_context():
            with live.writing():
                live.execute_sql("UPDATE customer SET website = 'In the log' WHERE id = 1")
            path = tmp_path / "shop2.db"
            assert main(["--db", str(path), "restore", str(copy)]) == 0
            assert name_of(path) == "In the log"

    @pytest.mark.parametrize("content", [b"", b"anything at all", None])
    def test_what_is_no_backup(
        self, own_shop: Path, custui: Callable[..., int], tmp_path: Path, content: bytes | None
    ) -> None:
        file = tmp_path / "other.db"
        if content is None:
            with sqlite3.connect(file) as other:
                other.execute("CREATE TABLE customer (id)")
            other.close()
        else:
            file.write_bytes(content)
        before = fingerprint(own_shop)
        assert custui("restore", str(file)) == 5
        assert custui("restore", str(tmp_path / "nowhere.db")) == 5
        assert fingerprint(own_shop) == before
        assert kept_aside(own_shop) == []

    def test_a_damaged_one(
        self,
        own_shop: Path,
        custui: Callable[..., int],
        copy: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        damaged = bytearray(copy.read_bytes())
        damaged[8192:65536] = b"\xaa" * (65536 - 8192)
        copy.write_bytes(damaged)
        assert custui("restore", str(copy)) == 5
        assert "is damaged (" in capsys.readouterr().err
        assert name_of(own_shop) == "After"
        assert kept_aside(own_shop) == []

    def test_a_newer_schema(
        self,
        own_shop: Path,
        custui: Callable[..., int],
        copy: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        with sqlite3.connect(copy) as newer:
            newer.execute(f"PRAGMA user_version = {migrations.LATEST + 1}")
        newer.close()
        assert custui("restore", str(copy)) == 5
        assert "made by a newer custui" in capsys.readouterr().err
        assert name_of(own_shop) == "After"

    def test_the_database_itself(
        self, own_shop: Path, custui: Callable[..., int], tmp_path: Path
    ) -> None:
        link = tmp_path / "link.db"
        link.symlink_to(own_shop)
        for file in (own_shop, link):
            before = fingerprint(own_shop)
            assert custui("restore", str(file)) == 5
            assert fingerprint(own_shop) == before

    def test_over_a_damaged_database(
        self, own_shop: Path, custui: Callable[..., int], copy: Path
    ) -> None:
        damaged = bytearray(own_shop.read_bytes())
        damaged[8192:65536] = b"\xaa" * (65536 - 8192)
        for suffix in ("-wal", "-shm"):
            own_shop.with_name(own_shop.name + suffix).unlink(missing_ok=True)
        own_shop.write_bytes(damaged)
        assert custui("restore", str(copy)) == 0
        assert name_of(own_shop) == "Before"
        (aside,) = kept_aside(own_shop, "damaged")
        assert aside.read_bytes() == bytes(damaged)

    def test_what_is_no_database_is_not_overwritten(self, copy: Path, tmp_path: Path) -> None:
        file = tmp_path / "letter.txt"
        file.write_text("Dear Sir")
        assert main(["--db", str(file), "restore", str(copy)]) == 5
        assert file.read_text() == "Dear Sir"

    def test_while_somebody_writes_on_and_on(
        self, own_shop: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(restore, "BUSY_SECONDS", 0.3)
        writer = open_database(str(own_shop))
        with writer.connection_context(), writer.writing():
            writer.execute_sql("UPDATE shop SET name = 'x'")
            with pytest.raises(DatabaseProblem, match="is busy"):
                restore.restore(own_shop, copy)
        assert name_of(own_shop) == "After"
        assert kept_aside(own_shop) == []

    def test_cut_short_all_is_as_it_was(
        self, own_shop: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(restore, "_PAGES_A_STEP", 5)

        def stop(done: int, _total: int) -> None:
            if done > 50:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            restore.restore(own_shop, copy, stop)
        assert name_of(own_shop) == "After"
        assert kept_aside(own_shop) == []
        assert main(["--db", str(own_shop), "doctor"]) == 0

    def test_who_may(
        self, own_shop: Path, custui: Callable[..., int], copy: Path, tmp_path: Path
    ) -> None:
        assert custui("--role", "lead", "restore", str(copy)) == 4
        assert custui("--read-only", "restore", str(copy)) == 4
        assert name_of(own_shop) == "After"
        none = tmp_path / "none.db"
        assert main(["--db", str(none), "--role", "lead", "restore", str(copy)]) == 4
        assert main(["--db", str(none), "--read-only", "restore", str(copy)]) == 4
        assert not none.exists()
