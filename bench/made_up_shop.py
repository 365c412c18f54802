"""Figure 19: a made-up shop with all its tables, against raw ``executemany`` of as many rows.

The baseline writes the very rows of that shop, read back from it, into bare tables (no keys, no
checks, no indexes) through one plain ``sqlite3`` connection in one transaction. Reading them back
is not counted.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.context import Context
from bench.table import Figure
from custui.demo.rows import COLUMNS
from custui.demo.shop import make_shop

LIMIT = 4.0
_BATCH = 10_000


def making(path: Path, customers: int) -> float:
    """Seconds to make the shop."""
    begun = time.perf_counter()
    make_shop(str(path), customers=customers, seed=1)
    return time.perf_counter() - begun


def raw_inserts(shop: Path, target: Path) -> tuple[float, int]:
    """Seconds of ``executemany`` for the rows of ``shop``, and how many there are."""
    source, copy = sqlite3.connect(shop), sqlite3.connect(target)
    spent, count = 0.0, 0
    for table, columns in COLUMNS.items():
        names, marks = ",".join(columns), ",".join("?" * len(columns))
        copy.execute(f"CREATE TABLE {table} ({names})")
        rows = source.execute(f"SELECT {names} FROM {table}")
        while batch := rows.fetchmany(_BATCH):
            count += len(batch)
            begun = time.perf_counter()
            copy.executemany(f"INSERT INTO {table} VALUES ({marks})", batch)
            spent += time.perf_counter() - begun
    begun = time.perf_counter()
    copy.commit()
    spent += time.perf_counter() - begun
    source.close()
    copy.close()
    return spent, count


def figures(context: Context) -> Iterator[Figure]:
    """Figure 19: both in one run."""
    if not context.wants("19"):
        return
    with tempfile.TemporaryDirectory(prefix="custui-bench-") as folder:
        shop, target = Path(folder, "shop.db"), Path(folder, "raw.db")
        value = making(shop, context.customers)
        baseline, rows = raw_inserts(shop, target)
        note = f"{rows:,} rows, {shop.stat().st_size / 1e9:.2f} GB"
    yield Figure("19", "made-up shop / raw executemany", value, baseline, "s", LIMIT, note)
