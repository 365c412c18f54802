"""The record of what staff did and can take back, and the customers a bulk action has yet to reach.

A bulk action's customers are fixed before it runs. Whom it has reached leaves ``act_target`` in the
transaction that changes the customer: what is left to do is what is left there, whenever a process
ends. What can be taken back is what is in ``act_undo``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

from custui.db.connection import ShopDatabase
from custui.db.customer_fields import Settings
from custui.db.queries.customers import CustomerList, compile_list
from custui.db.queries.lookups import read_lookups
from custui.db.rows import insert_row
from custui.db.totals import THESE, these

PREPARING: Final = "preparing"
PREPARED: Final = "prepared"
RUNNING: Final = "running"
STOPPED: Final = "stopped"
DONE: Final = "done"
TAKING_BACK: Final = "taking_back"
TAKEN_BACK: Final = "taken_back"

UNDOABLE: Final = (STOPPED, DONE, TAKING_BACK)
UNFINISHED: Final = (RUNNING, STOPPED, TAKING_BACK)

_COPIED_AT_ONCE = 10_000


@dataclass(frozen=True)
class ActRecord:
    """An act; ``at`` and ``active_at`` in Unix seconds UTC.

    Of ``total`` customers counted (none: it changes something else), ``changed``, ``unchanged``
    (as wanted already) and ``gone`` are done with. ``restored`` and ``kept`` count those that
    taking back did and did not put back. An act that sets no fields is told by ``said``;
    ``entry_id`` is its entry in the audit. It ``follows`` an act with which it goes together.
    """

    id: int
    at: int
    staff: str
    session: str
    name: str
    settings: Settings
    reason: str
    state: str
    total: int
    changed: int
    unchanged: int
    gone: int
    restored: int
    kept: int
    runner: str
    active_at: int
    customer_id: int | None
    entry_id: int | None
    said: str
    follows: int | None

    @property
    def done(self) -> int:
        """How many customers are done with."""
        return self.changed + self.unchanged + self.gone


_COLUMNS = tuple(each.name for each in fields(ActRecord))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM act"


def _record(row: Sequence[Any]) -> ActRecord:
    values = list(row)
    values[_COLUMNS.index("settings")] = json.loads(row[_COLUMNS.index("settings")])
    return ActRecord(*values)


def add(
    database: ShopDatabase,
    *,
    at: int,
    staff: str,
    session: str,
    name: str,
    settings: Settings,
    reason: str,
    state: str,
    changed: int = 0,
    **more: int | str | None,
) -> int:
    """Record an act, inside the transaction that does it; returns its id.

    ``more`` are ``total``, ``customer_id``, ``entry_id``, ``said``, ``follows``, where it has them.
    """
    columns = {
        "at": at,
        "staff": staff,
        "session": session,
        "name": name,
        "settings": json.dumps(dict(settings)),
        "reason": reason,
        "state": state,
        "changed": changed,
        **more,
    }
    return insert_row(database, "act", **columns)


def read(database: ShopDatabase, act_id: int) -> ActRecord | None:
    """The act as it is now."""
    row = database.execute_sql(f"{_SELECT} WHERE id = ?", (act_id,)).fetchone()
    return _record(row) if row else None


def last_undoable(database: ShopDatabase, session: str, staff: str) -> ActRecord | None:
    """The newest act of a sitting that changed something and was not taken back."""
    row = database.execute_sql(
        f"{_SELECT} WHERE session = ? AND staff = ? AND changed > 0"
        " AND state IN (?, ?, ?) ORDER BY id DESC LIMIT 1",
        (session, staff, *UNDOABLE),
    ).fetchone()
    return _record(row) if row else None


def unfinished(database: ShopDatabase) -> list[ActRecord]:
    """Bulk actions that began and neither came to their end nor were taken back, oldest first."""
    rows = database.execute_sql(
        f"{_SELECT} WHERE state IN (?, ?, ?) ORDER BY id", UNFINISHED
    ).fetchall()
    return [_record(row) for row in rows]


def update(database: ShopDatabase, act_id: int, **values: int | str) -> None:
    """Set columns of an act."""
    assignments = ", ".join(f"{name} = ?" for name in values)
    database.execute_sql(f"UPDATE act SET {assignments} WHERE id = ?", (*values.values(), act_id))


def count(database: ShopDatabase, act_id: int, active_at: int, **more: int) -> None:
    """Add to an act's counts."""
    assignments = "".join(f", {name} = {name} + ?" for name in more)
    database.execute_sql(
        f"UPDATE act SET active_at = ?{assignments} WHERE id = ?",
        (active_at, *more.values(), act_id),
    )


