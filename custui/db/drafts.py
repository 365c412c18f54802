"""Forms that were left before they were saved, for their author to go on with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from custui.db.connection import ShopDatabase

Typed = Mapping[str, object]
"""Field to what stands in it: texts, numbers, yes or no, several numbers as a tuple."""


@dataclass(frozen=True)
class Draft:
    """What stood in a form.

    ``form`` says which; ``customer_id`` is whom it is about (0: somebody new), ``row_id`` the
    address or the like in it (0: a new one); ``shown`` are the fields as they were when it opened,
    ``saved_at`` is in Unix seconds UTC.
    """

    id: int
    form: str
    customer_id: int
    row_id: int
    saved_at: int
    shown: Typed = field(hash=False)
    typed: Typed = field(hash=False)


def save_draft(
    database: ShopDatabase,
    staff: str,
    form: str,
    *,
    customer_id: int,
    row_id: int,
    shown: Typed,
    typed: Typed,
    saved_at: int,
) -> None:
    """Keep what stands in a form, in the place of what was kept of it before."""
    database.execute_sql(
        "INSERT INTO form_draft (staff, form, customer_id, row_id, shown, typed, saved_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (staff, form, customer_id, row_id) DO UPDATE"
        " SET shown = excluded.shown, typed = excluded.typed, saved_at = excluded.saved_at",
        (staff, form, customer_id, row_id, json.dumps(shown), json.dumps(typed), saved_at),
    )


def drafts_of(database: ShopDatabase, staff: str) -> list[Draft]:
    """The drafts of a staff member, newest first, but for those about customers who are gone."""
    rows = database.execute_sql(
        "SELECT id, form, customer_id, row_id, saved_at, shown, typed FROM form_draft"
        " WHERE staff = ? AND (customer_id = 0 OR EXISTS"
        " (SELECT 1 FROM customer WHERE id = form_draft.customer_id))"
        " ORDER BY saved_at DESC, id DESC",
        (staff,),
    ).fetchall()
    return [
        Draft(number, form, customer_id, row_id, saved_at, _decoded(shown), _decoded(typed))
        for number, form, customer_id, row_id, saved_at, shown, typed in rows
    ]


def _decoded(kept: str) -> Typed:
    fields = json.loads(kept).items()
    return {name: tuple(each) if isinstance(each, list) else each for name, each in fields}


def drop_draft(
    database: ShopDatabase, staff: str, form: str, *, customer_id: int, row_id: int
) -> None:
    """Keep nothing of a form any more."""
    database.execute_sql(
        "DELETE FROM form_draft WHERE staff = ? AND form = ? AND customer_id = ? AND row_id = ?",
        (staff, form, customer_id, row_id),
    )


def drop_older(database: ShopDatabase, before: int) -> None:
    """Drop the drafts from before a moment (Unix seconds UTC)."""
    database.execute_sql("DELETE FROM form_draft WHERE saved_at < ?", (before,))
