"""One event of the feed, from its JSON object."""

from __future__ import annotations

from custui.domain.events.fields import BadEvent, Json
from custui.domain.events.kinds import LOGINS, PRESENCE, RECORDS
from custui.domain.events.logins import Login, read_login
from custui.domain.events.presence import Presence, read_presence
from custui.domain.events.records import Record, read_record
from custui.locale import _

Parsed = Presence | Login | Record


def parse_event(record: Json) -> Parsed:
    """What ``record`` tells of; fields that it need not have are ignored. Raises ``BadEvent``."""
    name = record.get("event")
    if name.__class__ is str:
        event = PRESENCE.get(name)
        if event is not None:
            return read_presence(record, event)
        if name in LOGINS:
            return read_login(record, name)
        if name in RECORDS:
            return read_record(record, name)
    if name is None or name == "":
        raise BadEvent("event", _("is missing"))
    raise BadEvent(
        "event",
        _("there is no such event; there are: {names}").format(
            names=", ".join((*PRESENCE, *LOGINS, *RECORDS))
        ),
    )
