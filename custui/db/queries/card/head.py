"""What the head of a card shows at once: nothing here takes longer with more orders."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from custui.db.connection import ShopDatabase
from custui.db.queries.card.note import Note, read_note
from custui.db.queries.card.person import Person, read_person
from custui.db.queries.card.presence import Presence, read_presence
from custui.db.queries.card.standing import Standing, read_standing
from custui.domain.preferences import Preferences
from custui.locale.formats import zone


@dataclass(frozen=True)
class Head:
    """Who it is, where in the shop (``None``: is not there), the note, and in B2B mode the debt."""

    person: Person
    presence: Presence | None
    note: Note | None
    standing: Standing | None


def read_head(
    database: ShopDatabase, customer_id: int, preferences: Preferences, *, now: int
) -> Head | None:
    """The head at ``now`` (Unix seconds UTC), of one moment of the database.

    ``None``: there is no such customer.
    """
    # One transaction is one snapshot: the parts agree whoever writes meanwhile.
    with database.atomic("DEFERRED"):
        today = datetime.fromtimestamp(now, zone(preferences.time_zone)).date()
        person = read_person(database, customer_id, today=today)
        if person is None:
            return None
        standing = None
        if preferences.b2b:
            standing = read_standing(
                database, customer_id, now=now, time_zone=preferences.time_zone
            )
        presence = read_presence(
            database, customer_id, now=now, online_minutes=preferences.online_minutes
        )
        return Head(person, presence, read_note(database, customer_id), standing)
