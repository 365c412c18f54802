"""Figure 17: fifty desks on one database, each reading and writing as a person does.

A desk reads a page of the list and does an act (a toggle, an edit, an address, a note) about once a
second. What counts is how long an act takes, waiting for the others included, and that none meets a
lock.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.context import Context
from bench.table import Figure
from custui.db.connection import ShopDatabase, open_database
from custui.db.notes import read_note_versions
from custui.db.problems import DatabaseProblem
from custui.db.queries.customers import CustomerList, read_rows
from custui.db.queries.lookups import read_lookups
from custui.domain.addresses import AddressValues
from custui.services.actor import Actor, new_session
from custui.services.addresses import add_address
from custui.services.customers import edit_customer
from custui.services.flags import set_flag
from custui.services.notes import write_note
from custui.services.refusals import ActRefused

DESKS = 50
SECONDS = 20.0
_CUSTOMERS = 20_000
_PAUSE = (0.5, 1.5)
_HOME = AddressValues(first_name="A", last_name="B", line1="C", city="Gdynia", country="PL")


def _act(database: ShopDatabase, actor: Actor, chance: random.Random) -> None:
    number = chance.randint(1, _CUSTOMERS)
    match chance.randrange(4):
        case 0:
            set_flag(database, actor, number, "enabled", value=chance.random() < 0.5)
        case 1:
            edit_customer(database, actor, number, {"company": f"Company {chance.randrange(99)}"})
        case 2:
            add_address(database, actor, number, _HOME)
        case _:
            newest = next(iter(read_note_versions(database, number, 1)), None)
            shown = newest.body if newest else ""
            write_note(database, actor, number, f"{chance.random()}", shown=shown)


def _desk(path: Path, seed: int, until: float) -> tuple[list[float], int]:
    """The seconds that each act took, and how many met a lock."""
    chance, took, locked = random.Random(seed), [], 0
    database = open_database(str(path))
    actor = Actor(f"staff{seed}", "admin", session=new_session())
    while time.monotonic() < until:
        time.sleep(chance.uniform(*_PAUSE))
        with database.connection_context():
            lookups = read_lookups(database)
            list(read_rows(database, CustomerList(), lookups, ("id", "last_name"), limit=100))
            begun = time.perf_counter()
            try:
                _act(database, actor, chance)
            except ActRefused:
                continue
            except DatabaseProblem:
                locked += 1
            took.append(time.perf_counter() - begun)
    return took, locked


def _in_children(path: Path, folder: Path) -> tuple[list[float], int]:
    until = time.monotonic() + SECONDS
    children = []
    for seed in range(DESKS):
        pid = os.fork()
        if not pid:
            try:
                Path(folder, f"{seed}.json").write_text(json.dumps(_desk(path, seed, until)))
            finally:
                os._exit(0)
        children.append(pid)
    for pid in children:
        os.waitpid(pid, 0)
    answers = [json.loads(Path(folder, f"{seed}.json").read_text()) for seed in range(DESKS)]
    return [each for took, _ in answers for each in took], sum(locked for _, locked in answers)


def figures(context: Context) -> Iterator[Figure]:
    """Figure 17."""
    if not context.wants("17"):
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.db"
        shutil.copy(context.shop(_CUSTOMERS), path)
        took, locked = _in_children(path, Path(folder))
    took.sort()
    p95 = took[int(len(took) * 0.95)] * 1000
    note = f"{len(took):,} acts, p50 {took[len(took) // 2] * 1000:.0f} ms"
    yield Figure("17", f"{DESKS} desks: an act, p95", p95, 0, "ms", 100, note)
    yield Figure("17", f"{DESKS} desks: acts that met a lock", locked, 0, "", 0)
