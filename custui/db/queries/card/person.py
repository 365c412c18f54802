"""Personal data: every column of the grid, and what the card adds to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.queries.columns import SQL
from custui.db.queries.lookups import read_lookups
from custui.domain.columns import COLUMNS


@dataclass(frozen=True)
class Person:
    """A customer; moments in Unix seconds UTC, ``opening_sales`` in minor units.

    ``columns`` are the grid's, by name, each in the type that its ``Kind`` says.
    """

    columns: Mapping[str, Any] = field(hash=False)
    age: int | None  # whole years
    rank: int | None  # 1 + customers with larger sales; none without sales
    banned: bool
    online: bool
    locked_until: int | None
    sessions_valid_from: int | None
    opening_sales: int
    version: int


_EXTRAS = """
    c.banned, c.locked_until, c.opening_sales, c.version,
    (SELECT sessions_valid_from FROM credential WHERE customer_id = c.id)
"""


def read_person(
    database: ShopDatabase, customer_id: int, *, now: int, today: date, online_minutes: int
) -> Person | None:
    """The customer as of ``now`` (Unix seconds UTC); ``today`` is the day in the shop's zone.

    Online is who was active in the last ``online_minutes``.
    """
    selected = ", ".join(SQL[column.name].value for column in COLUMNS)
    row = database.execute_sql(
        f"SELECT {_EXTRAS}, {selected} FROM customer c WHERE c.id = ?", (customer_id,)
    ).fetchone()
    if row is None:
        return None
    banned, locked_until, opening_sales, version, sessions_valid_from, *cells = row
    lookups = read_lookups(database)
    columns = {
        column.name: SQL[column.name].decode(cell, lookups)
        for column, cell in zip(COLUMNS, cells, strict=True)
    }
    return Person(
        columns=columns,
        age=age(columns["birthday"], today),
        rank=_rank(database, columns["sales"]),
        banned=bool(banned),
        online=_online(database, customer_id, now - online_minutes * 60, now),
        locked_until=locked_until,
        sessions_valid_from=sessions_valid_from,
        opening_sales=opening_sales,
        version=version,
    )


def age(birthday: str | None, today: date) -> int | None:
    """Whole years by birthday (``YYYY-MM-DD``); ``None`` without one, or before it.

    Who was born on 29 February is a year older on 1 March where there is no such day.
    """
    if not birthday:
        return None
    year, month, day = map(int, birthday.split("-"))
    years = today.year - year - ((today.month, today.day) < (month, day))
    return years if years >= 0 else None


def _online(database: ShopDatabase, customer_id: int, since: int, now: int) -> bool:
    found = database.execute_sql(
        "SELECT 1 FROM session WHERE customer_id = ? AND last_seen_at BETWEEN ? AND ? LIMIT 1",
        (customer_id, since, now),
    ).fetchone()
    return found is not None


def _rank(database: ShopDatabase, sales: int) -> int | None:
    if sales <= 0:
        return None
    (larger,) = database.execute_sql(
        "SELECT count(*) FROM customer WHERE sales > ?", (sales,)
    ).fetchone()
    return 1 + int(larger)
