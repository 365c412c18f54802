"""Makes the made-up shop: the same seed gives the same shop, whatever its size."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from custui.db.connection import ShopDatabase, path_of
from custui.db.defaults import fill_defaults
from custui.db.demo_load import insert_tables, loading
from custui.db.problems import DatabaseProblem, explained
from custui.db.upgrade import create_database
from custui.demo.addresses import add_addresses
from custui.demo.carts import Carts
from custui.demo.catalogue import make_baskets, make_products
from custui.demo.clock import REFERENCE_MOMENT
from custui.demo.correspondence import Correspondence
from custui.demo.customers import add_customers
from custui.demo.orders import Orders
from custui.demo.people import People
from custui.demo.rows import COLUMNS, no_rows
from custui.demo.visits import Visits
from custui.domain.preferences import Preferences
from custui.locale import _

BATCH = 5_000
"""Customers made at a time: all their rows are held in memory together."""

Progress = Callable[[int, int], None]

PREFERENCES = Preferences(currency="PLN", time_zone="Europe/Warsaw", b2b=True)


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
    file already, or the disk is full.
    """
    target = path_of(url)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    with explained(target):
        if target.exists():
            raise _exists(target)
        try:
            database = create_database(str(part))
            with database.connection_context():
                fill_defaults(
                    database, language=language, preferences=PREFERENCES, shop_name="Demo shop"
                )
                moment = REFERENCE_MOMENT if now is None else now
                _load(database, customers, seed, moment, language, progress or _silent)
            _put_in_place(part, target)
        except sqlite3.OperationalError as error:
            # A statement stops half-way only when a signal has asked for it.
            if "interrupted" in str(error):
                raise KeyboardInterrupt from error
            raise
        finally:
            for suffix in ("", "-wal", "-shm", "-journal"):
                part.with_name(part.name + suffix).unlink(missing_ok=True)
    return []


def _silent(_done: int, _steps: int) -> None:
    """Say nothing of the progress."""


def _exists(target: Path) -> DatabaseProblem:
    return DatabaseProblem(
        _("{path} exists already; nothing was changed. Choose another name.").format(path=target)
    )


def _put_in_place(part: Path, target: Path) -> None:
    """Give the finished file its name, unless somebody has taken it meanwhile."""
    try:
        os.link(part, target)
    except FileExistsError as error:
        raise _exists(target) from error
    except OSError:  # a file system without hard links
        part.rename(target)


def _load(
    database: ShopDatabase, customers: int, seed: int, now: int, language: str, progress: Progress
) -> None:
    """Write every table of the shop."""
    steps = customers * 3 // 2
    products = make_products(seed, language)
    baskets = make_baskets(seed, products)
    people = People(customers, seed, now)
    carts = Carts(seed, now, baskets)
    orders = Orders(seed, now, baskets, carts)
    visits = Visits(seed, now, products)
    correspondence = Correspondence(seed, now)

    def finishing(share: float) -> None:
        progress(customers + int((steps - customers) * share), steps)

    with loading(database, list(COLUMNS), finishing):
        insert_tables(database, COLUMNS, {"product": products})
        for first in range(1, customers + 1, BATCH):
            rows = no_rows()
            batch = people.batch(first, min(BATCH, customers + 1 - first))
            add_addresses(batch, seed, rows)
            orders.add(batch, rows)
            carts.add_abandoned(batch, rows)
            correspondence.add(batch, rows)
            visits.add(batch, rows)
            add_customers(batch, seed, now, rows)
            insert_tables(database, COLUMNS, rows)
            progress(first + len(batch) - 1, steps)
