"""Staff members, customers, and everything a shop's tables say, for tests of acts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from custui.db import search
from custui.db.connection import ShopDatabase, open_database
from custui.services.actor import Actor, new_session
from tests.db.rows import add_customer, new_shop

NOT_DATA = (
    *("audit_entry", "audit_seal", "act", "act_row", "act_target", "act_undo", "form_draft"),
)
CHANGE_MARKS = ("version", "updated_at")

GENERAL, WHOLESALE, RETAILER = 2, 3, 4


def staff(name: str = "anna", role: str = "lead", **more: Any) -> Actor:
    """A staff member at a sitting of her own."""
    return Actor(name, role, **({"origin": "pts/1", "session": new_session()} | more))


def shop_of(path: Path, customers: int) -> ShopDatabase:
    """A shop with customers 1, 2, …: every third one with the newsletter, every fifth disabled."""
    database = open_database(str(new_shop(path)))
    with database.connection_context(), database.writing():
        for number in range(1, customers + 1):
            add_customer(database, id=number, newsletter=number % 3 == 0, enabled=number % 5 != 0)
        search.rebuild(database)
    return database


def data(database: ShopDatabase) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, but for audit, acts, versions and change times.

    Of the search index only what it says counts: it must be right.
    """
    assert search.is_right(database)
    tables = database.execute_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        " AND name NOT LIKE 'customer_fts_%'"
    ).fetchall()
    return {table: _rows(database, table) for (table,) in tables if table not in NOT_DATA}


def _rows(database: ShopDatabase, table: str) -> list[tuple[Any, ...]]:
    columns = [row[1] for row in database.execute_sql(f"PRAGMA table_info ({table})")]
    names = ", ".join(name for name in columns if name not in CHANGE_MARKS)
    return sorted(database.execute_sql(f"SELECT {names} FROM {table}").fetchall(), key=repr)


def one(database: ShopDatabase, sql: str, *parameters: Any) -> Any:
    """The first value of a query's first row."""
    return database.execute_sql(sql, parameters).fetchone()[0]


def audit(database: ShopDatabase, columns: str = "staff, act, customer_id, fields") -> list[Any]:
    """What the audit says, oldest first."""
    return database.execute_sql(f"SELECT {columns} FROM audit_entry ORDER BY id").fetchall()


def chain_holds(database: ShopDatabase) -> bool:
    from custui.db.audit_chain import verify

    return not verify(database, lambda done, total: None).breaks
