"""``python -m bench``: take the figures and print them as one table.

Each module named in ``MODULES`` has ``figures(context) -> Iterator[Figure]``; one that is not there
yet is passed over.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

from bench.context import Context, compile_all
from bench.table import Figure, heading, line

MODULES = (
    "bench.terminal",
    "bench.filters",
    "bench.search",
    "bench.command_line",
    "bench.exchange",
    "bench.made_up_shop",
    "bench.many_desks",
)


def _context(arguments: list[str] | None) -> Context:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", default="", metavar="1,3", help="these figures alone")
    parser.add_argument("--customers", type=int, default=1_000_000, metavar="N")
    given = parser.parse_args(arguments)
    return Context(given.customers, frozenset(filter(None, given.only.split(","))))


def _figures(context: Context) -> Iterator[Figure]:
    for name in MODULES:
        if find_spec(name) is not None:
            for figure in import_module(name).figures(context):
                if context.wants(figure.number):
                    yield figure


def main(arguments: list[str] | None = None) -> int:
    """Print the table; the exit code is 1 when a figure misses its limit."""
    context = _context(arguments)
    compile_all()
    print(heading(), flush=True)
    missed = 0
    for figure in _figures(context):
        print(line(figure), flush=True)
        missed += not figure.kept
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
