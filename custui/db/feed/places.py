"""How far each file of the feed was read; and how the feed fares.

A file is known by device, inode and a hash over its first bytes. Another file with the same first
bytes is a copy of it when it has the same bytes before the place that was read to as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from custui.db.connection import ShopDatabase


@dataclass(frozen=True)
class Place:
    """How far a file was read: ``read_to`` in bytes, ``line`` lines before it.

    The hashes go over the first ``head_size`` bytes and over those before ``read_to``; ``size`` is
    the file's when it was last looked at (bytes), ``seen_at`` when that was (Unix seconds). A file
    that is ``gone`` is not there any more, or has other bytes now. ``id`` 0: not stored yet.
    """

    id: int
    device: int
    inode: int
    head_size: int
    head_hash: str
    read_to: int
    tail_hash: str
    line: int
    size: int
    path: str
    seen_at: int
    gone: bool = False


_COLUMNS = tuple(field.name for field in fields(Place))
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM feed_place"


def _place(row: Sequence[Any]) -> Place:
    return replace(Place(*row), gone=bool(row[-1]))


def read_places(database: ShopDatabase) -> list[Place]:
    """Every place that is kept, the latest last."""
    return [_place(row) for row in database.execute_sql(f"{_SELECT} ORDER BY id").fetchall()]


def read_place(database: ShopDatabase, place_id: int) -> Place | None:
    """A place as it is now."""
    row = database.execute_sql(f"{_SELECT} WHERE id = ?", (place_id,)).fetchone()
    return _place(row) if row else None


def place_of_file(database: ShopDatabase, device: int, inode: int) -> Place | None:
    """The place of the file that is there now under this number."""
    row = database.execute_sql(
        f"{_SELECT} WHERE device = ? AND inode = ? AND gone = 0 ORDER BY id DESC LIMIT 1",
        (device, inode),
    ).fetchone()
    return _place(row) if row else None


def store_place(database: ShopDatabase, place: Place) -> Place:
    """Keep a place, inside the transaction that stores what was read up to it."""
    values = [getattr(place, name) for name in _COLUMNS[1:]]
    if not place.id:
        names, marks = ", ".join(_COLUMNS[1:]), ", ".join("?" * len(values))
        cursor = database.execute_sql(
            f"INSERT INTO feed_place ({names}) VALUES ({marks})", tuple(values)
        )
        return replace(place, id=int(cursor.lastrowid or 0))
    assignments = ", ".join(f"{name} = ?" for name in _COLUMNS[1:])
    database.execute_sql(f"UPDATE feed_place SET {assignments} WHERE id = ?", (*values, place.id))
    return place


def forget_places(database: ShopDatabase, before: int) -> None:
    """Forget files that are gone, and were last seen before a moment (Unix seconds)."""
    database.execute_sql("DELETE FROM feed_place WHERE gone = 1 AND seen_at < ?", (before,))


def count_lines(database: ShopDatabase, *, lines: int, rejected: int, now: int) -> None:
    """Add to what was read of the feed, and note when (Unix seconds)."""
    database.execute_sql(
        "UPDATE feed_state SET lines = lines + ?, rejected = rejected + ?, read_at = ?",
        (lines, rejected, now),
    )


def count_lost(database: ShopDatabase, lost: int, now: int) -> None:
    """Add bytes that were gone before they were read."""
    database.execute_sql("UPDATE feed_state SET lost = lost + ?, lost_at = ?", (lost, now))
