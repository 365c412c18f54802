"""``ingest`` and ``simulate``: what they say, how they end."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from custui.activity import following
from custui.cli import main
from tests.activity.feed import page, write
from tests.shops import execute

PATIENCE = 20.0


@pytest.fixture
def run(own_shop: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    def act(*words: str) -> tuple[int, str, str]:
        code = main(["--db", str(own_shop), *words])
        return (code, *capsys.readouterr())

    return act


Run = Callable[..., tuple[int, str, str]]


def started(shop: Path, *words: str, **more: object) -> subprocess.Popen[bytes]:
    argv = [sys.executable, "-m", "custui", "--lang", "en", "--db", str(shop), *words]
    return subprocess.Popen(argv, stderr=subprocess.PIPE, **more)  # type: ignore[call-overload]


def count(shop: Path) -> int:
    ((number,),) = execute(shop, "SELECT lines FROM feed_state")
    return int(number)


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


class TestIngest:
    def test_once(self, run: Run, tmp_path: Path) -> None:
        write(tmp_path / "events.jsonl", [page(), "nonsense", page()])
        rejects = tmp_path / "rejects"
        words = ("ingest", str(tmp_path / "events.jsonl"), "--once", "--rejects", str(rejects))
        code, out, err = run(*words)
        assert (code, out) == (0, "")
        assert "events.jsonl:2: is not JSON" in err
        assert "3 lines read, 1 not taken." in err
        assert json.loads(rejects.read_text())["text"] == "nonsense"
        assert run(*words) == (0, "", "0 lines read, 0 not taken.\n")

    def test_nothing_that_can_be_taken(self, run: Run, tmp_path: Path) -> None:
        write(tmp_path / "x", ["nonsense"] * 30)
        code, _out, err = run("ingest", str(tmp_path / "x"))
        assert code == 3
        assert err.count("is not JSON") == 20
        assert "Further lines that are not taken are counted only." in err

    def test_what_a_stranger_wrote_does_not_reach_the_terminal(
        self, run: Run, tmp_path: Path
    ) -> None:
        write(tmp_path / "a\x1b[31m.jsonl", ['{"event": "\x1b[31m"}', '{"event": "\\u001b[31m"}'])
        _code, _out, err = run("ingest", str(tmp_path))
        assert "\x1b" not in err

    def test_a_path_that_is_not_there(self, run: Run, tmp_path: Path) -> None:
        code, _out, err = run("ingest", str(tmp_path / "none"), "--once")
        assert code == 1
        assert "there is no such file or folder" in err

    def test_who_may(
        self, own_shop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        write(tmp_path / "x", [page()])
        words = ["--db", str(own_shop), "ingest", str(tmp_path / "x")]
        assert main([*words, "--role", "agent"]) == 4
        assert main([*words, "--read-only"]) == 4
        assert count(own_shop) == 0
        assert main([*words, "--role", "lead"]) == 0

    def test_no_database(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["--db", str(tmp_path / "none.db"), "ingest", str(tmp_path)]) == 5

    def test_an_unknown_shop(self, run: Run, tmp_path: Path) -> None:
        code, _out, err = run("ingest", str(tmp_path), "--shop", "nowhere")
        assert code == 1
        assert "nowhere" in err

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
    def test_follow_until_told_to_end(
        self, own_shop: Path, tmp_path: Path, number: signal.Signals
    ) -> None:
        spool = tmp_path / "spool"
        spool.mkdir()
        process = started(own_shop, "ingest", str(spool), "--follow")
        for expected in (1, 2):
            write(spool / "x", [page()])
            until(lambda expected=expected: count(own_shop) == expected)
        process.send_signal(number)
        _out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        assert "2 lines read" in err.decode()

    def test_it_ends_with_whoever_started_it(self, own_shop: Path, tmp_path: Path) -> None:
        words = ("ingest", str(tmp_path), "--follow", "--while-stdin")
        process = started(own_shop, *words, stdin=subprocess.PIPE)
        write(tmp_path / "x", [page()])
        until(lambda: count(own_shop) == 1)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(PATIENCE) == 0

    def test_a_folder_that_is_waited_for(self, own_shop: Path, tmp_path: Path) -> None:
        assert following.LOOK_SECONDS <= 1
        process = started(own_shop, "ingest", str(tmp_path / "later"), "--follow")
        assert process.stderr is not None
        assert b"is waited for" in process.stderr.readline()
        (tmp_path / "later").mkdir()
        write(tmp_path / "later" / "x", [page()])
        until(lambda: count(own_shop) == 1)
        process.terminate()
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0


class TestSimulate:
    def test_all_at_once(self, run: Run, tmp_path: Path) -> None:
        at = ("--at", "2026-11-22T12:00:00Z")
        folders = [tmp_path / name for name in ("one", "two")]
        for folder in folders:
            code, out, err = run("simulate", str(folder), "--rate", "20", "--seconds", "10", *at)
            assert (code, out, err) == (0, "", "200 events written.\n")
        texts = [(folder / "events.jsonl").read_text() for folder in folders]
        assert texts[0] == texts[1]
        assert len(texts[0].splitlines()) == 200
        assert texts[0].startswith('{"at": "2026-11-22T12:00:00Z", ')

    def test_as_time_goes_by(self, own_shop: Path, tmp_path: Path) -> None:
        words = ("simulate", str(tmp_path), "--rate", "10", "--seconds", "0.5")
        begun = time.monotonic()
        process = started(own_shop, *words)
        assert process.wait(PATIENCE) == 0
        assert time.monotonic() - begun > 0.4
        assert len((tmp_path / "events.jsonl").read_text().splitlines()) == 5

    def test_told_to_end(self, own_shop: Path, tmp_path: Path) -> None:
        process = started(own_shop, "simulate", str(tmp_path), "--rate", "50", "--seconds", "999")
        until((tmp_path / "events.jsonl").exists)
        process.terminate()
        _out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0
        text = (tmp_path / "events.jsonl").read_text()
        assert text.endswith("}\n")
        assert f"{len(text.splitlines())} event" in err.decode()

    @pytest.mark.parametrize(
        "words", [("--rate", "0"), ("--rate", "x"), ("--seconds", "-1"), ("--at", "tomorrow")]
    )
    def test_wrong_usage(self, run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
        try:
            code = run("simulate", str(tmp_path), *words)[0]
        except SystemExit as ended:
            code = int(str(ended.code))
        assert code == 2
        assert os.listdir(tmp_path) == ["shop.db"]

    def test_it_writes_nothing_into_the_shop(
        self, run: Run, own_shop: Path, tmp_path: Path
    ) -> None:
        before = own_shop.read_bytes()
        at = ("--at", "1795342500")
        assert run("simulate", str(tmp_path / "x"), "--seconds", "5", *at)[0] == 0
        assert own_shop.read_bytes() == before
