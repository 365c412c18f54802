"""Figure 19: a made-up shop with all its tables, against raw ``executemany`` of as many rows.

The baseline writes the very rows of that shop, read back from it, into bare tables (no keys, no
checks, no indexes) through one plain ``sqlite3`` connection in one transaction. Reading them back
is not counted.

    python -m bench.made_up_shop [--customers N]
"""

from __future__ import annotations

import argparse
import sqlite3
import tempfile
import time
from pathlib import Path

from custui.demo.rows import COLUMNS
from custui.demo.shop import make_shop

LIMIT = 4.0
_BATCH = 10_000

Figure = tuple[str, float, float, float, float]
"""Name, seconds, the baseline's seconds, their ratio, the limit."""


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


def figure_19(customers: int = 1_000_000) -> Figure:
    """Measure both in one run."""
    with tempfile.TemporaryDirectory(prefix="custui-bench-") as folder:
        shop, target = Path(folder, "shop.db"), Path(folder, "raw.db")
        value = making(shop, customers)
        baseline, rows = raw_inserts(shop, target)
        name = f"made-up shop of {customers:,} customers, {rows:,} rows, {_size(shop)}"
    return name, value, baseline, value / baseline, LIMIT


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1e9:.2f} GB"


def main() -> None:
    """Print the figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=1_000_000)
    name, value, baseline, ratio, limit = figure_19(parser.parse_args().customers)
    print(f"{name}: {value:.1f} s / {baseline:.1f} s = {ratio:.2f} (at most {limit:g})")


if __name__ == "__main__":
    main()
