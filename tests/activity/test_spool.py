"""Files of a spool: renamed, cut off, copied, removed, new; nothing twice, what is lost is said."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase
from tests.activity.feed import Heard, one, page, read_all, reader, write


def sessions(shop: ShopDatabase) -> dict[str, int]:
    """How often each session was told of."""
    return dict(shop.execute_sql("SELECT token, event_count FROM session").fetchall())


def lines(*names: str) -> list[str]:
    """Lines long enough for one to tell a file from others."""
    return [page(name, page="/" + f"{name}." * 600) for name in names]


class Reader:
    """One process that goes on reading, or a new one each time."""

    def __init__(self, shop: ShopDatabase, spool: Path, new: bool) -> None:
        self.shop, self.spool, self.new = shop, spool, new
        self.heard = Heard()
        self.ingest = None if new else reader(shop, spool, heard=self.heard)

    def read(self) -> dict[str, int]:
        if self.ingest is None:
            read_all(self.shop, self.spool, heard=self.heard)
        else:
            self.ingest.catch_up()
        return sessions(self.shop)


@pytest.fixture(params=[False, True], ids=["one process", "a new process each time"])
def goes_on(shop: ShopDatabase, spool: Path, request: pytest.FixtureRequest) -> Reader:
    return Reader(shop, spool, request.param)


def test_what_is_appended_is_read_once(goes_on: Reader, spool: Path) -> None:
    file = spool / "events.jsonl"
    write(file, lines("a"))
    assert goes_on.read() == {"a": 1}
    assert goes_on.read() == {"a": 1}
    write(file, lines("b", "a"))
    assert goes_on.read() == {"a": 2, "b": 1}
    assert goes_on.heard.lost_bytes == []


def test_a_renamed_file_is_read_on(goes_on: Reader, spool: Path) -> None:
    file = spool / "events.jsonl"
    write(file, lines("a"))
    goes_on.read()
    write(file, lines("b"))
    file.rename(spool / "events.jsonl.1")
    write(file, lines("c"))
    assert goes_on.read() == {"a": 1, "b": 1, "c": 1}
    (spool / "events.jsonl.1").rename(spool / "events.jsonl.2")
    file.rename(spool / "events.jsonl.1")
    write(file, lines("d"))
    write(spool / "events.jsonl.1", lines("e"))  # by whoever had it open
    assert goes_on.read() == {"a": 1, "b": 1, "c": 1, "d": 1, "e": 1}
    assert goes_on.heard.lost_bytes == []


def test_a_half_written_line_waits_for_its_end(goes_on: Reader, spool: Path) -> None:
    file = spool / "events.jsonl"
    (whole,) = lines("a")
    for cut in (1, 10, len(whole) - 1):
        before = goes_on.read()
        with file.open("a") as open_file:
            open_file.write(whole[:cut])
            open_file.flush()
            assert goes_on.read() == before
            open_file.write(whole[cut:] + "\n")
        goes_on.read()
    assert goes_on.read() == {"a": 3}
    assert goes_on.heard.rejected == []


def test_a_last_line_without_its_end_is_read_when_it_is_whole(goes_on: Reader, spool: Path) -> None:
    file = spool / "events.jsonl"
    write(file, lines("a"), end="")
    assert goes_on.read() == {"a": 1}
    write(file, [""])
    assert goes_on.read() == {"a": 1}
    write(file, lines("b"))
    assert goes_on.read() == {"a": 1, "b": 1}
    assert goes_on.heard.rejected == []


def test_a_file_that_is_cut_off_begins_anew(goes_on: Reader, spool: Path) -> None:
    file = spool / "events.jsonl"
    write(file, lines("a", "b"))
    goes_on.read()
    file.write_text("")
    assert goes_on.read() == {"a": 1, "b": 1}
    write(file, lines("c"))
    assert goes_on.read() == {"a": 1, "b": 1, "c": 1}
    assert goes_on.heard.lost_bytes == []


def test_cut_off_and_grown_past_the_place_between_two_looks(goes_on: Reader, spool: Path) -> None:
    file = spool / "events.jsonl"
    write(file, lines("a"))
    goes_on.read()
    file.write_text("")
    write(file, lines("b", "c", "d"))
    assert goes_on.read() == {"a": 1, "b": 1, "c": 1, "d": 1}


def test_what_was_cut_off_before_it_was_read_is_counted_as_lost(
    goes_on: Reader, spool: Path, shop: ShopDatabase
) -> None:
    file = spool / "events.jsonl"
    write(file, lines("a"))
    with file.open("a") as open_file:
        open_file.write('{"half":')  # seen, and not to be read yet
    goes_on.read()
    file.write_text("")
    write(file, lines("b"))
    assert goes_on.read() == {"a": 1, "b": 1}
    assert goes_on.heard.lost_bytes == [len('{"half":')]
    assert one(shop, "SELECT lost FROM feed_state") == len('{"half":')
    assert goes_on.read() == {"a": 1, "b": 1}
    assert len(goes_on.heard.lost_bytes) == 1


def test_a_removed_file_that_was_not_read_to_its_end_is_counted(
    goes_on: Reader, spool: Path
) -> None:
    file = spool / "events.jsonl"
    write(file, lines("a"))
    with file.open("a") as open_file:
        open_file.write('{"half":')
    goes_on.read()
    file.unlink()
    goes_on.read()
    goes_on.read()
    assert goes_on.heard.lost_bytes == [len('{"half":')]


def test_a_file_that_was_read_may_be_removed(goes_on: Reader, spool: Path) -> None:
    file = spool / "events.jsonl"
    write(file, lines("a"))
    goes_on.read()
    file.unlink()
    assert goes_on.read() == {"a": 1}
    write(file, lines("b"))  # with the number that the other one had, perhaps
    assert goes_on.read() == {"a": 1, "b": 1}
    assert goes_on.heard.lost_bytes == []


@pytest.mark.parametrize("name", ["events.jsonl.1", "a.jsonl"])
def test_copied_and_cut_off(goes_on: Reader, spool: Path, name: str) -> None:
    """As logrotate's ``copytruncate`` does; what was not read stands in the copy."""
    file = spool / "events.jsonl"
    write(file, lines("a"))
    goes_on.read()
    write(file, lines("b"))
    shutil.copy(file, spool / name)
    file.write_text("")
    write(file, lines("c"))
    assert goes_on.read() == {"a": 1, "b": 1, "c": 1}
    assert goes_on.read() == {"a": 1, "b": 1, "c": 1}
    assert goes_on.heard.lost_bytes == []