def fix_targets(
    database: ShopDatabase, act_id: int, customers: CustomerList | Sequence[int]
) -> int:
    """Fix the customers of an act, in short transactions; returns how many.

    They are those there at one moment; a number that is no customer (or a banned one) is left out.
    Needs no transaction.
    """
    run = database.execute_sql
    run("DROP TABLE IF EXISTS temp.target")
    try:
        _read_targets(database, customers)
        (total,) = run("SELECT coalesce(max(rowid), 0) FROM temp.target").fetchone()
        for first in range(1, total + 1, _COPIED_AT_ONCE):
            with database.writing():
                run(
                    "INSERT INTO act_target (act_id, customer_id) SELECT ?, id FROM temp.target"
                    " WHERE rowid BETWEEN ? AND ?",
                    (act_id, first, first + _COPIED_AT_ONCE - 1),
                )
    finally:
        run("DROP TABLE IF EXISTS temp.target")
    return int(total)


def _read_targets(database: ShopDatabase, customers: CustomerList | Sequence[int]) -> None:
    if isinstance(customers, CustomerList):
        statement = compile_list(customers, read_lookups(database))
        where, parameters = statement.where, statement.parameters
    else:
        where, parameters = f"WHERE c.id IN {THESE} AND c.banned = 0", (these(customers),)
    database.execute_sql(
        f"CREATE TEMP TABLE target AS SELECT c.id FROM customer c {where} ORDER BY c.id",
        parameters,
    )


def next_targets(database: ShopDatabase, act_id: int, limit: int) -> list[int]:
    """The next customers that a bulk action has yet to reach."""
    rows = database.execute_sql(
        "SELECT customer_id FROM act_target WHERE act_id = ? ORDER BY customer_id LIMIT ?",
        (act_id, limit),
    ).fetchall()
    return [number for (number,) in rows]


def reached(database: ShopDatabase, act_id: int, ids: Sequence[int]) -> None:
    """These customers are done with."""
    database.execute_sql(
        f"DELETE FROM act_target WHERE act_id = ? AND customer_id IN {THESE}", (act_id, these(ids))
    )


def clear(database: ShopDatabase, act_id: int, table: str, limit: int) -> int:
    """Forget up to ``limit`` rows that ``act_target`` or ``act_undo`` has of an act; how many."""
    return database.execute_sql(
        f"DELETE FROM {table} WHERE act_id = ? AND customer_id IN"
        f" (SELECT customer_id FROM {table} WHERE act_id = ? ORDER BY customer_id LIMIT ?)",
        (act_id, act_id, limit),
    ).rowcount


def forgettable(database: ShopDatabase, before: int) -> Iterator[int]:
    """Acts from before a moment (Unix seconds) that nobody will finish or take back."""
    rows = database.execute_sql(
        "SELECT id FROM act WHERE at < ? AND active_at < ? AND state NOT IN (?, ?, ?)",
        (before, before, *UNFINISHED),
    ).fetchall()
    return (number for (number,) in rows)


def forget(database: ShopDatabase, act_id: int) -> None:
    """Remove an act's record, with whatever is left of its customers."""
    database.execute_sql("DELETE FROM act WHERE id = ?", (act_id,))
