"""How far a copy of the database is: one line on a terminal's stderr, gone at the end."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from custui.db.backup import Progress


@contextmanager
def copying(what: str) -> Iterator[Progress]:
    """Show the share that is done; nothing where stderr is no terminal."""
    shown = sys.stderr.isatty()

    def show(done: int, total: int) -> None:
        if shown and total:
            sys.stderr.write(f"\r{what}: {done * 100 // total} %\x1b[K")
            sys.stderr.flush()

    try:
        yield show
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
