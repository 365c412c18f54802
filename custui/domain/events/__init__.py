"""What the shop tells of: who does what in it, who logs in, and its records.

One event is one JSON object. ``parse_event`` reads it into a frozen value, or raises ``BadEvent``
with the field and the reason.
"""

from custui.domain.events.fields import BadEvent
from custui.domain.events.kinds import LOGINS, PRESENCE, RECORDS, Event
from custui.domain.events.logins import Login
from custui.domain.events.parse import Parsed, parse_event
from custui.domain.events.presence import CartLine, Presence
from custui.domain.events.records import Record

__all__ = [
    "LOGINS",
    "PRESENCE",
    "RECORDS",
    "BadEvent",
    "CartLine",
    "Event",
    "Login",
    "Parsed",
    "Presence",
    "Record",
    "parse_event",
]
