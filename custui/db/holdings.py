"""What a database is and how much it holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from custui.db.connection import ShopDatabase
from custui.db.files import beside

_COUNTED = {  # name -> what is counted
    "customers": "customer WHERE is_guest = 0",
    "guests": "customer WHERE is_guest = 1",
    "groups": "customer_group",
    "addresses": "address WHERE deleted = 0",
    "products": "product",
    "orders": "sales_order",
    "carts": "cart",
    "vouchers": "voucher",
    "messages": "message",
    "emails": "sent_email",
    "sessions": "session",
    "page_views": "session_event",
    "login_attempts": "login_attempt",
    "consents": "consent",
    "audit_entries": "audit_entry",
}


@dataclass(frozen=True)
class Holdings:
    """A database in numbers; ``size`` in bytes, with what stands in the write-ahead log."""

    size: int
    schema: int
    sqlite: str
    journal_mode: str
    shops: tuple[tuple[str, str], ...]  # code, name
    counts: Mapping[str, int] = field(hash=False)


def read_holdings(database: ShopDatabase) -> Holdings:
    """Count what there is, all at one moment."""
    with database.atomic("DEFERRED"):
        one = {
            pragma: database.execute_sql(f"PRAGMA {pragma}").fetchone()[0]
            for pragma in ("user_version", "journal_mode")
        }
        shops = database.execute_sql("SELECT code, name FROM shop ORDER BY id").fetchall()
        counts = {
            name: int(database.execute_sql(f"SELECT count(*) FROM {source}").fetchone()[0])
            for name, source in _COUNTED.items()
        }
    return Holdings(
        size=_size(database),
        schema=int(one["user_version"]),
        sqlite=sqlite3.sqlite_version,
        journal_mode=str(one["journal_mode"]),
        shops=tuple((str(code), str(name)) for code, name in shops),
        counts=counts,
    )


def _size(database: ShopDatabase) -> int:
    files = (database.path, beside(database.path, "-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
