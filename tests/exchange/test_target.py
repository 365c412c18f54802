"""The file that a person named for an export."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from custui.exchange.target import BadTarget, abbreviated, suggested, target_named

DAY = date(2026, 11, 25)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home directory, where one is."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_free_name_is_suggested(home: Path) -> None:
    assert suggested(DAY) == "~/customers-2026-11-25.csv"
    (home / "customers-2026-11-25.csv").touch()
    (home / "customers-2026-11-25-2.csv").touch()
    assert suggested(DAY) == "~/customers-2026-11-25-3.csv"


def test_where_one_may_not_write_home_is_suggested(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert suggested(DAY) == "~/elsewhere/customers-2026-11-25.csv"
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != elsewhere)
    assert suggested(DAY) == "~/customers-2026-11-25.csv"


def test_a_tilde_is_the_home_directory(home: Path) -> None:
    assert target_named(" ~/a b.csv ") == home / "a b.csv"
    assert target_named("x.csv") == Path("x.csv")
    assert abbreviated(home / "x" / "y.csv") == "~/x/y.csv"
    assert abbreviated(Path("/elsewhere/y.csv")) == "/elsewhere/y.csv"


def test_a_file_that_is_there_can_be_named(home: Path) -> None:
    (home / "x.csv").touch()
    assert target_named("x.csv").exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Name a file."),
        ("   ", "Name a file."),
        ("a\x1bb.csv", "do not print"),
        ("a\0b.csv", "do not print"),
        ("missing/x.csv", "There is no folder missing."),
        ("folder", "folder is a folder"),
        ("folder/..", "is a folder"),
        ("file/x.csv", "There is no folder file."),
        ("pipe", "no ordinary file"),
        ("~nobody-is-called-so/x.csv", "there is no such user"),
        ("x" * 300, "the name is too long"),
    ],
)
def test_what_cannot_be_written_is_said(home: Path, typed: str, said: str) -> None:
    (home / "folder").mkdir()
    (home / "file").touch()
    os.mkfifo(home / "pipe")
    with pytest.raises(BadTarget, match=said.replace(".", r"\.")):
        target_named(typed)


def test_a_folder_that_may_not_be_written_is_said(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(BadTarget, match="may not be written"):
        target_named("x.csv")
