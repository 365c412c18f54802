"""Writes the private note about a customer."""

from __future__ import annotations

from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.notes import read_note_versions
from custui.db.rows import insert_row
from custui.domain.permissions import NOTE
from custui.domain.rules import text_problem
from custui.locale import N_
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.refusals import Conflict, Difference, InvalidValues
from custui.services.said import Said

LONGEST_NOTE: Final = 1_000_000


def write_note(
    database: ShopDatabase, actor: Actor, customer_id: int, body: str, *, shown: str = ""
) -> Done:
    """Let the note say ``body``: a new version, with who and when; the others stay to be read.

    ``shown`` is what it said when its editor was opened, ``""`` for none. When somebody has written
    another one since, that is a ``Conflict`` with both, and nothing is overwritten. An empty
    ``body`` takes the note away. Raises ``NotPermitted``, ``CustomerGone``, ``InvalidValue``.
    """
    problem = text_problem(body, LONGEST_NOTE)
    if problem:
        raise InvalidValues({"note": problem})
    with acting(database, actor, NOTE, Said(N_("Private note")), customer_id=customer_id) as work:
        newest = next(iter(read_note_versions(database, customer_id, 1)), None)
        stands = newest.body if newest else ""
        if body != stands:
            if newest and stands != shown:
                difference = Difference("note", shown, stands, body)
                raise Conflict([difference], newest.written_by, newest.written_at)
            work.row_id = insert_row(
                database,
                "customer_note",
                customer_id=customer_id,
                body=body,
                written_by=actor.staff,
                written_at=work.now,
            )
    return work.done
