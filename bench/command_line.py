"""Figure 18: a verb of the command line, the whole process."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from statistics import median

from bench.context import ROOT, Context, custui, environment
from bench.table import Figure

_RUNS = 21


def figures(context: Context) -> Iterator[Figure]:
    """Figure 18."""
    if not context.wants("18"):
        return
    listing = custui(context.shop(), "list", "--limit", "20")
    peewee = [sys.executable, "-c", "import peewee"]
    both = [(_seconds(listing), _seconds(peewee)) for _ in range(_RUNS + 1)][1:]
    yield Figure(
        "18",
        "custui list --limit 20 / python -c 'import peewee'",
        median(seconds for seconds, _ in both) * 1000,
        median(seconds for _, seconds in both) * 1000,
        "ms",
        2.0,
    )


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    subprocess.run(
        command,
        check=True,
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun
