"""Writes down every row that changes while an act is done, in whatever table.

Temporary triggers do it, for this connection alone: what a foreign key changes along is there too,
and nothing that an act changes can be forgotten. It takes about seven milliseconds, outside the
transaction: this is for the acts of a person, not for files.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.row_changes import Row, RowChange, net

NOT_RECORDED: Final = frozenset(
    (
        *("audit_entry", "audit_seal"),
        *("act", "act_row", "act_target", "act_undo", "form_draft"),
        "schema_migration",
    )
)
"""Tables of acts themselves. The search index follows the rows."""

_COLUMNS = """
SELECT s.name, c.name, c.pk FROM sqlite_schema s JOIN pragma_table_info(s.name) c
WHERE s.type = 'table' AND s.name NOT LIKE 'customer!_fts%' ESCAPE '!'
    AND s.name NOT LIKE 'sqlite!_%' ESCAPE '!'
ORDER BY s.name, c.cid
"""
_EVENTS = {"INSERT": ("", "new"), "UPDATE": ("old", "new"), "DELETE": ("old", "")}


@dataclass(frozen=True)
class Table:
    """A table: the columns of its key in their order, and all of them."""

    keys: tuple[str, ...]
    columns: tuple[str, ...]


def read_tables(database: ShopDatabase) -> dict[str, Table]:
    """The tables that are recorded, by name."""
    columns: dict[str, list[tuple[str, int]]] = {}
    for table, column, key in database.execute_sql(_COLUMNS):
        if table not in NOT_RECORDED:
            columns.setdefault(table, []).append((column, key))
    return {table: _table(found) for table, found in columns.items()}


def _table(columns: Sequence[tuple[str, int]]) -> Table:
    keys = sorted((key, column) for column, key in columns if key)
    return Table(tuple(column for _key, column in keys), tuple(column for column, _ in columns))


class Recorder:
    """What has changed since recording began."""

    def __init__(self, database: ShopDatabase, tables: Mapping[str, Table]) -> None:
        self._database = database
        self._tables = tables

    def changes(self) -> list[RowChange]:
        """Each row that is not as it was, once."""
        rows = self._database.execute_sql(
            "SELECT table_name, before, after FROM temp.recorded ORDER BY id"
        )
        return net(
            (table, self._tables[table].keys, _decoded(before), _decoded(after))
            for table, before, after in rows
        )


def _decoded(image: str | None) -> Row | None:
    return None if image is None else json.loads(image)


@contextmanager
def recording(database: ShopDatabase) -> Iterator[Recorder]:
    """Record what this connection changes; begin it before the transaction, to keep that short.

    What is rolled back is not in it.
    """
    tables = read_tables(database)
    run = database.execute_sql
    triggers = list(_triggers(tables))
    run(
        "CREATE TEMP TABLE recorded"
        " (id INTEGER PRIMARY KEY, table_name TEXT, before TEXT, after TEXT)"
    )
    try:
        for name, table, event, image in triggers:
            run(
                f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table} BEGIN"
                f" INSERT INTO recorded (table_name, before, after) VALUES ('{table}', {image});"
                " END"
            )
        yield Recorder(database, tables)
    finally:
        for name, *_ in triggers:
            run(f"DROP TRIGGER IF EXISTS temp.{name}")
        run("DROP TABLE IF EXISTS temp.recorded")


def _triggers(tables: Mapping[str, Table]) -> Iterator[tuple[str, str, str, str]]:
    for name, table in tables.items():
        for event, (old, new) in _EVENTS.items():
            image = f"{_image(old, table.columns)}, {_image(new, table.columns)}"
            yield f"recorded_{event}_{name}".lower(), name, event, image


def _image(row: str, columns: Sequence[str]) -> str:
    """SQL: a row as JSON."""
    if not row:
        return "NULL"
    return f"json_object({', '.join(f'{column!r}, {row}.{column}' for column in columns)})"
