"""Killed at any moment of single acts: each is there whole, or not at all."""

from __future__ import annotations

import itertools
import json
import os
import random
import shutil
import signal
import time
from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.db.doctor.examination import examine
from custui.domain.addresses import AddressValues
from custui.services.actor import Actor
from custui.services.addresses import add_address
from custui.services.customers import add_customer, edit_customer
from custui.services.deleting import delete_customer
from custui.services.notes import write_note
from custui.services.undo import undo_last
from tests.db.rows import exit_code, start_child
from tests.services.desk import chain_holds, one, shop_of, staff

CUSTOMERS = 20
HOME = AddressValues(first_name="A", last_name="B", line1="C", city="Łódź", country="PL", phone="1")
ROUNDS = 110


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed") / "shop.db"
    shop_of(path, CUSTOMERS)
    return path


def work(database: ShopDatabase, anna: Actor, seed: int) -> None:
    """Edit, note, add, delete and undo until the end."""
    chance = random.Random(seed)
    for turn in itertools.count():
        number = chance.randint(1, CUSTOMERS)
        name = "".join(chance.choice("abcdefgh") for _ in range(8))
        edit_customer(database, anna, number, {"first_name": name, "company": name})
        add_address(database, anna, number, HOME)
        write_note(database, anna, number, name, shown=_note(database, number))
        values = {"first_name": name, "last_name": "New", "email": f"{name}{turn}@x.pl"}
        added = add_customer(database, anna, values).customer_id or 0
        delete_customer(database, anna, added, may_register_again=True)
        for _ in range(chance.randint(0, 3)):
            undo_last(database, anna)


def _note(database: ShopDatabase, number: int) -> str:
    row = database.execute_sql(
        "SELECT body FROM customer_note WHERE customer_id = ? ORDER BY id DESC LIMIT 1", (number,)
    ).fetchone()
    return row[0] if row else ""


def assert_whole(database: ShopDatabase) -> None:
    """Rows, audit, undo records, totals and search index tell one story."""
    assert examine(database, lambda *_: None) == ()
    assert chain_holds(database)
    last: dict[int, str] = {}
    changes = 0
    for number, act, fields in database.execute_sql(
        "SELECT customer_id, act, fields FROM audit_entry ORDER BY id"
    ).fetchall():
        changes += 1 if act != "undo" else -1
        told = json.loads(fields)
        if "first_name" in told:
            last[number] = told["first_name"][1]
    names = dict(database.execute_sql("SELECT id, first_name FROM customer").fetchall())
    for number, name in last.items():
        assert names.get(number) == name
    assert one(database, "SELECT count(*) FROM act WHERE state = 'done'") == changes
    kept = "SELECT count(DISTINCT act_id) FROM act_row"
    assert one(database, kept) == changes


@pytest.mark.parametrize(
    "seed", [*range(4), *(pytest.param(n, marks=pytest.mark.slow) for n in range(4, ROUNDS))]
)
def test_killed_at_any_moment(template: Path, tmp_path: Path, seed: int) -> None:
    path = tmp_path / "shop.db"
    shutil.copy(template, path)
    anna = staff(role="admin")

    def run() -> int:
        database = open_database(str(path))
        with database.connection_context():
            work(database, anna, seed)
        return 0

    child = start_child(run)
    database = open_database(str(path))
    with database.connection_context():
        deadline = time.monotonic() + 20
        while not one(database, "SELECT count(*) FROM audit_entry"):
            assert time.monotonic() < deadline
            time.sleep(0.001)
        time.sleep(random.Random(seed).uniform(0, 0.3))
        os.kill(child, signal.SIGKILL)
        assert exit_code(child) == -signal.SIGKILL
        assert_whole(database)
        left = one(database, "SELECT count(*) FROM act WHERE state = 'done'")
        for _ in range(left):
            undo_last(database, anna)
        assert_whole(database)
        assert one(database, "SELECT count(*) FROM customer") == CUSTOMERS
        assert one(database, "SELECT count(*) FROM address") == 0
        assert one(database, "SELECT count(*) FROM customer WHERE first_name <> 'Jan'") == 0
