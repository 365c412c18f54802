"""The versions of a customer's private note."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase


@dataclass(frozen=True)
class NoteVersion:
    """What the note said from ``written_at`` on (Unix seconds UTC); ``""``: it was emptied."""

    id: int
    body: str
    written_by: str
    written_at: int


def read_note_versions(
    database: ShopDatabase, customer_id: int, limit: int | None = None
) -> list[NoteVersion]:
    """The versions, newest first: the first one stands."""
    rows = database.execute_sql(
        "SELECT id, body, written_by, written_at FROM customer_note WHERE customer_id = ?"
        " ORDER BY id DESC LIMIT ?",
        (customer_id, -1 if limit is None else limit),
    )
    return [NoteVersion(*row) for row in rows]
