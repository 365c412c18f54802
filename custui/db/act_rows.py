"""The rows that an act changed, kept as long as it can be taken back, and putting them back.

Runs inside write transactions. Rows are put back only when every one of them is still as the act
left it and nothing has come to hang on those that it made; otherwise none is.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence

import peewee

from custui.db.connection import ShopDatabase
from custui.db.problems import engine_error
from custui.db.recording import Table, read_tables
from custui.db.row_changes import (
    VERSION,
    Row,
    RowChange,
    Value,
    as_left,
    key_of,
    tracked,
)

_encoded = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode

_REFERENCES = """
SELECT s.name, f."from", f."table" FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f
WHERE s.type = 'table'
"""
"""Every reference is to the other table's whole key, which is one column (a test looks)."""


def remember(database: ShopDatabase, act_id: int, changes: Sequence[RowChange]) -> None:
    """Keep what the rows of ``changes``, just made, were before."""
    database.raw().executemany(
        "INSERT INTO act_row (act_id, table_name, customer_id, before, after)"
        " VALUES (?, ?, ?, ?, ?)",
        ((act_id, each.table, each.customer_id, *map(_image, _needed(each))) for each in changes),
    )


def _needed(change: RowChange) -> tuple[Row | None, Row | None]:
    """Of a row that the shop goes on writing, what the act changed; of others all."""
    before, after = change.before, change.after
    if before is None or after is None or tracked(change.table).shared is not None:
        return before, after
    needed = {*change.key, *(column for column in after if change.touched(column))}
    return (
        {column: value for column, value in before.items() if column in needed},
        {column: value for column, value in after.items() if column in needed},
    )


def _image(row: Row | None) -> str | None:
    return None if row is None else _encoded(row)


def forget(database: ShopDatabase, act_id: int) -> None:
    """Keep no rows of an act any more."""
    database.execute_sql("DELETE FROM act_row WHERE act_id = ?", (act_id,))


def versions_before(database: ShopDatabase, act_id: int) -> dict[int, int]:
    """The version that each customer had before an act that changed it, or removed it."""
    rows = database.execute_sql(
        "SELECT before FROM act_row WHERE act_id = ? AND table_name = 'customer'"
        " AND before IS NOT NULL",
        (act_id,),
    )
    images = [json.loads(before) for (before,) in rows]
    return {image["id"]: image[VERSION] for image in images if VERSION in image}


def put_back(database: ShopDatabase, act_id: int) -> bool:
    """Put the rows of an act back; false, with nothing changed, when they are not as it left them.

    What follows from the rows (versions, totals, the index) is for the caller to bring in line.
    """
    tables = read_tables(database)
    changes = list(_read(database, act_id, tables))
    if not all(_as_left(database, tables[each.table], each) for each in changes):
        return False
    references = database.execute_sql(_REFERENCES).fetchall()
    if _hanging(database, references, changes, tables):
        return False
    try:
        with database.atomic():
            # Rows refer to each other: what counts is that all is well at the end.
            database.execute_sql("PRAGMA defer_foreign_keys = 1")
            for each in reversed(changes):
                _put_back(database, each)
            if _dangling(database, references, changes):
                raise _Dangling
    except _Dangling:
        return False
    except peewee.IntegrityError as error:
        return _taken(error)
    return True


class _Dangling(Exception):
    """A row that is put back refers to one that is gone."""


def _taken(error: peewee.IntegrityError) -> bool:
    """Somebody else has by now what must be one row's alone (an e-mail, a code): not put back."""
    original = engine_error(error)
    if original is None or original.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CONSTRAINT:
        raise error
    return False


def _read(database: ShopDatabase, act_id: int, tables: dict[str, Table]) -> Iterator[RowChange]:
    for table, *images in database.execute_sql(
        "SELECT table_name, before, after FROM act_row WHERE act_id = ? ORDER BY id", (act_id,)
    ).fetchall():
        before, after = (None if image is None else json.loads(image) for image in images)
        yield RowChange(table, key_of(tables[table].keys, before, after), before, after)


def _as_left(database: ShopDatabase, table: Table, change: RowChange) -> bool:
    superseded = tracked(change.table).superseded or "0"
    row = database.execute_sql(
        f"SELECT {superseded}, {', '.join(table.columns)} FROM {change.table} t"
        f" WHERE {_is_key(change)}",
        _values(change),
    ).fetchone()
    if row is None:
        return as_left(change, None)
    return not row[0] and as_left(change, dict(zip(table.columns, row[1:], strict=True)))


def _is_key(change: RowChange) -> str:
    return " AND ".join(f"{column} = ?" for column in change.key)


def _values(change: RowChange) -> tuple[Value, ...]:
    return tuple(change.key.values())


def _put_back(database: ShopDatabase, change: RowChange) -> None:
    run, name, before = database.execute_sql, change.table, change.before
    if before is None:
        run(f"DELETE FROM {name} WHERE {_is_key(change)}", _values(change))
    elif change.after is None:
        row = dict(before)
        if VERSION in row:
            row[VERSION] = int(row[VERSION] or 0) + 1
        marks = ", ".join("?" * len(row))
        run(f"INSERT INTO {name} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    else:
        row = {c: v for c, v in before.items() if change.touched(c) and c != VERSION}
        if row:
            settings = ", ".join(f"{column} = ?" for column in row)
            run(
                f"UPDATE {name} SET {settings} WHERE {_is_key(change)}",
                (*row.values(), *_values(change)),
            )


def _hanging(
    database: ShopDatabase,
    references: Sequence[tuple[str, str, str]],
    changes: Sequence[RowChange],
    tables: dict[str, Table],
) -> bool:
    """Whether a row that the act made, and that would leave, has become somebody's since."""
    own: dict[str, set[tuple[Value, ...]]] = {}
    for each in changes:
        own.setdefault(each.table, set()).add(_values(each))
    for each in changes:
        if each.before is not None:
            continue
        for child, column, parent in references:
            if parent == each.table and child in tables:
                keys = ", ".join(tables[child].keys)
                rows = database.execute_sql(
                    f"SELECT {keys} FROM {child} WHERE {column} = ?", _values(each)
                )
                if any(tuple(key) not in own.get(child, ()) for key in rows):
                    return True
    return False


def _dangling(
    database: ShopDatabase,
    references: Sequence[tuple[str, str, str]],
    changes: Sequence[RowChange],
) -> bool:
    """Whether a row that was put back refers to one that is not there."""
    for each in changes:
        if each.before is None:
            continue
        for child, column, parent in references:
            target = each.before.get(column) if child == each.table else None
            if target is not None and not _exists(database, parent, target):
                return True
    return False


def _exists(database: ShopDatabase, table: str, key: object) -> bool:
    (column,) = database.execute_sql(
        "SELECT name FROM pragma_table_info(?) WHERE pk = 1", (table,)
    ).fetchone()
    found = database.execute_sql(f"SELECT 1 FROM {table} WHERE {column} = ?", (key,)).fetchone()
    return found is not None
