"""Whatever is wrong with the database, every verb says a sentence and ends with 5."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from custui.cli import main
from custui.db import connection
from custui.db.problems import Interrupted
from tests.db.rows import fingerprint, new_shop
from tests.db.test_bad_database import BAD

VERBS = (["show", "1"], ["info"], ["doctor"], ["list"], ["export", "-"])


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
@pytest.mark.parametrize("make", BAD, ids=lambda make: make.__name__)
def test_a_sentence_and_exit_code_5(
    make: Callable[[Path], None],
    verb: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "shop.db"
    make(path)
    before = fingerprint(path)
    assert main(["--db", str(path), *verb]) == 5
    out, err = capsys.readouterr()
    assert out == ""
    assert BAD[make] in err
    assert err.count("\n") == 1
    assert fingerprint(path) == before


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_no_database(verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(tmp_path / "shop.db"), *verb]) == 5
    assert "There is no database at" in capsys.readouterr().err
    assert main(["--db", "postgresql://localhost/shop", *verb]) == 5
    assert "only SQLite" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb[0])
def test_damage_met_while_reading(
    verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = new_shop(tmp_path / "shop.db")
    reader = sqlite3.connect(path)
    pages = reader.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name IN ('customer', 'preference')"
    ).fetchall()
    reader.close()
    content = bytearray(path.read_bytes())
    for (page,) in pages:  # the file opens: the damage is met in the middle of the verb
        content[(page - 1) * 4096 : page * 4096] = b"\x5a" * 4096
    path.write_bytes(content)
    code = main(["--db", str(path), *verb])
    out, err = capsys.readouterr()
    assert code in (1, 5)
    assert "damaged" in out + err
    assert path.read_bytes() == content


def test_somebody_else_is_writing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = new_shop(tmp_path / "shop.db")
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    assert main(["--db", str(path), "doctor", "--repair"]) == 5
    assert "is busy" in capsys.readouterr().err
    assert main(["--db", str(path), "show", "1"]) == 1, "reading goes on"
    holder.close()


def test_an_interrupt_ends_quietly(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise Interrupted

    monkeypatch.setattr("custui.cli.info.read_holdings", interrupted)
    assert main(["--db", str(new_shop(tmp_path / "s.db")), "info"]) == 130
