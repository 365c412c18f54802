"""Removes the customers whom a file deletes: they may register again, their orders stay."""

from __future__ import annotations

from collections.abc import Iterator

from custui.db.connection import ShopDatabase
from custui.db.staging.layout import Layout
from custui.db.staging.parts import Span


class Deleting:
    """Rows that delete their customer. References must be checked: they take along what follows."""

    def __init__(self, database: ShopDatabase, layout: Layout) -> None:
        self._run = database.execute_sql
        self._layout = layout

    def customers(self, span: Span) -> Iterator[int]:
        """Who is to be deleted."""
        if "action" in self._layout.columns:
            yield from (number for (number,) in self._run(self._deleted(span)))

    def apply(self, span: Span) -> None:
        """Delete them; they are in the search index no more."""
        if "action" in self._layout.columns:
            self._run(f"DELETE FROM customer WHERE id IN ({self._deleted(span)})")

    @staticmethod
    def _deleted(span: Span) -> str:
        return (
            f"SELECT m.customer_id FROM {span.met} m JOIN {span.rows} s ON s.line = m.stage_row"
            f" WHERE s.action = 1 AND {span.within('m.stage_row')}"
        )
