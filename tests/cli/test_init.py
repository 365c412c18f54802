"""``custui init``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from custui.cli import main
from custui.db.connection import open_database
from custui.db.defaults import read_preferences
from tests.db.rows import fingerprint


def test_creates_an_empty_shop(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "s.db"
    words = ["--name", "Żółw", "--time-zone", "Europe/Warsaw", "--lang", "pl"]
    assert main(["--db", str(path), "init", *words]) == 0
    out, err = capsys.readouterr()
    assert (out, str(path) in err) == ("", True)
    database = open_database(str(path))
    with database.connection_context():
        rows = database.execute_sql("SELECT name FROM shop UNION SELECT name FROM title").fetchall()
        assert {name for (name,) in rows} == {"Żółw", "Pan", "Pani"}
        assert database.execute_sql("SELECT count(*) FROM order_status").fetchone() == (8,)
        assert read_preferences(database).time_zone == "Europe/Warsaw"
    assert os.listdir(tmp_path) == ["s.db"]


def test_refuses_what_is_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "s.db"
    path.write_text("mine")
    before = fingerprint(path)
    assert main(["--db", str(path), "init"]) == 5
    assert "exists already" in capsys.readouterr().err
    assert fingerprint(path) == before


@pytest.mark.parametrize(
    "words", [["--time-zone", "Mars/Base"], ["--name", ""], ["--name", "x" * 129]]
)
def test_wrong_usage_creates_nothing(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--db", str(tmp_path / "s.db"), "init", *words]) == 2
    assert capsys.readouterr().err
    assert os.listdir(tmp_path) == []
