"""Following a spool: what is written is read as it is written; what is in the way is waited out."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from custui.activity import following
from custui.activity.following import follow
from custui.activity.ingesting import Ingest
from custui.activity.terms import Terms
from custui.db.connection import ShopDatabase, open_database
from tests.activity.feed import Heard, one, page, write
from tests.db.rows import new_shop

PATIENCE = 20.0


class Follower:
    """A follower in a thread of its own, and what it said."""

    def __init__(self, path: Path, *paths: Path) -> None:
        self.problems: list[str] = []
        self.heard = Heard()
        self.stopping = threading.Event()
        self.failed: list[BaseException] = []
        self.terms_read = 0
        self._path, self._paths = path, list(paths)
        self._thread = threading.Thread(target=self._run)

    def _run(self) -> None:
        database = open_database(str(self._path), busy_seconds=0.05)
        try:
            with database.connection_context():
                ingest = Ingest(database, Terms(), self._paths, None, self.heard)
                follow(
                    ingest,
                    self._paths,
                    self.stopping,
                    waiting=lambda error: self.problems.append(str(error)),
                    terms=self._terms,
                )
        except BaseException as error:
            self.failed.append(error)

    def _terms(self) -> Terms:
        self.terms_read += 1
        return Terms()

    @contextmanager
    def running(self) -> Iterator[None]:
        self._thread.start()
        try:
            yield
        finally:
            self.stopping.set()
            self._thread.join(PATIENCE)
        assert not self._thread.is_alive()
        assert self.failed == []


def until(condition: Callable[[], object]) -> float:
    """Wait for a condition; how long it took."""
    begun = time.monotonic()
    while not condition():
        assert time.monotonic() - begun < PATIENCE
        time.sleep(0.005)
    return time.monotonic() - begun


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return new_shop(tmp_path / "shop.db")


@pytest.fixture
def looking(path: Path) -> Iterator[Callable[[], int]]:
    """How many events are stored, as another process sees it."""
    database = open_database(str(path))
    with database.connection_context():
        yield lambda: int(one(database, "SELECT count(*) FROM session_event"))


def test_what_is_there_and_what_is_written(
    path: Path, spool: Path, looking: Callable[[], int]
) -> None:
    write(spool / "a", [page()])
    follower = Follower(path, spool)
    with follower.running():
        until(lambda: looking() == 1)
        for number in range(2, 6):
            write(spool / "a", [page()])
            until(lambda expected=number: looking() == expected)
        (spool / "a").rename(spool / "a.1")
        write(spool / "a", [page(), page()])
        until(lambda: looking() == 7)
    assert follower.problems == []


def test_an_event_is_stored_within_a_second(
    path: Path, spool: Path, looking: Callable[[], int]
) -> None:
    follower = Follower(path, spool)
    with follower.running():
        write(spool / "a", [page()])
        until(lambda: looking() == 1)
        delays = []
        for number in range(2, 7):
            write(spool / "a", [page()])
            delays.append(until(lambda expected=number: looking() == expected))
    assert sorted(delays)[2] < 0.5


def test_a_single_file_and_one_that_is_not_there_yet(
    path: Path, tmp_path: Path, looking: Callable[[], int]
) -> None:
    folder = tmp_path / "later"
    follower = Follower(path, folder / "events.jsonl")
    with follower.running():
        folder.mkdir()
        write(folder / "other", [page()])
        write(folder / "events.jsonl", [page(), page()])
        until(lambda: looking() == 2)
    assert looking() == 2


def test_without_notices_it_looks_itself(
    path: Path, spool: Path, looking: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> Iterator[None]:
        raise OSError(28, "inotify watch limit reached")
        yield

    monkeypatch.setattr(following, "_watched", none)
    monkeypatch.setattr(following, "LOOK_SECONDS", 0.05)
    with Follower(path, spool).running():
        write(spool / "a", [page()])
        until(lambda: looking() == 1)


def test_a_locked_database_is_waited_for(
    path: Path, spool: Path, looking: Callable[[], int]
) -> None:
    other = sqlite3.connect(path, isolation_level=None)
    follower = Follower(path, spool)
    with follower.running():
        write(spool / "a", [page()])
        until(lambda: looking() == 1)
        other.execute("BEGIN IMMEDIATE")
        write(spool / "a", [page()])
        until(lambda: follower.problems)
        write(spool / "a", [page()])
        other.execute("ROLLBACK")
        until(lambda: looking() == 3)
    assert len(follower.problems) == 1
    assert "busy" in follower.problems[0]
    other.close()


def test_the_settings_are_read_anew_now_and_then(
    path: Path, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "_TERMS_SECONDS", 0.0)
    follower = Follower(path, spool)
    with follower.running():
        until(lambda: follower.terms_read > 1)


def test_it_ends_when_it_is_told(path: Path, spool: Path) -> None:
    follower = Follower(path, spool)
    with follower.running():
        write(spool / "a", [page()])
        until(lambda: follower.heard.batches)
        begun = time.monotonic()
    assert time.monotonic() - begun < 3


def test_a_database_that_is_not_ours_to_write(path: Path, spool: Path) -> None:
    database: ShopDatabase = open_database(str(path), read_only=True)
    from custui.db.problems import DatabaseProblem

    with database.connection_context(), pytest.raises(DatabaseProblem, match="read-only"):
        Ingest(database, Terms(), [spool], None, Heard())
