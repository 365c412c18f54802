"""Makes the made-up shop: the same seed gives the same shop, whatever its size."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from custui.db.connection import ShopDatabase, path_of
from custui.db.defaults import fill_defaults
from custui.db.demo_load import indexes_at_the_end, insert_tables, loading
from custui.db.problems import DatabaseProblem, Interrupted, explained
from custui.db.upgrade import create_database
from custui.demo.batches import Batch, Plan
from custui.demo.clock import REFERENCE_MOMENT
from custui.demo.duplicates import NoRoomForPairs, plant_duplicates, room_for_pairs
from custui.demo.hostile import hostile_ids, plant_hostile
from custui.demo.made_ahead import made_ahead
from custui.demo.rows import COLUMNS
from custui.domain.preferences import Preferences
from custui.locale import N_, _, translated

Progress = Callable[[int, int], None]

PREFERENCES = Preferences(
    currency="PLN",
    time_zone="Europe/Warsaw",
    b2b=True,
    reset_link="https://shop.example/password?token={token}",
    login_link="https://shop.example/assist?token={token}",
)
SHOP_NAME = N_("Demo shop")


def make_shop(
    url: str,
    *,
    customers: int,
    seed: int,
    hostile: bool = False,
    duplicates: int = 0,
    now: int | None = None,
    language: str = "en",
    progress: Progress | None = None,
) -> list[tuple[int, int]]:
    """Create a made-up shop of so many ``customers`` at ``url``; returns the planted pairs.

    The same arguments give the same rows. ``now`` is the moment the shop stands at (Unix seconds,
    by default ``REFERENCE_MOMENT``); ``language`` (``en``, ``pl``) is that of titles and goods.
    ``hostile`` plants texts made to break a screen, ``duplicates`` so many pairs of one person
    under two accounts: (id of the elder account, id of the younger). ``progress`` gets steps done
    and steps in all.

    The file appears whole at the end or not at all. Raises ``DatabaseProblem`` when there is a
    file already, or the disk is full; ``NoRoomForPairs``; ``KeyboardInterrupt`` when a signal
    stopped it.
    """
    target = path_of(url)
    if duplicates > room_for_pairs(customers):
        raise NoRoomForPairs(room_for_pairs(customers))
    plan = Plan(
        customers=customers,
        seed=seed,
        hostile=hostile,
        duplicates=duplicates,
        now=REFERENCE_MOMENT if now is None else now,
        language=language,
    )
    with _whole_or_not_at_all(target) as part, made_ahead(plan) as batches:
        database = create_database(str(part))
        with database.connection_context():
            fill_defaults(
                database,
                language=language,
                preferences=PREFERENCES,
                shop_name=translated(SHOP_NAME, language),
            )
            return _load(database, plan, batches, progress or _silent)


def _silent(_done: int, _steps: int) -> None:
    """Say nothing of the progress."""


@contextmanager
def _whole_or_not_at_all(target: Path) -> Iterator[Path]:
    """A name to make the file under; it becomes ``target`` when it is done, or is removed."""
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with explained(target):
            _refuse(target)
            _remove(part)  # of a killed process that had our number
            yield part
            _put_in_place(part, target)
    except Interrupted as error:
        # A statement stops half-way only when a signal has asked for it.
        raise KeyboardInterrupt from error
    finally:
        _remove(part)


def _remove(part: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        part.with_name(part.name + suffix).unlink(missing_ok=True)


def _refuse(target: Path) -> None:
    if target.exists():
        raise DatabaseProblem(
            _("{path} exists already; nothing was changed. Choose another name.").format(
                path=target
            )
        )


def _put_in_place(part: Path, target: Path) -> None:
    """Give the finished file its name, unless somebody has taken it meanwhile."""
    try:
        os.link(part, target)
    except FileExistsError:
        _refuse(target)
    except OSError:  # a file system without hard links
        part.rename(target)


def _load(
    database: ShopDatabase, plan: Plan, batches: Iterable[Batch], progress: Progress
) -> list[tuple[int, int]]:
    """Write every table of the shop, then plant what was asked for."""
    tables = list(COLUMNS)
    steps = plan.customers * 3 // 2

    def built(count: int) -> None:
        progress(plan.customers + plan.customers * count // (3 * len(tables)), steps)

    pairs: list[tuple[int, int]] = []
    with loading(database):
        with indexes_at_the_end(database, tables, built):
            for done, rows in batches:
                insert_tables(database, COLUMNS, rows)
                progress(done, steps)
        apart: list[int] = []
        if plan.hostile:
            apart = hostile_ids(plan.customers)
            plant_hostile(database, plan.customers)
        if plan.duplicates:
            pairs = plant_duplicates(
                database, plan.customers, plan.duplicates, plan.seed, but=apart
            )
    progress(steps, steps)
    return pairs
