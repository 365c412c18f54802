"""Lines that were not taken, kept until they stand in the reject file; the latest are kept longer.

They are stored in the transaction that reads past them. To write them to a file is noted before and
after: whoever is killed in between finds where the file ended before, and writes them once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from custui.db.connection import ShopDatabase

KEPT = 1000
"""How many of the latest stay in the database."""

NOT_WRITING = -1


@dataclass(frozen=True)
class Reject:
    """A line that was not taken: where it stood, which field is wrong (``""``: the whole), why.

    ``at`` is when it was read (Unix seconds); ``line`` counts from 1, 0 is a record that waited.
    """

    at: int
    path: str
    line: int
    field: str
    reason: str
    text: str


def store_rejects(database: ShopDatabase, rejects: Iterable[Reject]) -> None:
    """Keep lines that were not taken."""
    database.raw().executemany(
        "INSERT INTO feed_reject (at, path, line, field, reason, text) VALUES (?, ?, ?, ?, ?, ?)",
        [(r.at, r.path, r.line, r.field, r.reason, r.text) for r in rejects],
    )


def begin_writing(
    database: ShopDatabase, file: str, size: int
) -> tuple[int, list[tuple[int, Reject]]]:
    """The rejects that are to be appended to ``file``, which has ``size`` bytes now.

    Returns, with their numbers, where the file is to be cut off first: further in front when
    somebody was killed while writing. A file that is new begins with what is rejected from now on.
    """
    row = database.execute_sql(
        "SELECT written, size FROM feed_reject_file WHERE path = ?", (file,)
    ).fetchone()
    written, before = row or (0, NOT_WRITING)
    end = size if before == NOT_WRITING else min(before, size)
    rows = database.execute_sql(
        "SELECT id, at, path, line, field, reason, text FROM feed_reject WHERE id > ? ORDER BY id",
        (written,),
    ).fetchall()
    if rows:
        _note(database, file, written, end)
    return end, [(number, Reject(*values)) for number, *values in rows]


def begin_file(database: ShopDatabase, file: str) -> None:
    """Let a reject file that is not known yet have what is rejected from now on."""
    database.execute_sql(
        "INSERT OR IGNORE INTO feed_reject_file (path, written, size)"
        " VALUES (?, (SELECT coalesce(max(id), 0) FROM feed_reject), ?)",
        (file, NOT_WRITING),
    )


def end_writing(database: ShopDatabase, file: str, written: int) -> None:
    """Note that the rejects up to the number ``written`` stand in ``file``; forget old ones."""
    _note(database, file, written, NOT_WRITING)
    database.execute_sql(
        "DELETE FROM feed_reject WHERE id <= (SELECT max(id) FROM feed_reject) - ?"
        " AND id <= (SELECT min(written) FROM feed_reject_file)",
        (KEPT,),
    )


def _note(database: ShopDatabase, file: str, written: int, size: int) -> None:
    database.execute_sql(
        "INSERT INTO feed_reject_file (path, written, size) VALUES (?, ?, ?)"
        " ON CONFLICT (path) DO UPDATE SET written = excluded.written, size = excluded.size",
        (file, written, size),
    )


def trim(database: ShopDatabase) -> None:
    """Forget old rejects where no file waits for them."""
    database.execute_sql(
        "DELETE FROM feed_reject WHERE id <= (SELECT max(id) FROM feed_reject) - ?"
        " AND id <= coalesce((SELECT min(written) FROM feed_reject_file), id)",
        (KEPT,),
    )
