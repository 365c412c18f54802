"""``custui audit``: the log of changes, filtered, and verified."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from custui.cli import main
from custui.db.connection import open_database
from custui.services.actor import Actor
from custui.services.edits import edit
from tests.shops import execute


@pytest.fixture
def shop(own_shop: Path) -> Path:
    """Four acts: anna on 1 and 2, tom on 1, and tom refused."""
    execute(own_shop, "UPDATE customer SET enabled = 1, newsletter = 1, default_group_id = 2")
    database = open_database(str(own_shop))
    with database.connection_context():
        edit(database, Actor("anna", "agent", "pts/1"), 1, {"enabled": 0}, reason="Zażółć [/b]")
        edit(database, Actor("anna", "agent", "pts/1"), 2, {"group": 3, "newsletter": 0})
        edit(database, Actor("tom", "agent", "pts/2 10.0.0.7"), 1, {"enabled": 1})
    assert (
        main(
            ["--db", str(own_shop), "--as", "tom", "--role", "viewer", "set", "3", "group=General"]
        )
        == 4
    )
    return own_shop


def rows(capsys: pytest.CaptureFixture[str], shop: Path, *words: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["audit", "--db", str(shop), *words, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"] >= len(found["rows"])
    return list(found["rows"])


def ids(capsys: pytest.CaptureFixture[str], shop: Path, *words: str) -> list[int]:
    return [row["id"] for row in rows(capsys, shop, *words)]


def test_newest_first_with_everything(capsys: pytest.CaptureFixture[str], shop: Path) -> None:
    refused, *_, first = rows(capsys, shop)
    assert list(first) == [
        *("id", "at", "staff", "origin", "act", "customer_id", "fields", "reason")
    ]
    assert datetime.fromisoformat(first["at"]) > datetime.now(UTC) - timedelta(minutes=5)
    assert (first["id"], first["staff"], first["origin"]) == (1, "anna", "pts/1")
    assert (first["customer_id"], first["fields"]) == (1, {"enabled": [1, 0]})
    assert first["reason"] == "Zażółć [/b]"
    assert (refused["act"], refused["fields"]) == ("refused", {"act": "edit", "role": "viewer"})


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["staff=anna"], [2, 1]),
        (["staff=NN"], [2, 1]),
        (["staff==ann"], []),
        (["staff=!anna"], [4, 3]),
        (["staff=^t"], [4, 3]),
        (["staff=m$"], [4, 3]),
        (["act=edit"], [3, 2, 1]),
        (["act=refused"], [4]),
        (["customer_id=1"], [3, 1]),
        (["staff=anna", "customer_id=1"], [1]),
        (["origin=10.0.0.7"], [3]),
        (["reason=zazolc"], [1]),
        (['reason=!""'], [1]),
        (['reason=""'], [4, 3, 2]),
        (["fields=wholesale"], [2]),
        (["fields==x"], []),
        (['staff=%"_'], []),
    ],
)
def test_filters(
    capsys: pytest.CaptureFixture[str], shop: Path, words: list[str], expected: list[int]
) -> None:
    assert ids(capsys, shop, *words) == expected


def test_days_are_those_of_the_shop(capsys: pytest.CaptureFixture[str], shop: Path) -> None:
    execute(shop, "DROP TRIGGER audit_entry_never_changes")
    evening = int(datetime(2024, 5, 17, 22, 30, tzinfo=UTC).timestamp())  # past midnight there
    execute(shop, "UPDATE audit_entry SET at = ? WHERE id = 1", evening)
    execute(shop, "UPDATE preference SET value = '\"Europe/Warsaw\"' WHERE name = 'time_zone'")
    assert ids(capsys, shop, "at=2024-05-18") == [1]
    assert ids(capsys, shop, "at=18.05.2024") == [1]
    assert ids(capsys, shop, "at=2024-05-17") == []


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("colour=red", "colour: there is no column colour; there are: id, at, staff"),
        ("at=yesterdayish", "at: "),
        ("customer_id=x", "customer_id: "),
    ],
)
def test_a_wrong_filter(
    capsys: pytest.CaptureFixture[str], shop: Path, word: str, said: str
) -> None:
    assert main(["audit", "--db", str(shop), word]) == 2
    assert capsys.readouterr().err.splitlines()[-1].startswith(said)


def test_as_text(capsys: pytest.CaptureFixture[str], shop: Path) -> None:
    capsys.readouterr()
    assert main(["audit", "--db", str(shop), "--limit", "3"]) == 0
    captured = capsys.readouterr()
    refused, tom, anna = captured.out.splitlines()
    assert captured.err == "3 of 4 entries\n"
    assert refused.split()[2:] == ["tom", "refused", "3", "act:", "edit;", "role:", "viewer"]
    assert tom.endswith("enabled: no → yes")
    assert "group: General → Wholesale" in anna
    assert "newsletter: yes → no" in anna


def test_nothing_of_a_strangers_steers_the_terminal(
    capsys: pytest.CaptureFixture[str], shop: Path
) -> None:
    evil = "\x1b]0;x\x07\u202e"
    database = open_database(str(shop))
    with database.connection_context():
        edit(database, Actor(evil, "agent", evil), 5, {"enabled": 0}, reason=evil)
    for form in ([], ["--json"]):
        capsys.readouterr()
        assert main(["audit", "--db", str(shop), *form]) == 0
        shown = capsys.readouterr().out
        assert not any(char in shown for char in "\x1b\x07\u202e")


def test_an_empty_audit(capsys: pytest.CaptureFixture[str], own_shop: Path) -> None:
    assert rows(capsys, own_shop) == []
    assert main(["audit", "--db", str(own_shop), "--verify"]) == 0


def test_a_viewer_reads_it(capsys: pytest.CaptureFixture[str], shop: Path) -> None:
    assert main(["audit", "--db", str(shop), "--role", "viewer", "--read-only"]) == 0
    assert main(["audit", "--db", str(shop), "--role", "viewer", "--read-only", "--verify"]) == 0


class TestVerify:
    def test_sound(self, capsys: pytest.CaptureFixture[str], shop: Path) -> None:
        capsys.readouterr()
        assert main(["audit", "--db", str(shop), "--verify"]) == 0
        first, second = capsys.readouterr().out.splitlines()
        assert first == "4 entries, none altered or removed."
        ((seal,),) = execute(shop, "SELECT chain_hash FROM audit_entry WHERE id = 4")
        assert second == f"Seal of the last one: {seal}"

    @pytest.mark.parametrize(
        ("statement", "said"),
        [
            ("UPDATE audit_entry SET staff = 'x' WHERE id = 2", "Entry 2 was altered"),
            ("DELETE FROM audit_entry WHERE id = 2", "Entry 2 is missing."),
            ("DELETE FROM audit_entry WHERE id = 4", "There were 4 entries; 3 are left."),
        ],
    )
    def test_tampered(
        self, capsys: pytest.CaptureFixture[str], shop: Path, statement: str, said: str
    ) -> None:
        for guard in ("changes", "leaves"):
            execute(shop, f"DROP TRIGGER audit_entry_never_{guard}")
        execute(shop, statement)
        capsys.readouterr()
        assert main(["audit", "--db", str(shop), "--verify"]) == 1
        assert capsys.readouterr().out.startswith(said)
        assert main(["audit", "--db", str(shop), "--verify", "--json"]) == 1
        found = json.loads(capsys.readouterr().out)
        assert found["sound"] is False
        assert found["found"][0]["text"].startswith(said)

    def test_it_takes_no_filters(self, capsys: pytest.CaptureFixture[str], shop: Path) -> None:
        assert main(["audit", "--db", str(shop), "--verify", "staff=anna"]) == 2
