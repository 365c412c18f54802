"""Reading a feed: each line once, whatever is in the way; what cannot be taken is said."""

from __future__ import annotations

import json
import os
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from custui.activity import batch, ingesting, reading
from custui.activity import rejects as rejects_module
from custui.activity.lines import Lines
from custui.db.connection import ShopDatabase, open_database
from custui.db.feed import rejects as kept_rejects
from custui.db.problems import DatabaseProblem
from tests.activity.feed import (
    Heard,
    T,
    customer,
    feed,
    iso,
    kept,
    line,
    one,
    page,
    read_all,
    reader,
    rows,
    write,
)


def taken(shop: ShopDatabase) -> int:
    return int(one(shop, "SELECT count(*) FROM session_event"))


class TestRejects:
    def test_a_bad_line_is_told_and_the_rest_goes_on(
        self, shop: ShopDatabase, spool: Path, tmp_path: Path
    ) -> None:
        rejects = tmp_path / "rejects.jsonl"
        lines = [page(), "nonsense", line("page", session=""), page(), "", line("pageview")]
        heard = feed(shop, spool, lines, rejects=rejects)
        assert taken(shop) == 2
        assert [each[:3] for each in heard.rejected] == [
            ("events.jsonl", 2, ""),
            ("events.jsonl", 3, "session"),
            ("events.jsonl", 6, "event"),
        ]
        told = [json.loads(each) for each in rejects.read_text().splitlines()]
        assert [each["line"] for each in told] == [2, 3, 6]
        assert told[0] == {
            "file": str(spool / "events.jsonl"),
            "line": 2,
            "field": "",
            "reason": told[0]["reason"],
            "text": "nonsense",
        }
        assert rows(shop, "SELECT lines, rejected FROM feed_state") == [(6, 3)]

    def test_line_numbers_go_on(self, shop: ShopDatabase, spool: Path) -> None:
        feed(shop, spool, [page(), page()])
        heard = feed(shop, spool, [page(), "nonsense"])
        assert heard.rejected[0][1] == 4

    def test_the_file_grows_and_nothing_is_in_it_twice(
        self, shop: ShopDatabase, spool: Path, tmp_path: Path
    ) -> None:
        rejects = tmp_path / "rejects.jsonl"
        for number in range(3):
            feed(shop, spool, [f"bad {number}"], rejects=rejects)
        told = [json.loads(each)["text"] for each in rejects.read_text().splitlines()]
        assert told == ["bad 0", "bad 1", "bad 2"]

    def test_another_file_has_what_is_rejected_from_then_on(
        self, shop: ShopDatabase, spool: Path, tmp_path: Path
    ) -> None:
        feed(shop, spool, ["bad 0"], rejects=tmp_path / "one")
        feed(shop, spool, ["bad 1"])
        feed(shop, spool, ["bad 2"], rejects=tmp_path / "two")
        feed(shop, spool, ["bad 3"], rejects=tmp_path / "one")
        texts = {
            name: [json.loads(x)["text"] for x in (tmp_path / name).read_text().splitlines()]
            for name in ("one", "two")
        }
        assert texts == {"one": ["bad 0", "bad 1", "bad 2", "bad 3"], "two": ["bad 2"]}

    @pytest.mark.parametrize("written", [0, 1, 40, 10_000])
    def test_killed_while_they_are_written(
        self,
        shop: ShopDatabase,
        spool: Path,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        written: int,
    ) -> None:
        rejects = tmp_path / "rejects.jsonl"
        feed(shop, spool, ["bad 0"], rejects=rejects)

        def killed(path: Path, end: int, several: Any) -> None:
            really(path, end, several)
            os.truncate(path, min(end + written, path.stat().st_size))
            raise KeyboardInterrupt

        really = rejects_module._append
        with monkeypatch.context() as patch:
            patch.setattr(rejects_module, "_append", killed)
            with pytest.raises(KeyboardInterrupt):
                feed(shop, spool, ["bad 1", "bad 2"], rejects=rejects)
        feed(shop, spool, ["bad 3"], rejects=rejects)
        told = [json.loads(each)["text"] for each in rejects.read_text().splitlines()]
        assert told == ["bad 0", "bad 1", "bad 2", "bad 3"]

    def test_the_database_keeps_the_latest(
        self, shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(kept_rejects, "KEPT", 3)
        feed(shop, spool, [f"bad {number}" for number in range(9)])
        assert rows(shop, "SELECT text FROM feed_reject") == [("bad 6",), ("bad 7",), ("bad 8",)]

    def test_the_reject_file_is_not_read(self, shop: ShopDatabase, spool: Path) -> None:
        rejects = spool / "rejects.jsonl"
        for _again in range(3):
            feed(shop, spool, ["nonsense"], rejects=rejects)
        assert len(rejects.read_text().splitlines()) == 3

    def test_bytes_that_are_no_text_are_kept_readable(
        self, shop: ShopDatabase, spool: Path, tmp_path: Path
    ) -> None:
        (spool / "x").write_bytes(b"\xff\x00 \xc5\x82 \\ud800\n" + b'{"a": "\\ud800"}\n')
        rejects = tmp_path / "rejects.jsonl"
        read_all(shop, spool, rejects=rejects)
        texts = [json.loads(each)["text"] for each in rejects.read_text().splitlines()]
        assert texts == ["\\xff\\0 ł \\ud800", '{"a": "\\ud800"}']

    def test_a_line_that_is_too_long(
        self, shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "AT_ONCE", 1000)
        write(spool / "x", [page("a"), page("b", page="x" * 5000), page("c")])
        heard = Heard()
        read_all(shop, spool, heard=heard)
        assert [each[1] for each in heard.rejected] == [2]
        assert "is longer than" in heard.rejected[0][3]
        assert [row[0] for row in rows(shop, "SELECT token FROM session ORDER BY id")] == ["a", "c"]

    def test_a_line_that_is_too_long_and_not_at_its_end(
        self, shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "AT_ONCE", 1000)
        write(spool / "x", ["x" * 5000], end="")
        heard = Heard()
        ingest = reader(shop, spool, heard=heard)
        ingest.catch_up()
        assert heard.rejected == []
        write(spool / "x", ["", page("a")])
        ingest.catch_up()
        assert len(heard.rejected) == 1
        assert taken(shop) == 1

    def test_a_line_that_the_database_cannot_keep(
        self, shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A guard: nothing that is known gets so far."""
        really = batch.apply_visits

        def picky(database: ShopDatabase, shop_id: int, events: Any, window: int) -> None:
            if any(event.page == "/poison" for event in events):
                raise sqlite3.IntegrityError("poison")
            really(database, shop_id, events, window)

        monkeypatch.setattr(batch, "apply_visits", picky)
        lines = [page(str(n), page="/poison" if n in (3, 7) else "/") for n in range(12)]
        heard = feed(shop, spool, [*lines, "nonsense"])
        assert [each[1] for each in heard.rejected] == [4, 8, 13]
        assert taken(shop) == 10


class TestExactlyOnce:
    def test_two_readers_of_one_spool(self, shop: ShopDatabase, spool: Path) -> None:
        file = spool / "events.jsonl"
        write(file, [page()])
        one_reader, other = reader(shop, spool), reader(shop, spool)
        one_reader.catch_up()
        other.catch_up()
        for number in range(6):
            write(file, [page(), page()])
            (one_reader, other)[number % 2].catch_up()
            (other, one_reader)[number % 2].catch_up()
        assert taken(shop) == 13

    def test_another_reader_took_the_file_for_gone(self, shop: ShopDatabase, spool: Path) -> None:
        file = spool / "events.jsonl"
        write(file, [page()])
        one_reader, other = reader(shop, spool), reader(shop, spool)
        one_reader.catch_up()
        file.rename(spool.parent / "elsewhere")
        other.catch_up()
        read_all(shop, spool)
        (spool.parent / "elsewhere").rename(file)
        for each in (one_reader, other, one_reader):
            write(file, [page()])
            each.catch_up()
        assert taken(shop) == 4

    def test_in_batches_of_any_size(
        self, shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for size in (300, 1000, 7777):
            monkeypatch.setattr(reading, "AT_ONCE", size)
            write(spool / f"{size}", [page(f"{size}s{n % 7}", T + n) for n in range(60)])
            read_all(shop, spool)
        assert taken(shop) == 180

    def test_with_a_second_process_it_is_the_same(
        self, tmp_path: Path, spool: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from tests.db.rows import opened_shop

        lines = [page(f"s{n % 9}", T + n, page=f"/{n}") for n in range(300)]
        lines[77:77] = ["nonsense", customer(5), line("login_failed", email="c5@example.pl")]
        write(spool / "x", lines)
        monkeypatch.setattr(reading, "AT_ONCE", 2000)
        results = []
        for number, many in enumerate((1 << 60, 1)):
            monkeypatch.setattr(ingesting, "MANY", many)
            shop = opened_shop(tmp_path / f"{number}.db")
            heard = Heard()
            with shop.connection_context():
                counts = read_all(shop, spool, heard=heard)
                results.append((kept(shop), heard.rejected, counts.lines))
        assert results[0] == results[1]
        assert results[0][2] == 303

    def test_the_second_process_is_killed(
        self, shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from custui.activity import ahead

        monkeypatch.setattr(reading, "AT_ONCE", 2000)
        monkeypatch.setattr(ingesting, "MANY", 1)
        monkeypatch.setattr(ahead, "_work", lambda *_: None)
        write(spool / "x", [page(f"s{n}", T + n) for n in range(100)])
        read_all(shop, spool)
        assert taken(shop) == 100

    def test_nothing_is_stored_without_the_place_and_no_place_without_it(
        self, shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(spool / "x", [page(), customer(3)])
        before = kept(shop)

        def fails(*_: object) -> None:
            raise RuntimeError

        with monkeypatch.context() as patch:
            patch.setattr(batch, "store_place", fails)
            with pytest.raises(RuntimeError):
                read_all(shop, spool)
        assert kept(shop) == before
        read_all(shop, spool)
        assert taken(shop) == 1

    def test_stopped_between_two_batches(
        self, shop: ShopDatabase, spool: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(reading, "AT_ONCE", 500)
        write(spool / "x", [page(f"s{n}") for n in range(50)])
        heard = Heard()
        ingest = reader(shop, spool, heard=heard)
        ingest.catch_up(lambda: heard.batches >= 2)
        assert 0 < taken(shop) < 50
        ingest.close()
        read_all(shop, spool)
        assert taken(shop) == 50


class TestInTheWay:
    def test_a_locked_database(self, spool: Path, tmp_path: Path) -> None:
        from tests.db.rows import new_shop

        shop = open_database(str(new_shop(tmp_path / "shop.db")), busy_seconds=0.05)
        write(spool / "x", [page()])
        other = sqlite3.connect(tmp_path / "shop.db", isolation_level=None)
        with shop.connection_context():
            ingest = reader(shop, spool)
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(DatabaseProblem, match="busy"):
                ingest.catch_up()
            other.execute("ROLLBACK")
            ingest.catch_up()
            assert taken(shop) == 1
        other.close()

    def test_a_full_disk(self, shop: ShopDatabase, spool: Path) -> None:
        pages = one(shop, "PRAGMA page_count")
        write(spool / "x", [page(f"s{n}", page="x" * 900) for n in range(3000)])
        shop.execute_sql(f"PRAGMA max_page_count = {pages + 20}")
        ingest = reader(shop, spool)
        with pytest.raises(DatabaseProblem, match="full"):
            ingest.catch_up()
        before = taken(shop)
        shop.execute_sql("PRAGMA max_page_count = 1000000")
        ingest.catch_up()
        assert before < taken(shop) == 3000


def test_an_empty_spool_and_an_empty_file(shop: ShopDatabase, spool: Path) -> None:
    assert read_all(shop, spool).lines == 0
    (spool / "x").touch()
    assert read_all(shop, spool).lines == 0
    assert rows(shop, "SELECT * FROM feed_place") == []


def test_unknown_fields_are_ignored(shop: ShopDatabase, spool: Path) -> None:
    heard = feed(shop, spool, [page(colour="red", nested={"a": [1, {"b": None}]})])
    assert heard.rejected == []
    assert taken(shop) == 1


def test_what_a_session_is_kept_as(shop: ShopDatabase, spool: Path) -> None:
    lines = [
        page("a1", T, page="/", ip="192.0.2.1", user_agent="Moz", referrer="https://g.example/?q"),
        line("product_view", T + 5, session="a1", page="/p/7", product_id=7, referrer="https://us"),
        line("cart_add", T + 9, session="a1", page="/p/7", product_id=7, cart_id=5, amount="12.30",
             name="Kubek", quantity=2, price="6.15", ip="192.0.2.2"),
    ]  # fmt: skip
    feed(shop, spool, lines)
    assert rows(
        shop,
        "SELECT token, customer_id, ip, user_agent, referrer, started_at, last_seen_at, stage,"
        " stage_since, page, page_count, cart_id, cart_total, has_cart, event_count FROM session",
    ) == [
        ("a1", None, "192.0.2.2", "", "https://g.example/?q", T, T + 9, "cart", T + 9, "/p/7", 2, 5,
         1230, 1, 3)
    ]  # fmt: skip
    assert rows(shop, "SELECT product_id, at FROM product_view") == [(7, T + 5)]
    assert rows(shop, "SELECT id, session_id, created_at, updated_at, total FROM cart") == [
        (5, 1, T + 9, T + 9, 1230)
    ]
    assert rows(shop, "SELECT name, quantity, price FROM cart_line") == [("Kubek", 2, 615)]


def test_a_session_without_its_beginning_keeps_it(shop: ShopDatabase, spool: Path) -> None:
    """What was done long ago was removed; an event that comes late changes nothing of it."""
    feed(shop, spool, [page("a1", T), line("payment", T + 5, session="a1")])
    shop.execute_sql("DELETE FROM session_event WHERE number = 1")
    sums = kept(shop, "activity_sum")
    feed(shop, spool, [page("a1", T + 3)])
    found = rows(shop, "SELECT started_at, product_at, payment_at, page_count FROM session")
    assert found == [(T, T + 5, T + 5, 3)]
    reached = "SELECT sum(product), sum(payment) FROM activity_sum WHERE span = 3600"
    assert rows(shop, reached) == [(1, 1)]
    assert kept(shop, "activity_sum") != sums


def test_the_moment_is_the_events_own(shop: ShopDatabase, spool: Path) -> None:
    feed(shop, spool, [json.dumps({"at": iso(T), "event": "page", "session": "a"})])
    assert one(shop, "SELECT last_seen_at FROM session") == T
    assert Lines(0).events == []
