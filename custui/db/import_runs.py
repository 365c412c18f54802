"""Imports at work, so that others know whom they wait for, and those that were cut short.

One that stores a file at once is there while it does; one in batches is gone when it is through.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from custui.db.connection import ShopDatabase
from custui.db.processes import may_live, this_process

Counts = Mapping[str, int]

_READ: Final = (
    "SELECT id, at, staff, origin, file, sha256, format, manner, in_batches, line, total, counts,"
    " told, runner FROM import_run"
)


@dataclass(frozen=True)
class ImportRun:
    """An import; ``at`` in Unix seconds UTC.

    Its records up to ``line`` of the file are through, with ``counts`` of their outcomes, of which
    the audit tells those in ``told``. ``manner`` is what beside the file decides how it is read.
    """

    id: int
    at: int
    staff: str
    origin: str
    file: str
    sha256: str
    format: str
    manner: str
    in_batches: bool
    line: int
    total: int
    counts: Counts
    told: Counts
    runner: str

    @property
    def is_at_work(self) -> bool:
        """Whether its process may be alive."""
        return may_live(self.runner)

    @property
    def untold(self) -> dict[str, int]:
        """The outcomes that the audit does not tell of yet."""
        return {name: count - self.told.get(name, 0) for name, count in self.counts.items()}


def _run(row: tuple[Any, ...]) -> ImportRun:
    *first, in_batches, line, total, counts, told, runner = row
    return ImportRun(
        *first, bool(in_batches), line, total, json.loads(counts), json.loads(told), runner
    )


def begin(
    database: ShopDatabase,
    *,
    staff: str,
    origin: str,
    file: str,
    sha256: str,
    fmt: str,
    manner: str,
    in_batches: bool,
    total: int,
) -> ImportRun:
    """Note that this process begins an import; inside a transaction of its own."""
    number = database.execute_sql(
        "INSERT INTO import_run (at, staff, origin, file, sha256, format, manner, in_batches,"
        " total, runner, active_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            int(time.time()), staff, origin, file, sha256, fmt, manner, int(in_batches), total,
            this_process(), int(time.time()),
        ),
    ).lastrowid  # fmt: skip
    (row,) = database.execute_sql(f"{_READ} WHERE id = ?", (number,)).fetchall()
    return _run(row)


def take_up(database: ShopDatabase, run_id: int) -> None:
    """Note that this process goes on with an import."""
    database.execute_sql(
        "UPDATE import_run SET runner = ?, active_at = ? WHERE id = ?",
        (this_process(), int(time.time()), run_id),
    )


def put_down(database: ShopDatabase, run_id: int) -> None:
    """Note that nobody works on an import."""
    database.execute_sql("UPDATE import_run SET runner = '' WHERE id = ?", (run_id,))


def note(database: ShopDatabase, run_id: int, line: int, counts: Counts) -> None:
    """Note how far an import has come, in the transaction that brings it there."""
    database.execute_sql(
        "UPDATE import_run SET line = ?, counts = ?, active_at = ? WHERE id = ?",
        (line, json.dumps(dict(counts)), int(time.time()), run_id),
    )


def told(database: ShopDatabase, run_id: int, counts: Counts) -> None:
    """Note that the audit tells of ``counts``."""
    database.execute_sql(
        "UPDATE import_run SET told = ? WHERE id = ?", (json.dumps(dict(counts)), run_id)
    )


def end(database: ShopDatabase, run_id: int) -> None:
    """Forget an import that is through, or that changed nothing."""
    database.execute_sql("DELETE FROM import_run WHERE id = ?", (run_id,))


def every(database: ShopDatabase) -> list[ImportRun]:
    """All imports that are at work or were cut short, oldest first."""
    rows = database.execute_sql(f"{_READ} ORDER BY id").fetchall()
    return [_run(row) for row in rows]


def cut_short(database: ShopDatabase, sha256: str, manner: str) -> ImportRun | None:
    """The import of the same file in the same manner that was left half-way."""
    runs = [run for run in every(database) if (run.sha256, run.manner) == (sha256, manner)]
    return next((run for run in runs if run.in_batches and not run.is_at_work), None)


def storing(database: ShopDatabase) -> ImportRun | None:
    """The import that is storing a file at once, for which others have to wait."""
    found = (run for run in every(database) if not run.in_batches and run.is_at_work)
    return next((run for run in found if run.runner != this_process()), None)
