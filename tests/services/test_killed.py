"""A bulk action killed at any moment: what is done is whole, the rest can be done or taken back."""

from __future__ import annotations

import os
import random
import shutil
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from custui.db.connection import ShopDatabase, open_database
from custui.db.queries.customers import CustomerList
from custui.services import batches, bulk
from custui.services.actor import Actor
from custui.services.undo import undo_last
from tests.db.rows import exit_code, start_child
from tests.services.desk import WHOLESALE, chain_holds, data, one, shop_of, staff

CUSTOMERS = 600
Settings = dict[str, int]
SETTINGS: Settings = {"partner_offers": 1}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("killed") / "shop.db"
    shop_of(path, CUSTOMERS)
    return path


@pytest.fixture
def shop(template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "shop.db"
    shutil.copy(template, path)
    return path


def killed_while(
    path: Path, act: Callable[[ShopDatabase], object], begun: str, after: float
) -> None:
    """Run ``act`` in a child and kill it ``after`` seconds from when ``begun`` (SQL) is true."""

    def run() -> int:
        batches._FIRST = batches._FEWEST = batches._MOST = 7
        database = open_database(str(path))
        with database.connection_context():
            act(database)
        return 0

    child = start_child(run)
    database = open_database(str(path))
    with database.connection_context():
        deadline = time.monotonic() + 20
        while not one(database, begun):
            assert time.monotonic() < deadline
            time.sleep(0.0005)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    assert exit_code(child) in (-signal.SIGKILL, 0)


def run_it(actor: Actor) -> Callable[[ShopDatabase], object]:
    def act(database: ShopDatabase) -> None:
        prepared = bulk.prepare(
            database, actor, SETTINGS | {"group": WHOLESALE}, CustomerList(), reason="letter"
        )
        bulk.run(database, actor, prepared.act_id)

    return act


def assert_whole(database: ShopDatabase) -> int:
    """Row, consent, membership, audit entry and undo record are there together or not at all."""
    changed = "SELECT id FROM customer WHERE version = 2 ORDER BY id"
    numbers = database.execute_sql(changed).fetchall()
    for same in (
        "SELECT id FROM customer WHERE partner_offers = 1 ORDER BY id",
        "SELECT id FROM customer WHERE default_group_id = 3 ORDER BY id",
        "SELECT customer_id FROM group_membership WHERE group_id = 3 ORDER BY 1",
        "SELECT customer_id FROM consent ORDER BY 1",
        "SELECT customer_id FROM audit_entry WHERE customer_id IS NOT NULL ORDER BY 1",
        "SELECT customer_id FROM act_undo ORDER BY 1",
        "SELECT id FROM customer WHERE id NOT IN (SELECT customer_id FROM act_target) ORDER BY 1",
    ):
        assert database.execute_sql(same).fetchall() == numbers, same
    assert chain_holds(database)
    return len(numbers)


@pytest.mark.parametrize("finish", [True, False], ids=["finish", "take back"])
@pytest.mark.parametrize(
    "seed", [*range(3), *(pytest.param(n, marks=pytest.mark.slow) for n in range(3, 30))]
)
def test_killed_while_it_runs(shop: Path, seed: int, finish: bool) -> None:
    database = open_database(str(shop))
    with database.connection_context():
        before = data(database)
    delay = random.Random(seed).uniform(0, 0.25)
    killed_while(
        shop, run_it(staff("tom")), "SELECT coalesce(max(state = 'running'), 0) FROM act", delay
    )
    anna = staff()
    with database.connection_context():
        done = assert_whole(database)
        left = bulk.unfinished(database, anna)
        assert bool(left) == (one(database, "SELECT state FROM act") == "running")
        if not left:
            assert done == CUSTOMERS
            return
        assert (left[0].done, left[0].total, left[0].staff) == (done, CUSTOMERS, "tom")
        if finish:
            outcome = bulk.run(database, anna, left[0].act_id)
            assert (outcome.changed, outcome.finished) == (CUSTOMERS, True)
            assert assert_whole(database) == CUSTOMERS
            undo_last(database, anna)
        else:
            assert bulk.take_back(database, anna, left[0].act_id).restored == done
        assert data(database) == before
        assert chain_holds(database)


@pytest.mark.parametrize(
    "seed", [*range(2), *(pytest.param(n, marks=pytest.mark.slow) for n in range(2, 30))]
)
def test_killed_while_it_is_taken_back(shop: Path, seed: int) -> None:
    anna, database = staff(), open_database(str(shop))
    with database.connection_context():
        before = data(database)
        run_it(anna)(database)
    delay = random.Random(seed).uniform(0, 0.25)
    killed_while(
        shop,
        lambda database: undo_last(database, anna),
        "SELECT coalesce(max(state <> 'done'), 0) FROM act",
        delay,
    )
    with database.connection_context():
        restored = one(database, "SELECT count(*) FROM customer WHERE partner_offers = 0")
        assert one(database, "SELECT count(*) FROM act_undo") == CUSTOMERS - restored
        left = bulk.unfinished(database, staff("eve"))
        if left:
            assert left[0].was_taken_back
            undone = bulk.take_back(database, staff("eve"), left[0].act_id)
            assert (undone.restored, undone.kept) == (CUSTOMERS, 0)
        assert data(database) == before
        entries = "SELECT count(*) FROM audit_entry WHERE act = 'undo'"
        assert one(database, entries) == CUSTOMERS + 1
        assert chain_holds(database)


def test_killed_while_it_counts(shop: Path) -> None:
    killed_while(
        shop,
        lambda database: bulk.prepare(database, staff(), {"enabled": 0}, CustomerList()),
        "SELECT count(*) FROM act",
        0,
    )
    database = open_database(str(shop))
    with database.connection_context():
        assert bulk.unfinished(database, staff()) == []
        assert one(database, "SELECT max(version) FROM customer") == 1
