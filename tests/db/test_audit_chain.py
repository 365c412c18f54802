"""Tampering with the audit past the program is found, wherever it happens."""

from __future__ import annotations

import sqlite3

import peewee
import pytest

from custui.db.audit import AuditEntry, append
from custui.db.audit_chain import Verified, verify
from custui.db.connection import ShopDatabase

GUARDS = (
    "audit_entry_never_changes",
    "audit_entry_never_leaves",
    "audit_seal_only_grows",
    "audit_seal_never_leaves",
)


@pytest.fixture
def audited(shop: ShopDatabase) -> ShopDatabase:
    """A shop with ten entries, written three by three."""
    for first in range(1, 10, 3):
        write(shop, *range(first, first + 3))
    write(shop, 10)
    return shop


def write(shop: ShopDatabase, *numbers: int) -> None:
    with shop.writing():
        append(
            shop,
            [
                AuditEntry(1_700_000_000 + n, "anna", "edit", n, {"first_name": ["Ł", n]}, "why")
                for n in numbers
            ],
        )


def tamper(shop: ShopDatabase, *statements: str) -> None:
    """Change the audit as somebody would who has the file: past the triggers."""
    for guard in GUARDS:
        shop.execute_sql(f"DROP TRIGGER {guard}")
    for statement in statements:
        shop.execute_sql(statement)


def verified(shop: ShopDatabase) -> Verified:
    return verify(shop, lambda done, total: None)


def found(shop: ShopDatabase) -> list[tuple[str, int | None]]:
    return [(each.kind, each.entry) for each in verified(shop).breaks]


def test_what_was_written_holds(audited: ShopDatabase) -> None:
    sound = verified(audited)
    assert sound.breaks == ()
    assert sound.entries == 10
    (seal,) = audited.execute_sql("SELECT chain_hash FROM audit_entry WHERE id = 10").fetchone()
    assert sound.seal == seal


def test_an_empty_audit_holds(shop: ShopDatabase) -> None:
    assert verified(shop) == Verified(0, "", ())
    with shop.writing():
        append(shop, [])
    assert verified(shop) == Verified(0, "", ())


@pytest.mark.parametrize(
    "change",
    [
        "at = at + 1",
        "staff = 'tom'",
        "origin = 'x'",
        "act = 'delete'",
        "customer_id = 99",
        "customer_id = NULL",
        "fields = '{}'",
        "reason = ''",
        "chain_hash = 'f00'",
    ],
)
@pytest.mark.parametrize("entry", [1, 5, 10])
def test_an_altered_entry_is_named(audited: ShopDatabase, change: str, entry: int) -> None:
    tamper(audited, f"UPDATE audit_entry SET {change} WHERE id = {entry}")
    assert found(audited)[0] == ("altered", entry)


def test_only_the_altered_one_is_named(audited: ShopDatabase) -> None:
    tamper(audited, "UPDATE audit_entry SET staff = 'tom' WHERE id = 5")
    assert found(audited) == [("altered", 5)]


def test_removed_entries_are_counted(audited: ShopDatabase) -> None:
    tamper(audited, "DELETE FROM audit_entry WHERE id IN (4, 5)")
    missing, end = verified(audited).breaks
    assert (missing.kind, missing.entry) == ("missing", 4)
    assert missing.text == "Entries 4 to 5 are missing."
    assert (end.kind, end.text) == ("end", "There were 10 entries; 8 are left.")


@pytest.mark.parametrize("left", [9, 1, 0])
def test_entries_removed_at_the_end_are_missed(audited: ShopDatabase, left: int) -> None:
    tamper(audited, f"DELETE FROM audit_entry WHERE id > {left}")
    assert found(audited) == [("end", None)]


def test_the_first_entry_removed(audited: ShopDatabase) -> None:
    tamper(audited, "DELETE FROM audit_entry WHERE id = 1")
    assert found(audited) == [("missing", 1), ("end", None)]


def test_what_is_written_afterwards_hides_nothing(audited: ShopDatabase) -> None:
    tamper(audited, "DELETE FROM audit_entry WHERE id > 8")
    write(audited, 11, 12)
    assert found(audited) == [("altered", 9), ("end", None)]


def test_a_gap_closed_by_numbering_anew(audited: ShopDatabase) -> None:
    tamper(
        audited,
        "DELETE FROM audit_entry WHERE id = 5",
        "UPDATE audit_entry SET id = id - 1 WHERE id > 5",
    )
    assert found(audited) == [("altered", 5), ("end", None)]


def test_entries_in_another_order(audited: ShopDatabase) -> None:
    tamper(
        audited,
        "UPDATE audit_entry SET id = 99 WHERE id = 5",
        "UPDATE audit_entry SET id = 5 WHERE id = 6",
        "UPDATE audit_entry SET id = 6 WHERE id = 99",
    )
    assert found(audited)[0] == ("altered", 5)


def test_the_last_two_in_another_order(audited: ShopDatabase) -> None:
    tamper(
        audited,
        "UPDATE audit_entry SET id = 99 WHERE id = 9",
        "UPDATE audit_entry SET id = 9 WHERE id = 10",
        "UPDATE audit_entry SET id = 10 WHERE id = 99",
    )
    assert ("altered", 9) in found(audited)


@pytest.mark.parametrize("number", [-1, 0, 11])
def test_an_entry_that_nobody_wrote(audited: ShopDatabase, number: int) -> None:
    tamper(
        audited,
        "INSERT INTO audit_entry (id, at, staff, act, chain_hash)"
        f" VALUES ({number}, 1, 'anna', 'edit', 'abc')",
    )
    assert ("altered", number) in found(audited)
    assert ("end", None) in found(audited)


def test_an_end_that_was_moved(audited: ShopDatabase) -> None:
    tamper(audited, "UPDATE audit_seal SET chain_hash = 'abc'")
    assert found(audited) == [("end", None)]


def test_an_end_that_was_removed(audited: ShopDatabase) -> None:
    tamper(audited, "DELETE FROM audit_seal")
    write(audited, 11)
    assert found(audited) == [("end", None)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET staff = 'tom' WHERE id = 5",
        "DELETE FROM audit_entry WHERE id = 10",
        "UPDATE audit_seal SET entries = 5",
        "UPDATE audit_seal SET chain_hash = 'abc'",
        "DELETE FROM audit_seal",
    ],
)
def test_the_tables_themselves_refuse(audited: ShopDatabase, statement: str) -> None:
    with pytest.raises((sqlite3.IntegrityError, peewee.IntegrityError), match="only grows"):
        audited.execute_sql(statement)
    assert found(audited) == []


def test_what_an_older_program_wrote_is_sealed_by_the_upgrade(audited: ShopDatabase) -> None:
    """The seventh migration finds the chain and goes on from its end."""
    from importlib import import_module

    from custui.db.script import run_script

    tables = import_module("custui.db.migrations.0007_acts").TABLES
    seal = tables[tables.index("CREATE TABLE audit_seal") :]
    tamper(audited, "DROP TABLE audit_seal")
    with audited.writing():
        run_script(audited, seal)
    write(audited, 11)
    assert (found(audited), verified(audited).entries) == ([], 11)


def test_progress_ends_with_all(audited: ShopDatabase) -> None:
    told: list[tuple[int, int]] = []
    verify(audited, lambda done, total: told.append((done, total)))
    assert told[-1] == (10, 10)
