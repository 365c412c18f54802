"""Opening: URLs, threads, read-only mode, interrupts."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import peewee
import pytest

from custui.db.connection import ShopDatabase, open_database, path_of
from custui.db.problems import DatabaseProblem, Interrupted, NoDatabase, explained
from tests.db.rows import add_customer, fingerprint, in_child, new_shop, opened_shop


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("shop.db", "shop.db"),
        ("/var/lib/shop.db", "/var/lib/shop.db"),
        ("sqlite:///shop.db", "shop.db"),
        ("sqlite:///data/shop.db", "data/shop.db"),
        ("sqlite:////var/lib/shop.db", "/var/lib/shop.db"),
        ("SQLite:////var/lib/shop.db", "/var/lib/shop.db"),
        ("sqlite://shop.db", "shop.db"),
        ("a file/żółw?mode=memory#x%20.db", "a file/żółw?mode=memory#x%20.db"),
        ("sqlite:////x/a b?c#d%20.db", "/x/a b?c#d%20.db"),
        ("~/shop.db", str(Path.home() / "shop.db")),
        ("sqlite:///~/shop.db", str(Path.home() / "shop.db")),
        ("1://shop.db", "1://shop.db"),
    ],
)
def test_the_file_that_a_url_names(url: str, path: str) -> None:
    assert str(path_of(url)) == str(Path(path))


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://localhost/shop", "only SQLite"),
        ("mysql+pymysql://u@h/shop", "only SQLite"),
        ("sqlite:///", "names no file"),
        ("sqlite://", "names no file"),
        ("a\0b", "names no file"),
        ("~no-such-user-at-all/shop.db", "no such user"),
    ],
)
def test_a_url_that_names_no_usable_file(url: str, says: str) -> None:
    with pytest.raises(DatabaseProblem, match=says):
        path_of(url)


@pytest.mark.parametrize("name", ["a b?c#d%41&mode=memory.db", ":memory:", "file:żółw.db", "-x.db"])
def test_a_name_that_sqlite_would_read_as_something_else(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoDatabase):
        open_database(name)
    new_shop(tmp_path / name)
    database = open_database(name)
    with database.connection_context(), database.writing():
        add_customer(database)
    again = open_database(str(tmp_path / name))
    with again.connection_context():
        assert again.execute_sql("SELECT count(*) FROM customer").fetchone() == (1,)
    assert os.listdir(tmp_path) == [name]


def test_connecting_never_creates_a_file(tmp_path: Path) -> None:
    database = ShopDatabase(tmp_path / "shop.db")
    with pytest.raises(DatabaseProblem), explained(database.path), database.connection_context():
        pass
    assert list(tmp_path.iterdir()) == []


def test_nothing_connects_by_itself(tmp_path: Path) -> None:
    database = opened_shop(tmp_path / "shop.db")
    with pytest.raises(peewee.InterfaceError):
        database.execute_sql("SELECT 1")
    with pytest.raises(peewee.InterfaceError), database.writing():
        pass


def test_each_thread_has_a_connection_of_its_own(shop: ShopDatabase) -> None:
    seen: list[object] = []

    def elsewhere() -> None:
        try:
            shop.execute_sql("SELECT 1")
        except peewee.InterfaceError as error:
            seen.append(error)
        with shop.connection_context():
            seen.append(shop.raw())

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert isinstance(seen[0], peewee.InterfaceError)
    assert seen[1] is not shop.raw()


def test_private_connections_share_the_settings_and_nothing_else(shop: ShopDatabase) -> None:
    second = shop.private()
    with second.connection_context():
        assert second.raw() is not shop.raw()
        assert second.pragma("foreign_keys") == 1
        with shop.writing():
            add_customer(shop)
            assert second.execute_sql("SELECT count(*) FROM customer").fetchone() == (0,)
        assert second.execute_sql("SELECT count(*) FROM customer").fetchone() == (1,)


def test_a_running_query_can_be_interrupted(shop: ShopDatabase) -> None:
    connection = shop.raw()
    started = threading.Event()
    finished = threading.Event()

    def interrupt() -> None:
        started.wait()
        while not finished.wait(0.005):
            connection.interrupt()

    def progress() -> int:
        started.set()
        return 0

    connection.set_progress_handler(progress, 10_000)
    thread = threading.Thread(target=interrupt)
    thread.start()
    numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    try:
        with pytest.raises(Interrupted), explained(shop.path):
            shop.execute_sql(numbers + " SELECT max(i) FROM n").fetchall()
    finally:
        started.set()
        finished.set()
        thread.join()
    assert shop.execute_sql("SELECT 1").fetchone() == (1,)


def test_writing_takes_the_lock_at_once_and_rolls_back_on_error(shop: ShopDatabase) -> None:
    other = ShopDatabase(shop.path, busy_seconds=0.01)
    with (
        shop.writing(),
        other.connection_context(),
        pytest.raises(DatabaseProblem, match="busy"),
        other.writing(),
    ):
        pass
    with pytest.raises(ZeroDivisionError), shop.writing():
        add_customer(shop)
        1 / 0  # noqa: B018
    assert shop.execute_sql("SELECT count(*) FROM customer").fetchone() == (0,)


def test_an_error_of_our_own_making_stays_what_it_is(shop: ShopDatabase) -> None:
    with pytest.raises(peewee.IntegrityError), shop.writing():
        add_customer(shop, first_name="")
    with (
        pytest.raises(peewee.OperationalError, match="no such table"),
        explained(shop.path),
    ):
        shop.execute_sql("SELECT * FROM nowhere")
    with pytest.raises(peewee.OperationalError, match="malformed"), explained(shop.path):
        shop.execute_sql("SELECT json('{')").fetchall()


class TestReadOnly:
    def test_reads_and_makes_temporary_tables_but_writes_nothing(self, tmp_path: Path) -> None:
        path = new_shop(tmp_path / "shop.db")
        before = fingerprint(path)
        database = open_database(str(path), read_only=True)
        with database.connection_context():
            database.execute_sql("CREATE TEMP TABLE positions AS SELECT id FROM customer_group")
            assert database.execute_sql("SELECT count(*) FROM positions").fetchone() == (4,)
            with pytest.raises(DatabaseProblem, match="--read-only"), database.writing():
                pass
            with pytest.raises(DatabaseProblem, match="read-only"), explained(path):
                database.execute_sql("UPDATE shop SET name = 'x'")
            private = database.private()
            with private.connection_context(), pytest.raises(peewee.OperationalError):
                private.execute_sql("UPDATE shop SET name = 'x'")
        assert fingerprint(path) == before

    def test_reads_what_still_stands_in_the_write_ahead_log(self, tmp_path: Path) -> None:
        path = new_shop(tmp_path / "shop.db")
        writer = open_database(str(path))
        with writer.connection_context():
            before = fingerprint(path)
            with writer.writing():
                add_customer(writer)
            reader = open_database(str(path), read_only=True)
            with reader.connection_context():
                assert reader.execute_sql("SELECT count(*) FROM customer").fetchone() == (1,)
            assert fingerprint(path) == before

    def test_does_not_even_checkpoint_a_log_left_by_a_crash(self, tmp_path: Path) -> None:
        path = new_shop(tmp_path / "shop.db")

        def write_and_die() -> int:
            writer = open_database(str(path))
            writer.connect()
            with writer.writing():
                add_customer(writer)
            return 0

        assert in_child(write_and_die) == 0
        before = fingerprint(path)
        reader = open_database(str(path), read_only=True)
        with reader.connection_context():
            assert reader.execute_sql("SELECT count(*) FROM customer").fetchone() == (1,)
        assert fingerprint(path) == before


def test_a_connection_that_is_just_being_closed_may_be_interrupted(shop: ShopDatabase) -> None:
    private = shop.private()
    private.interrupt()  # it was never opened
    with private.connection_context():
        private.interrupt()
        private.raw().close()  # as the thread that works on it does between two looks
        private.interrupt()
