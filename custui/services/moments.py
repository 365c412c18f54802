"""The moments between which something holds that people date by whole days."""

from __future__ import annotations

from datetime import date, tzinfo

from custui.domain.filters.spans import start_of


def first_second(day: date | None, zone: tzinfo) -> int | None:
    """The first second of a day in ``zone`` (Unix seconds UTC); ``None`` is no bound."""
    return None if day is None else start_of(day.toordinal(), zone)


def last_second(day: date | None, zone: tzinfo) -> int | None:
    """The last second of a day in ``zone`` (Unix seconds UTC); ``None`` is no bound."""
    return None if day is None else start_of(day.toordinal() + 1, zone) - 1
