"""The private note as it stands."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase


@dataclass(frozen=True)
class Note:
    """The newest version, by its number; ``written_at`` in Unix seconds UTC."""

    id: int
    body: str
    written_by: str
    written_at: int

    @property
    def first_line(self) -> str:
        """What is seen of it at once."""
        return next(filter(None, map(str.strip, self.body.splitlines())), "")


def read_note(database: ShopDatabase, customer_id: int) -> Note | None:
    """The note of a customer; ``None`` when there is none, or it was emptied."""
    row = database.execute_sql(
        "SELECT id, body, written_by, written_at FROM customer_note WHERE customer_id = ?"
        " ORDER BY id DESC LIMIT 1",
        (customer_id,),
    ).fetchone()
    return Note(*row) if row and row[1] else None
