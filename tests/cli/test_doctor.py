"""``custui doctor``: each fault is found, and what can be mended is."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from custui.cli import main
from custui.db.connection import open_database
from tests.db.rows import fingerprint, new_shop

FAULTS = {
    "search": [
        "INSERT INTO customer_fts (customer_fts, rowid, names, email, company, phones)"
        " SELECT 'delete', id, names, email, company, phones FROM customer_search WHERE id = 9"
    ],
    "totals": [
        "UPDATE customer SET sales = sales + 1 WHERE id = 3",
        "UPDATE customer SET order_count = order_count + 1 WHERE id = 4",
    ],
    "addresses": ["UPDATE customer SET postcode = '00-000x' WHERE id IN (5, 6)"],
    "texts": [
        "UPDATE customer SET first_name_sort = 'x' WHERE id = 7",
        "UPDATE customer SET email_key = 'nobody@x' WHERE id = 8",
    ],
    "groups": ["DELETE FROM group_membership WHERE customer_id = 10"],
}


def spoil(path: Path, *statements: str) -> None:
    """Change rows as no part of the program would."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def doctor(
    capsys: pytest.CaptureFixture[str], path: Path, *words: str
) -> tuple[int, dict[str, list[dict[str, object]]]]:
    code = main(["--db", str(path), "doctor", "--json", *words])
    record = json.loads(capsys.readouterr().out)
    assert record["sound"] is (code == 0)
    return code, record


def names(findings: list[dict[str, object]]) -> list[object]:
    return [finding["check"] for finding in findings]


