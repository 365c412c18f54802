"""The file itself: its pages, its references, and what can be read of a damaged one."""

from __future__ import annotations

import sqlite3

import peewee

from custui.db.connection import ShopDatabase
from custui.db.doctor.findings import EXAMPLES, Finding
from custui.db.problems import engine_error
from custui.locale import _, ngettext
from custui.locale.formats import format_number

_MOST = 100
"""How many faults SQLite reports before it stops looking."""

_OF_INDEXES = ("missing from index", "wrong # of entries in index")
"""Faults that building the indexes anew takes away."""


def examine_file(database: ShopDatabase) -> Finding | None:
    """Every page, row and index; constraints too. Half a minute for a million customers."""
    try:
        rows = database.execute_sql(f"PRAGMA integrity_check({_MOST})").fetchall()
    except (peewee.DatabaseError, sqlite3.DatabaseError) as error:
        if not is_damage(error):
            raise
        rows = [(str(error),)]
    faults = [str(fault) for (fault,) in rows if fault != "ok"]
    if not faults:
        return None
    mendable = all(any(sign in fault for sign in _OF_INDEXES) for fault in faults)
    return Finding(
        "file",
        ngettext(
            "The file is damaged: {count} fault.",
            "The file is damaged: {count} faults.",
            len(faults),
        ).format(count=format_number(len(faults))),
        len(faults),
        tuple(faults[:EXAMPLES]),
        mendable,
    )


def is_damage(error: BaseException) -> bool:
    """Whether ``error`` says that the file is damaged, or text in it."""
    found = engine_error(error)
    code = getattr(found, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or "decode to UTF-8" in str(
        error
    )


def mend_indexes(database: ShopDatabase) -> None:
    """Build every index anew from its table."""
    with database.writing():
        database.execute_sql("REINDEX")


def readable(database: ShopDatabase) -> tuple[str, ...]:
    """For each table how many rows of a damaged file can be read, from both its ends."""
    try:
        tables = database.execute_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            " AND name NOT LIKE 'customer_fts%' ORDER BY name"
        ).fetchall()
    except peewee.DatabaseError:
        return (_("nothing can be read: the list of tables is lost"),)
    return tuple(_readable_rows(database, name) for (name,) in tables)


def _readable_rows(database: ShopDatabase, table: str) -> str:
    forward, whole = _read_until_damage(database, table, "")
    if whole:
        return _("{table}: all {count} rows").format(table=table, count=format_number(forward))
    backward, _whole = _read_until_damage(database, table, " ORDER BY rowid DESC")
    return _("{table}: {first} rows up to the damage, {last} after it").format(
        table=table, first=format_number(forward), last=format_number(backward)
    )


def _read_until_damage(database: ShopDatabase, table: str, order: str) -> tuple[int, bool]:
    count = 0
    try:
        for _row in database.execute_sql(f"SELECT * FROM {table} NOT INDEXED{order}"):
            count += 1
    except (peewee.DatabaseError, sqlite3.DatabaseError) as error:
        if "no such column: rowid" in str(error):  # a table WITHOUT ROWID has one way through
            return 0, False
        if not is_damage(error):
            raise
        return count, False
    return count, True


def examine_references(database: ShopDatabase) -> Finding | None:
    """Rows that refer to what is not there."""
    count = 0
    examples: list[str] = []
    for table, row, target, _key in database.execute_sql("PRAGMA foreign_key_check"):
        count += 1
        if len(examples) < EXAMPLES:
            examples.append(f"{table} {row if row is not None else '?'} → {target}")
    if not count:
        return None
    return Finding(
        "references",
        ngettext(
            "{count} row refers to a row that is not there.",
            "{count} rows refer to rows that are not there.",
            count,
        ).format(count=format_number(count)),
        count,
        tuple(examples),
        mendable=False,
    )


def examine_emails(database: ShopDatabase) -> Finding | None:
    """Registered customers of one shop that share an e-mail, found without the index."""
    rows = database.execute_sql(
        "SELECT min(email), count(*) FROM customer NOT INDEXED WHERE is_guest = 0"
        " GROUP BY email_key, shop_id HAVING count(*) > 1"
    ).fetchall()
    if not rows:
        return None
    return Finding(
        "emails",
        ngettext(
            "{count} e-mail belongs to several registered customers of a shop.",
            "{count} e-mails belong to several registered customers of a shop.",
            len(rows),
        ).format(count=format_number(len(rows))),
        len(rows),
        tuple(str(email) for email, _count in rows[:EXAMPLES]),
        mendable=False,
    )