def test_a_copy_beside_its_file_is_not_read(goes_on: Reader, spool: Path) -> None:
    file = spool / "events.jsonl"
    write(file, lines("a", "b"))
    goes_on.read()
    shutil.copy(file, spool / "a-copy.jsonl")
    assert goes_on.read() == {"a": 1, "b": 1}
    write(file, lines("c"))
    assert goes_on.read() == {"a": 1, "b": 1, "c": 1}
    file.write_text("")
    assert goes_on.read() == {"a": 1, "b": 1, "c": 1}


def test_files_that_begin_alike_and_go_on_differently(goes_on: Reader, spool: Path) -> None:
    first, second = spool / "one.jsonl", spool / "two.jsonl"
    write(first, lines("a", "b"))
    goes_on.read()
    write(second, lines("a", "c", "d"))
    assert goes_on.read() == {"a": 2, "b": 1, "c": 1, "d": 1}


def test_files_of_the_same_few_lines_are_two(goes_on: Reader, spool: Path) -> None:
    write(spool / "one.jsonl", [page("a"), page("b")])
    goes_on.read()
    write(spool / "two.jsonl", [page("a"), page("b")])
    (spool / "one.jsonl").rename(spool / "one.jsonl.1")
    write(spool / "one.jsonl", [page("a")])
    assert goes_on.read() == {"a": 3, "b": 2}


def test_which_files_are_read(goes_on: Reader, spool: Path) -> None:
    for name in ("a.jsonl", "b.log", "c", "a.jsonl.1", ".hidden", "d.gz", "e.jsonl.zst", "f~"):
        write(spool / name, lines(name))
    (spool / "folder").mkdir()
    write(spool / "folder" / "g.jsonl", lines("g"))
    os.mkfifo(spool / "pipe")
    assert set(goes_on.read()) == {"a.jsonl", "b.log", "c", "a.jsonl.1"}


def test_older_files_first(shop: ShopDatabase, spool: Path) -> None:
    for name, changed in (("a", 300), ("b", 100), ("c", 200)):
        write(spool / name, lines(name))
        os.utime(spool / name, (changed, changed))
    read_all(shop, spool)
    assert [row[0] for row in shop.execute_sql("SELECT token FROM session ORDER BY id")] == [
        "b",
        "c",
        "a",
    ]


def test_files_and_folders_by_name(shop: ShopDatabase, spool: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jsonl"
    write(other, lines("o"))
    write(tmp_path / "not asked for.jsonl", lines("n"))
    write(spool / "events.jsonl", lines("e"))
    read_all(shop, other, spool)
    assert set(sessions(shop)) == {"o", "e"}


def test_another_folder_keeps_its_places(shop: ShopDatabase, spool: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for folder, name in ((spool, "a"), (other, "b")):
        write(folder / "events.jsonl", lines(name))
        read_all(shop, folder)
    for folder in (spool, other, spool):
        read_all(shop, folder)
    assert sessions(shop) == {"a": 1, "b": 1}


def test_a_file_that_may_not_be_read(
    shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from custui.activity import files as module

    write(spool / "closed.jsonl", lines("a"))
    write(spool / "open.jsonl", lines("b"))
    really = os.open

    def refusing(path: object, *rest: int) -> int:
        if str(path).endswith("closed.jsonl"):
            raise PermissionError(13, "Permission denied", str(path))
        return really(path, *rest)  # type: ignore[arg-type]

    heard = Heard()
    ingest = reader(shop, spool, heard=heard)
    with monkeypatch.context() as patch:
        patch.setattr(module.os, "open", refusing)
        ingest.catch_up()
        ingest.catch_up()
    assert sessions(shop) == {"b": 1}
    assert heard.unreadable_paths == [spool / "closed.jsonl"]
    ingest.catch_up()
    assert sessions(shop) == {"a": 1, "b": 1}


def test_many_files_do_not_stay_open(
    shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from custui.activity import spool as module

    monkeypatch.setattr(module, "_MOST_OPEN", 3)
    for number in range(20):
        write(spool / f"{number}.jsonl", lines(f"s{number}"))
    before = len(os.listdir("/proc/self/fd"))
    ingest = reader(shop, spool)
    ingest.catch_up()
    assert len(sessions(shop)) == 20
    ingest.catch_up()
    assert len(os.listdir("/proc/self/fd")) <= before + 3
    write(spool / "0.jsonl", lines("again"))
    ingest.catch_up()
    assert "again" in sessions(shop)
    ingest.close()
    assert len(os.listdir("/proc/self/fd")) == before