@pytest.mark.parametrize("hostile", [False, True])
def test_a_made_up_shop_is_sound(
    hostile: bool, made_up: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path = made_up(1000, hostile=hostile)
    before = path.read_bytes()
    assert doctor(capsys, path) == (0, {"sound": True, "found": [], "left": []})
    assert path.read_bytes() == before


def test_an_empty_shop_is_sound(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--db", str(new_shop(tmp_path / "s.db")), "doctor"]) == 0
    assert capsys.readouterr().out == "The database is sound.\n"


@pytest.mark.parametrize("check", FAULTS)
def test_a_fault_is_found_and_mended(
    check: str, own_shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(own_shop, *FAULTS[check])
    code, record = doctor(capsys, own_shop)
    assert (code, names(record["found"])) == (1, [check])
    if check != "search":
        expected = {"totals": 2, "addresses": 2, "texts": 2, "groups": 1}[check]
        assert record["found"][0]["count"] == expected
    code, record = doctor(capsys, own_shop, "--repair")
    assert (code, names(record["found"]), record["left"]) == (0, [check], [])
    assert doctor(capsys, own_shop)[0] == 0


def test_all_at_once(own_shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(own_shop, *(statement for statements in FAULTS.values() for statement in statements))
    spoil(own_shop, "UPDATE customer SET last_name_fold = 'zzz' WHERE id = 11")
    code, record = doctor(capsys, own_shop, "--repair")
    assert (code, sorted(map(str, names(record["found"])))) == (0, sorted(FAULTS))


def test_what_the_index_covers_is_mended_with_the_index(
    own_shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Text and index went wrong together: the index agrees with the rows, the rows do not hold."""
    database = open_database(str(own_shop))
    with database.connection_context(), database.writing():
        from custui.db import search

        with search.reindexing(database, [12]):
            database.execute_sql("UPDATE customer SET last_name_fold = 'qqqqq' WHERE id = 12")
    code, record = doctor(capsys, own_shop, "--repair")
    assert (code, names(record["found"])) == (0, ["texts"])


def test_references_to_nothing_are_for_a_person(
    own_shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(own_shop, "INSERT INTO consent (customer_id, kind, given, at) VALUES (10000, 'newsletter', 1, 1)")  # fmt: skip # noqa: E501
    for words in ((), ("--repair",)):
        code, record = doctor(capsys, own_shop, *words)
        assert (code, names(record["left"])) == (1, ["references"])
        assert "consent" in str(record["left"][0]["examples"])


def test_two_registered_customers_of_one_email(
    own_shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(
        own_shop,
        "DROP INDEX customer_registered_email",
        "UPDATE customer SET is_guest = 0, email = 'a@b.pl', email_fold = 'a@b.pl',"
        " email_key = 'a@b.pl' WHERE id IN (20, 21)",
    )
    code, record = doctor(capsys, own_shop, "--repair")
    assert (code, names(record["left"])) == (1, ["emails"])
    assert record["left"][0]["examples"] == ["a@b.pl"]


def test_a_key_that_would_clash_stays_wrong_and_stops_nothing(
    own_shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(
        own_shop,
        "UPDATE customer SET is_guest = 0 WHERE id IN (20, 21)",
        "UPDATE customer SET email = (SELECT email FROM customer WHERE id = 20),"
        " email_fold = (SELECT email_fold FROM customer WHERE id = 20) WHERE id = 21",
        "UPDATE customer SET city_sort = 'x' WHERE id = 22",
    )
    code, record = doctor(capsys, own_shop, "--repair")
    assert code == 1
    (left,) = record["left"]
    assert (left["check"], left["examples"]) == ("texts", ["21"])


def test_a_damaged_index_is_built_anew(own_shop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = sqlite3.connect(own_shop)
    (page,) = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'sales_order_customer'"
    ).fetchone()
    connection.execute("PRAGMA writable_schema = 1")
    connection.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, 'customer_id', 'status_id')"
        " WHERE name = 'sales_order_customer'"
    )
    connection.commit()
    connection.close()
    assert page
    code, record = doctor(capsys, own_shop)
    assert code == 1
    assert record["found"][0]["check"] == "file"
    code, record = doctor(capsys, own_shop, "--repair")
    assert (code, record["left"]) == (0, [])


def test_a_damaged_file_says_what_can_be_read(
    own_shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect(own_shop)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (page,) = (
        connection.execute(
            "SELECT pageno FROM dbstat WHERE name = 'customer' AND pagetype = 'leaf'"
            " ORDER BY path LIMIT 1 OFFSET 20"
        ).fetchone()
        if has_dbstat(connection)
        else (None,)
    )
    (size,) = connection.execute("PRAGMA page_size").fetchone()
    connection.close()
    if page is None:
        pytest.skip("this SQLite cannot tell where a table lies")
    with own_shop.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\x5a" * size)
    before = fingerprint(own_shop)
    for words in ((), ("--repair",)):
        code, record = doctor(capsys, own_shop, *words)
        assert (code, names(record["left"])) == (1, ["file", "readable"])
        rows = {str(line).partition(":")[0]: line for line in record["left"][1]["examples"]}  # type: ignore[attr-defined]
        assert "up to the damage" in rows["customer"]
        assert "all 8 rows" in rows["order_status"]
    assert fingerprint(own_shop) == before


def has_dbstat(connection: sqlite3.Connection) -> bool:
    try:
        connection.execute("SELECT 1 FROM dbstat LIMIT 1")
    except sqlite3.OperationalError:
        return False
    return True


def test_read_only_mode_checks_all_but_the_index(
    own_shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(own_shop, *FAULTS["search"], *FAULTS["totals"])
    before = fingerprint(own_shop)
    assert main(["--db", str(own_shop), "--read-only", "doctor"]) == 1
    out, err = capsys.readouterr()
    assert "2 customers have sales" in out
    assert "search index was not checked" in err
    assert main(["--db", str(own_shop), "--read-only", "doctor", "--repair"]) == 5
    assert fingerprint(own_shop) == before


def test_the_text_names_examples_and_what_to_do(
    own_shop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(own_shop, "UPDATE customer SET sales = sales + 1 WHERE id <= 12")
    assert main(["--db", str(own_shop), "doctor"]) == 1
    out, err = capsys.readouterr()
    assert out.splitlines()[0].startswith("12 customers have sales")
    assert out.splitlines()[1:3] == ["  1", "  2"]
    assert "  … and 2 more" in out
    assert "custui doctor --repair" in out
    assert err == "", "progress is for terminals"
    assert main(["--db", str(own_shop), "doctor", "--repair"]) == 0
    assert "All of it was mended." in capsys.readouterr().out


def test_ctrl_c_ends_a_long_check_at_once(own_shop: Path) -> None:
    """In a process of its own: the signal is for its main thread."""
    program = f"""
import sys
from custui.cli import doctor, main

def endless(database, progress):
    print("begun", flush=True)
    database.execute_sql(
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    ).fetchall()

doctor.examine = endless
sys.exit(main(["--db", {str(own_shop)!r}, "doctor"]))
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout
    assert process.stdout.readline() == b"begun\n"
    process.send_signal(signal.SIGINT)
    try:
        rest = process.communicate(timeout=10)
    finally:
        process.kill()
    assert (process.returncode, rest) == (130, (b"", b""))
