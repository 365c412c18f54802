"""The made-up shop as a whole: the same from the same seed, sound, and kept right."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from pathlib import Path

import pytest

from custui.db.connection import open_database
from custui.db.defaults import read_preferences
from custui.db.problems import DatabaseProblem
from custui.db.totals import refresh_addresses, refresh_totals
from custui.demo.clock import REFERENCE_MOMENT
from custui.demo.duplicates import NoRoomForPairs
from custui.demo.shop import make_shop
from tests.demo.conftest import CUSTOMERS


def content(path: Path) -> dict[str, tuple[int, str]]:
    """Count and hash of the rows of every table."""
    connection = sqlite3.connect(path)
    connection.text_factory = bytes
    tables = [
        name.decode()
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if not name.startswith((b"sqlite_", b"customer_fts", b"schema_migration"))
    ]
    found = {}
    for table in tables:
        rows = connection.execute(f"SELECT * FROM {table}").fetchall()
        found[table] = (len(rows), hashlib.sha256(repr(rows).encode()).hexdigest())
    connection.close()
    return found


def one(connection: sqlite3.Connection, sql: str) -> int:
    (value,) = connection.execute(sql).fetchone()
    return int(value)


def test_the_same_seed_gives_the_same_shop(plain_path: Path, tmp_path: Path) -> None:
    make_shop(str(tmp_path / "again.db"), customers=CUSTOMERS, seed=1)
    assert content(tmp_path / "again.db") == content(plain_path)


def test_the_same_seed_gives_the_same_planted_shop(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("one.db", "two.db")]
    pairs = [
        make_shop(str(path), customers=300, seed=9, hostile=True, duplicates=4) for path in paths
    ]
    assert pairs[0] == pairs[1]
    assert content(paths[0]) == content(paths[1])


def test_another_seed_gives_another_shop(plain_path: Path, tmp_path: Path) -> None:
    make_shop(str(tmp_path / "other.db"), customers=CUSTOMERS, seed=2)
    ours, theirs = content(plain_path), content(tmp_path / "other.db")
    for table in ("customer", "address", "sales_order", "session", "voucher", "product"):
        assert ours[table] != theirs[table]


def test_a_shop_made_for_another_moment_is_as_far_from_it(tmp_path: Path) -> None:
    later = 86_400 * 200
    newest = []
    for name, now in (("then.db", None), ("now.db", REFERENCE_MOMENT + later)):
        make_shop(str(tmp_path / name), customers=200, seed=1, now=now)
        connection = sqlite3.connect(tmp_path / name)
        newest.append(one(connection, "SELECT max(last_visit_at) FROM customer"))
        connection.close()
    assert newest[1] - newest[0] == later
    assert REFERENCE_MOMENT - 86_400 < newest[0] <= REFERENCE_MOMENT


@pytest.mark.parametrize("shop", ["plain", "hostile"])
def test_the_file_is_sound(shop: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = shutil.copy(request.getfixturevalue(f"{shop}_path"), tmp_path / "copy.db")
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    # With rank 1 the index is compared with the customers, not only with itself.
    connection.execute(
        "INSERT INTO customer_fts (customer_fts, rank) VALUES ('integrity-check', 1)"
    )
    found = "SELECT count(*) FROM customer_fts WHERE customer_fts MATCH '\"zolw\"'"
    assert one(connection, found) > 0
    connection.close()


def test_no_index_is_lost(plain: sqlite3.Connection, tmp_path: Path) -> None:
    from custui.db.upgrade import create_database

    create_database(str(tmp_path / "empty.db"))
    empty = sqlite3.connect(tmp_path / "empty.db")
    schema = "SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2"
    assert plain.execute(schema).fetchall() == empty.execute(schema).fetchall()
    empty.close()


@pytest.mark.parametrize("shop", ["plain", "hostile"])
def test_kept_totals_are_what_the_orders_and_addresses_say(
    shop: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    path = shutil.copy(request.getfixturevalue(f"{shop}_path"), tmp_path / "copy.db")
    database = open_database(str(path))
    with database.connection_context():
        everything = "SELECT * FROM customer ORDER BY id"
        before = database.execute_sql(everything).fetchall()
        ids = [row[0] for row in before]
        with database.writing():
            refresh_totals(database)
            for start in range(0, len(ids), 500):
                refresh_addresses(database, ids[start : start + 500])
        assert database.execute_sql(everything).fetchall() == before


def test_search_text_is_what_the_names_fold_to(hostile: sqlite3.Connection) -> None:
    from custui.domain.text import email_key, fold, sort_key

    for first, last, email, company, *kept in hostile.execute(
        "SELECT first_name, last_name, email, company, first_name_fold, last_name_fold, email_fold,"
        " company_fold, first_name_sort, last_name_sort, company_sort, email_key FROM customer"
    ):
        folded = [*map(fold, (first, last, email, company))]
        assert kept == [*folded, *map(sort_key, (first, last, company)), email_key(email)]


def test_nothing_happens_after_the_reference_moment(plain: sqlite3.Connection) -> None:
    moments = {
        "customer": ("registered_at", "last_visit_at", "updated_at"),
        "sales_order": ("placed_at", "paid_at"),
        "order_status_change": ("at",),
        "cart": ("created_at", "updated_at"),
        "message": ("sent_at",),
        "sent_email": ("created_at",),
        "session": ("started_at", "last_seen_at"),
        "session_event": ("at",),
        "product_view": ("at",),
        "login_attempt": ("at",),
        "login_grant": ("created_at", "used_at"),
        "consent": ("at",),
        "customer_note": ("written_at",),
    }
    for table, columns in moments.items():
        for column in columns:
            assert one(plain, f"SELECT max({column}) FROM {table}") <= REFERENCE_MOMENT, table


def test_the_story_of_each_customer_holds_together(plain: sqlite3.Connection) -> None:
    nobody = (
        "SELECT count(*) FROM customer WHERE last_visit_at < registered_at",
        "SELECT count(*) FROM customer a JOIN customer b ON b.id = a.id + 1"
        " WHERE b.registered_at < a.registered_at",
        "SELECT count(*) FROM sales_order o JOIN customer c ON c.id = o.customer_id"
        " WHERE o.placed_at NOT BETWEEN c.registered_at AND c.last_visit_at",
        "SELECT count(*) FROM cart k JOIN customer c ON c.id = k.customer_id WHERE k.order_id IS"
        " NULL AND (k.created_at < c.registered_at OR k.updated_at > c.last_visit_at)",
        "SELECT count(*) FROM session s JOIN customer c ON c.id = s.customer_id"
        " WHERE s.started_at < c.registered_at OR s.last_seen_at > c.last_visit_at"
        " OR s.started_at > s.last_seen_at",
        "SELECT count(*) FROM session_event p JOIN session s ON s.id = p.session_id"
        " WHERE p.at NOT BETWEEN s.started_at AND s.last_seen_at",
        "SELECT count(*) FROM sales_order o WHERE o.status_id <>"
        " (SELECT status_id FROM order_status_change h WHERE h.order_id = o.id ORDER BY id DESC)",
        "SELECT count(*) FROM sales_order o WHERE o.total - (SELECT sum(quantity * price)"
        " FROM sales_order_line l WHERE l.order_id = o.id) NOT BETWEEN 0 AND 1999",
        "SELECT count(*) FROM cart k WHERE total <> (SELECT sum(quantity * price)"
        " FROM cart_line l WHERE l.cart_id = k.id)",
        "SELECT count(*) FROM sales_order o JOIN cart k ON k.id = o.cart_id"
        " WHERE k.order_id <> o.id OR k.customer_id <> o.customer_id",
        "SELECT count(*) FROM session s JOIN cart k ON k.id = s.cart_id"
        " WHERE s.cart_total <> k.total OR s.customer_id <> k.customer_id",
        "SELECT count(*) FROM customer c WHERE newsletter <> coalesce((SELECT given FROM consent"
        " WHERE customer_id = c.id AND kind = 'newsletter' ORDER BY id DESC), 0)",
        "SELECT count(*) FROM customer c WHERE NOT EXISTS (SELECT 1 FROM group_membership m"
        " WHERE m.customer_id = c.id AND m.group_id = c.default_group_id)",
        "SELECT count(*) FROM customer c WHERE order_count > 0 AND NOT EXISTS"
        " (SELECT 1 FROM address a WHERE a.customer_id = c.id)",
    )
    for question in nobody:
        assert one(plain, question) == 0, question


def test_every_table_that_a_desk_reads_has_rows(plain: sqlite3.Connection) -> None:
    for table in (
        "product", "credential", "customer_note", "address", "consent", "subscription",
        "sales_order_line", "order_status_change", "cart_line", "voucher", "message", "sent_email",
        "session_event", "product_view", "login_attempt", "login_grant",
    ):  # fmt: skip
        assert one(plain, f"SELECT count(*) FROM {table}") > 0, table


def test_the_shop_speaks_of_itself_in_polish_money_and_time(plain_path: Path) -> None:
    database = open_database(str(plain_path), read_only=True)
    with database.connection_context():
        preferences = read_preferences(database)
        (name,) = database.execute_sql("SELECT name FROM shop").fetchone()
    assert (preferences.currency, preferences.time_zone, name) == (
        "PLN", "Europe/Warsaw", "Demo shop",
    )  # fmt: skip


def test_language_is_that_of_titles_and_goods(tmp_path: Path) -> None:
    make_shop(str(tmp_path / "pl.db"), customers=5, seed=1, language="pl")
    connection = sqlite3.connect(tmp_path / "pl.db")
    assert connection.execute("SELECT name FROM title ORDER BY id").fetchall() == [
        ("Pan",), ("Pani",),
    ]  # fmt: skip
    assert one(connection, "SELECT count(*) FROM product WHERE category = 'Kubki'") > 10
    connection.close()


@pytest.mark.parametrize("customers", [1, 2, 3, 11, 12])
def test_the_smallest_shops(customers: int, tmp_path: Path) -> None:
    path = tmp_path / "small.db"
    make_shop(str(path), customers=customers, seed=4, hostile=True)
    connection = sqlite3.connect(path)
    assert one(connection, "SELECT count(*) FROM customer") == customers
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_an_existing_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    path.write_bytes(b"mine")
    told: list[int] = []
    with pytest.raises(DatabaseProblem, match="exists already"):
        make_shop(str(path), customers=5, seed=1, progress=lambda done, _steps: told.append(done))
    assert path.read_bytes() == b"mine"
    assert told == []  # refused before the work, not after it
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_appears_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"

    def somebody_else(_done: int, _steps: int) -> None:
        path.write_bytes(b"mine")

    with pytest.raises(DatabaseProblem, match="exists already"):
        make_shop(str(path), customers=5, seed=1, progress=somebody_else)
    assert path.read_bytes() == b"mine"
    assert list(tmp_path.iterdir()) == [path]


def test_too_many_pairs_are_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(NoRoomForPairs):
        make_shop(str(tmp_path / "shop.db"), customers=20, seed=1, duplicates=3)
    assert list(tmp_path.iterdir()) == []


def test_progress_grows_to_its_end(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    make_shop(
        str(tmp_path / "shop.db"), customers=12_000, seed=1,
        progress=lambda done, steps: told.append((done, steps)),
    )  # fmt: skip
    done = [place for place, _steps in told]
    assert done == sorted(done)
    assert told[-1] == (18_000, 18_000)
    assert {5_000, 10_000, 12_000} <= set(done)
