"""``custui generate``: data on stdout, words on stderr, and never half a shop."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from peewee import OperationalError

from custui.cli import main
from custui.db.demo_load import loading
from custui.db.problems import DatabaseProblem
from custui.db.upgrade import create_database
from custui.demo.shop import make_shop


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "custui", "--lang", "en", *arguments],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_pairs_are_data_and_the_rest_is_narration(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    done = run(
        "--db", str(path), "generate", "--customers", "400", "--seed", "1", "--duplicates", "7"
    )
    assert done.returncode == 0
    pairs = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(pairs) == 7
    assert all(0 < int(elder) < int(younger) <= 400 for elder, younger in pairs)
    assert "400" in done.stderr
    assert "\r" not in done.stderr  # no progress without a terminal
    assert list(tmp_path.iterdir()) == [path]
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM customer").fetchone() == (400,)
    connection.close()


def test_without_duplicates_nothing_is_on_stdout(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        main(["--db", str(tmp_path / "s.db"), "generate", "--customers", "9", "--seed", "1"]) == 0
    )
    assert capsys.readouterr().out == ""


def test_an_existing_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    path.write_bytes(b"mine")
    done = run("generate", "--customers", "10", "--seed", "1", "--db", str(path))
    assert done.returncode == 5
    assert "exists already" in done.stderr
    assert path.read_bytes() == b"mine"


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    done = run("--db", str(tmp_path / "no" / "shop.db"), "generate", "--customers", "5")
    assert done.returncode == 5
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("wrong", [["--customers", "0"], ["--customers", "x"], ["--seed", "x"],
                                   ["--duplicates", "-1"]])  # fmt: skip
def test_wrong_usage(wrong: list[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--db", str(tmp_path / "s.db"), "generate", *wrong])
    assert ended.value.code == 2


def test_more_pairs_than_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["generate", "--customers", "20", "--seed", "1", "--duplicates", "9"]
    assert main(["--db", str(tmp_path / "s.db"), *options]) == 2
    assert "room for 2" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_nothing_is_left_of_a_shop_that_was_stopped(number: int, tmp_path: Path) -> None:
    terminal, its_end = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "custui", "--lang", "en", "--db", str(tmp_path / "shop.db"),
         "generate", "--customers", "3000000", "--seed", "1"],
        stdout=subprocess.PIPE, stderr=its_end,
    )  # fmt: skip
    os.close(its_end)
    seen = b""
    while b"0 %" not in seen:  # the first customers are in the file
        seen += os.read(terminal, 4096)
    assert len(list(tmp_path.iterdir())) > 0
    os.kill(process.pid, number)
    output, _none = process.communicate(timeout=20)
    assert process.returncode == (130 if number == signal.SIGINT else 128 + number)
    while not seen.endswith(b"\n"):
        seen += os.read(terminal, 4096)
    os.close(terminal)
    assert (output, b"Traceback" in seen) == (b"", False)
    assert list(tmp_path.iterdir()) == []


def test_a_signal_stops_a_long_statement(tmp_path: Path) -> None:
    database = create_database(str(tmp_path / "shop.db"))
    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000)"
        " SELECT count(*) FROM n"
    )

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    try:
        with database.connection_context():
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            # Without loading()'s handler the interrupt would come when the statement is through.
            with pytest.raises(OperationalError, match="interrupted"), loading(database):
                database.execute_sql(endless).fetchone()
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def engine_error(message: str, code: int) -> sqlite3.OperationalError:
    """An error as SQLite raises it, with its result code."""
    error = sqlite3.OperationalError(message)
    error.sqlite_errorcode = code
    return error


def test_a_stopped_statement_is_an_interrupt_and_leaves_nothing(tmp_path: Path) -> None:
    def stopped(_done: int, _steps: int) -> None:
        raise engine_error("interrupted", sqlite3.SQLITE_INTERRUPT)

    with pytest.raises(KeyboardInterrupt):
        make_shop(str(tmp_path / "shop.db"), customers=50, seed=1, progress=stopped)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", [sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR])
def test_a_full_disk_is_explained_and_leaves_nothing(code: int, tmp_path: Path) -> None:
    def full(_done: int, _steps: int) -> None:
        raise engine_error("no room", code)

    with pytest.raises(DatabaseProblem, match=str(tmp_path / "shop.db")):
        make_shop(str(tmp_path / "shop.db"), customers=50, seed=1, progress=full)
    assert list(tmp_path.iterdir()) == []
