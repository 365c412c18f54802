"""Several desks writing at once: no lock errors, nothing lost, one whole chain."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

from custui.db.connection import ShopDatabase, open_database
from custui.db.queries.customers import CustomerList
from custui.domain.flags import FLAGS
from custui.services import bulk
from custui.services.flags import set_flag
from custui.services.refusals import ActRefused
from custui.services.undo import undo_last
from tests.db.rows import exit_code, start_child
from tests.services.desk import WHOLESALE, audit, chain_holds, one, shop_of, staff

PROCESSES = 8
ACTS_EACH = 25


def desks(path: Path, *acts: Callable[[ShopDatabase], None]) -> list[int]:
    """Each act in a process of its own; their exit codes."""

    def desk(act: Callable[[ShopDatabase], None]) -> int:
        database = open_database(str(path))
        with database.connection_context():
            act(database)
        return 0

    return [exit_code(child) for child in [start_child(lambda a=a: desk(a)) for a in acts]]


def test_different_customers(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    shop = shop_of(path, PROCESSES * ACTS_EACH)

    def own(process: int) -> Callable[[ShopDatabase], None]:
        def act(database: ShopDatabase) -> None:
            anna = staff(f"staff{process}")
            for number in range(process + 1, PROCESSES * ACTS_EACH + 1, PROCESSES):
                set_flag(database, anna, number, "partner_offers", value=True, reason="phone")

        return act

    assert desks(path, *map(own, range(PROCESSES))) == [0] * PROCESSES
    with shop.connection_context():
        total = PROCESSES * ACTS_EACH
        assert one(shop, "SELECT count(*) FROM customer WHERE partner_offers AND version = 2") == (
            total
        )
        assert len(audit(shop)) == one(shop, "SELECT count(*) FROM consent") == total
        assert chain_holds(shop)


def test_the_same_customers_with_undo(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    shop = shop_of(path, 3)

    def anything(seed: int) -> Callable[[ShopDatabase], None]:
        def act(database: ShopDatabase) -> None:
            chance, who = random.Random(seed), staff(f"staff{seed}")
            for _ in range(ACTS_EACH):
                try:
                    if chance.random() < 0.3:
                        undo_last(database, who)
                    else:
                        flag, value = chance.choice(FLAGS), chance.random() < 0.5
                        number = chance.randint(1, 3)
                        set_flag(database, who, number, flag, value=value, reason="phone")
                except ActRefused:
                    continue

        return act

    assert desks(path, *map(anything, range(PROCESSES))) == [0] * PROCESSES
    with shop.connection_context():
        assert chain_holds(shop)
        versions = one(shop, "SELECT sum(version - 1) FROM customer")
        assert versions == len(audit(shop)) > PROCESSES, "one entry for each version"


def test_a_bulk_action_beside_single_ones(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    shop = shop_of(path, 400)

    def many(database: ShopDatabase) -> None:
        lead = staff("lead")
        prepared = bulk.prepare(database, lead, bulk.assign_to(WHOLESALE), CustomerList())
        assert bulk.run(database, lead, prepared.act_id).changed == 400

    def single(database: ShopDatabase) -> None:
        for number in range(1, 60):
            set_flag(database, staff("tom"), number * 6, "partner_offers", value=True, reason="x")

    assert desks(path, many, single, single) == [0, 0, 0]
    with shop.connection_context():
        assert one(shop, "SELECT count(*) FROM customer WHERE default_group_id = 3") == 400
        assert one(shop, "SELECT count(*) FROM customer WHERE partner_offers = 1") == 59
        assert one(shop, "SELECT sum(version - 1) FROM customer") == 459
        assert len(audit(shop)) == 460
        assert chain_holds(shop)


def test_two_run_on_the_same_bulk_action(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    shop = shop_of(path, 400)
    with shop.connection_context():
        prepared = bulk.prepare(shop, staff(), bulk.assign_to(WHOLESALE), CustomerList())

    def both(database: ShopDatabase) -> None:
        try:
            bulk.run(database, staff("eve"), prepared.act_id)
        except ActRefused:  # the other one came to the end first
            return

    assert desks(path, both, both) == [0, 0]
    with shop.connection_context():
        assert one(shop, "SELECT count(*) FROM customer WHERE version = 2") == 400
        assert one(shop, "SELECT state FROM act") == "done"
        assert len(audit(shop)) == 401
