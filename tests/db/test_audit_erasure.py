"""The values of a person who was erased leave the audit, and the chain of seals holds."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
from pathlib import Path

import peewee
import pytest

from custui.db import migrations
from custui.db.audit import ERASED, AuditEntry, append, forget_values
from custui.db.audit_chain import verify
from custui.db.connection import ShopDatabase, open_database
from custui.db.upgrade import create_database
from tests.db.rows import fill_shop
from tests.db.test_audit_chain import found, tamper

MINE, OTHERS = 7, 8


def entry(customer_id: int | None, act: str = "edit", at: int = 1) -> AuditEntry:
    return AuditEntry(at, "anna", act, customer_id, {"email": ["a@x.pl", "b@x.pl"]}, "moved")


@pytest.fixture
def audited(shop: ShopDatabase) -> ShopDatabase:
    """Entries 1 to 4 about two people, erasure of one of them as entry 5, and entry 6."""
    with shop.writing():
        append(shop, [entry(MINE), entry(OTHERS), entry(None), entry(MINE)])
        append(shop, [AuditEntry(2, "anna", ERASED, MINE, {}, "asked by letter")])
        append(shop, [entry(MINE, at=3)])
    return shop


def told(shop: ShopDatabase) -> list[tuple[str, str]]:
    return shop.execute_sql("SELECT fields, reason FROM audit_entry ORDER BY id").fetchall()


def test_the_values_leave_and_the_chain_holds(audited: ShopDatabase) -> None:
    with audited.writing():
        assert forget_values(audited, MINE) == 2
    gone = ("{}", "")
    assert [row == gone for row in told(audited)] == [True, False, False, True, False, False]
    assert told(audited)[4] == ("{}", "asked by letter"), "why it was done stays"
    assert audited.execute_sql("SELECT count(*) FROM audit_entry WHERE salt = ''").fetchone() == (
        2,
    )
    assert found(audited) == []
    with audited.writing():
        append(audited, [entry(OTHERS)])
        assert forget_values(audited, MINE) == 0
    assert found(audited) == []


@pytest.mark.parametrize(
    "change",
    [
        "fields = '{}'",  # a part of the values
        "fields = '{}', reason = ''",
        "fields = '{}', reason = '', salt = '', staff = 'tom'",
        "fields = '{}', reason = '', salt = '', at = at + 1",
        "fields = '{}', reason = '', salt = '', customer_id = 8",
        "fields = '{\"email\":[1,2]}', reason = '', salt = ''",
    ],
)
def test_nothing_else_may_change_along_with_it(audited: ShopDatabase, change: str) -> None:
    with pytest.raises((sqlite3.IntegrityError, peewee.IntegrityError), match="only grows"):
        audited.execute_sql(f"UPDATE audit_entry SET {change} WHERE id = 1")
    tamper(audited, f"UPDATE audit_entry SET {change} WHERE id = 1")
    assert found(audited) == [("altered", 1)]


@pytest.mark.parametrize("number", [2, 3, 6])  # another person, nobody, after the erasure
def test_values_that_nobody_erased_are_missed(audited: ShopDatabase, number: int) -> None:
    removal = f"UPDATE audit_entry SET fields = '{{}}', reason = '', salt = '' WHERE id = {number}"
    with pytest.raises((sqlite3.IntegrityError, peewee.IntegrityError), match="only grows"):
        audited.execute_sql(removal)
    tamper(audited, removal)
    assert found(audited) == [("altered", number)]


def test_an_erased_entry_is_still_sealed(audited: ShopDatabase) -> None:
    with audited.writing():
        forget_values(audited, MINE)
    tamper(audited, "UPDATE audit_entry SET staff = 'tom' WHERE id = 1")
    assert found(audited) == [("altered", 1)]


def test_equal_values_have_unlike_digests(audited: ShopDatabase) -> None:
    """Whoever guesses a value cannot tell it by what is left of the entry."""
    rows = audited.execute_sql("SELECT values_hash FROM audit_entry WHERE act = 'edit'").fetchall()
    assert len(set(rows)) == len(rows) == 5


class TestUpgrade:
    """An audit that an older program wrote is sealed anew, with its breaks."""

    @pytest.fixture
    def old(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path, directory = tmp_path / "old.db", tmp_path / "migrations"
        shutil.copytree(migrations.DIRECTORY, directory)
        for file in directory.glob("*.py"):
            if file.name[:4].isdigit() and int(file.name[:4]) > 7:
                file.unlink()
        with monkeypatch.context() as older:
            older.setattr(migrations, "DIRECTORY", directory)
            older.setattr(migrations, "LATEST", 7)
            create_database(str(path), fill_shop)
        with sqlite3.connect(path) as connection:
            seal = ""
            for at in range(1, 6):
                row = (at, "anna", "pts/1", "edit", MINE, '{"email":["Ł",null]}', "why")
                text = f"{seal}{json.dumps(row, separators=(',', ':'))}"
                seal = hashlib.sha256(text.encode()).hexdigest()
                connection.execute(
                    "INSERT INTO audit_entry (at, staff, origin, act, customer_id, fields, reason,"
                    " chain_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    (*row, seal),
                )
                connection.execute(
                    "UPDATE audit_seal SET entries = entries + 1, chain_hash = ?", (seal,)
                )
        connection.close()
        return path

    def upgraded(self, path: Path, *statements: str) -> list[tuple[str, int | None]]:
        """What is wrong with the audit after the upgrade, tampered with before it."""
        with sqlite3.connect(path) as connection:
            guards = connection.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
            ).fetchall()
            for name, _sql in guards:
                connection.execute(f"DROP TRIGGER {name}")
            for statement in statements:
                connection.execute(statement)
            for _name, sql in guards:
                connection.execute(sql)
        connection.close()
        database = open_database(str(path))
        with database.connection_context():
            with database.writing():
                append(database, [AuditEntry(9, "anna", ERASED, MINE)])
                forget_values(database, MINE)
            verified = verify(database, lambda done, total: None)
        return [(each.kind, each.entry) for each in verified.breaks]

    def test_it_holds_and_its_values_can_leave(self, old: Path) -> None:
        assert self.upgraded(old) == []
        with sqlite3.connect(old) as connection:
            count = connection.execute("SELECT count(*) FROM audit_entry WHERE fields <> '{}'")
            assert count.fetchone() == (0,)
        connection.close()

    @pytest.mark.parametrize(
        ("statement", "breaks"),
        [
            ("UPDATE audit_entry SET staff = 'tom' WHERE id = 3", [("altered", 3)]),
            ("UPDATE audit_entry SET fields = '{}' WHERE id = 5", [("altered", 5)]),
            ("DELETE FROM audit_entry WHERE id = 2", [("missing", 2), ("end", None)]),
            ("DELETE FROM audit_entry WHERE id = 5", [("altered", 5), ("end", None)]),
            ("UPDATE audit_seal SET entries = 9", [("end", None)]),
        ],
    )
    def test_what_was_broken_stays_broken(
        self, old: Path, statement: str, breaks: list[tuple[str, int | None]]
    ) -> None:
        assert self.upgraded(old, statement) == breaks
