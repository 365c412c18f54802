"""``custui info``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from custui.cli import main
from custui.db.connection import open_database
from tests.db.rows import add_customer, new_shop


def info(capsys: pytest.CaptureFixture[str], path: Path, *words: str) -> dict[str, str]:
    assert main(["--db", str(path), "info", *words]) == 0
    lines = capsys.readouterr().out.splitlines()
    return {label.strip(): text.strip() for label, _, text in (x.partition("  ") for x in lines)}


def test_says_what_and_how_much(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = new_shop(tmp_path / "s.db")
    database = open_database(str(path))
    with database.connection_context(), database.writing():
        for is_guest in (0, 0, 1):
            add_customer(database, is_guest=is_guest)
        database.execute_sql("UPDATE shop SET name = ?", ("\x1b[31mred",))
    said = info(capsys, path)
    assert said["Database"] == str(path)
    assert (said["Customers"], said["Guests"], said["Groups"]) == ("2", "1", "4")
    assert (said["Time zone"], said["Currency"], said["Journal"]) == ("Europe/Warsaw", "PLN", "wal")
    assert said["Shops"] == "␛[31mred (main)"
    assert said["Size"] == "1 MB"


def test_counts_a_made_up_shop(
    made_up: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    said = info(capsys, made_up(1000), "--read-only")
    assert int(said["Customers"].replace(",", "")) + int(said["Guests"]) == 1000
    for label in ("Orders", "Carts", "E-mails", "Connections", "Log-in attempts"):
        assert int(said[label].replace(",", "")) > 0
