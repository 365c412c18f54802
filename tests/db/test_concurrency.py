"""Many processes read and write one database: nobody meets a lock, nothing is lost."""

from __future__ import annotations

import os
import random
from pathlib import Path

from custui.db import search
from custui.db.connection import open_database
from custui.db.doctor.examination import examine
from custui.db.totals import refresh_addresses, refresh_totals
from tests.db.rows import add_customer, add_order, exit_code, insert, opened_shop, start_child

PROCESSES = 8
ACTS = 25


def work(path: Path, seed: int) -> int:
    """Read, then write what was read, again and again; any error ends with code 99."""
    chance = random.Random(seed)
    database = open_database(str(path))
    with database.connection_context():
        for _ in range(ACTS):
            customer = chance.randint(1, 5)
            with database.writing():  # read-then-write: a deferred transaction would fail
                (version,) = database.execute_sql(
                    "SELECT version FROM customer WHERE id = ?", (customer,)
                ).fetchone()
                database.execute_sql(
                    "UPDATE customer SET version = ? WHERE id = ?", (version + 1, customer)
                )
                add_order(database, customer, 1, reference=f"{seed}-{os.urandom(8).hex()}")
                refresh_totals(database, [customer])
                with search.reindexing(database, [customer]):
                    insert(database, "address", customer_id=customer, phone=str(seed * 111))
                    refresh_addresses(database, [customer])
            database.execute_sql("SELECT sum(sales) FROM customer").fetchone()
    return 0


def test_eight_processes_read_and_write(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    database = opened_shop(path)
    with database.connection_context(), database.writing():
        search.add(database, [add_customer(database) for _ in range(5)])
    children = [start_child(lambda seed=seed: work(path, seed)) for seed in range(PROCESSES)]  # type: ignore[misc]
    assert [exit_code(child) for child in children] == [0] * PROCESSES
    with database.connection_context():
        done = database.execute_sql(
            "SELECT sum(version - 1), sum(order_count), sum(sales) FROM customer"
        ).fetchone()
        assert done == (PROCESSES * ACTS,) * 3
        assert examine(database, lambda *_: None) == ()
