"""The records that the shop sent before: which row each became; and those that wait."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from custui.db.connection import ShopDatabase

ERASED: Final = "erased"
"""The digest of a record whose person was erased: nothing that the shop sends brings it back."""

CUSTOMER: Final = "customer"
EMAIL: Final = "email"
ORDER: Final = "order"
"""What a record can wait for: a customer's number or e-mail, an order's reference."""


class Known(NamedTuple):
    """A record that was told before: as of when (Unix seconds), what it said, its row.

    One that still waits has no row.
    """

    at: int
    digest: str
    row_id: int | None


def known_record(database: ShopDatabase, shop_id: int, kind: str, key: str) -> Known | None:
    """What is known of the record that the shop calls ``key``."""
    row = database.execute_sql(
        "SELECT at, digest, row_id FROM feed_record WHERE shop_id = ? AND kind = ? AND key = ?",
        (shop_id, kind, key),
    ).fetchone()
    return Known(*row) if row else None


def remember(database: ShopDatabase, shop_id: int, kind: str, key: str, known: Known) -> None:
    """Note what a record said, and its row."""
    database.execute_sql(
        "INSERT INTO feed_record (shop_id, kind, key, at, digest, row_id) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (shop_id, kind, key) DO UPDATE SET at = excluded.at,"
        " digest = excluded.digest, row_id = excluded.row_id",
        (shop_id, kind, key, *known),
    )


def known_orders(database: ShopDatabase, shop_id: int, references: Iterable[str]) -> set[str]:
    """Those of ``references`` whose order was told before."""
    return {
        reference
        for reference in references
        if known_record(database, shop_id, ORDER, reference) is not None
    }


def wait(database: ShopDatabase, shop_id: int, needs: str, key: str, at: int, record: str) -> None:
    """Keep a ``record`` (JSON) until what it needs is there."""
    database.execute_sql(
        "INSERT OR IGNORE INTO feed_waiting (shop_id, needs, key, at, record)"
        " VALUES (?, ?, ?, ?, ?)",
        (shop_id, needs, key, at, record),
    )


def release(database: ShopDatabase, shop_id: int, needs: str, key: str) -> list[str]:
    """The records (JSON) that waited for what is there now, oldest first; they wait no more."""
    rows = database.execute_sql(
        "SELECT record FROM feed_waiting WHERE shop_id = ? AND needs = ? AND key = ?"
        " ORDER BY at, id",
        (shop_id, needs, key),
    ).fetchall()
    if rows:
        database.execute_sql(
            "DELETE FROM feed_waiting WHERE shop_id = ? AND needs = ? AND key = ?",
            (shop_id, needs, key),
        )
    return [record for (record,) in rows]


def count_waiting(database: ShopDatabase) -> int:
    """How many records wait."""
    return int(database.execute_sql("SELECT count(*) FROM feed_waiting").fetchone()[0])
