"""A calendar year, month or day, as the ends of a range of dates."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_FORMS = (
    re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII),
    re.compile(r"(?:(?P<day>\d\d?)\.)?(?P<month>\d\d?)\.(?P<year>\d{4})", re.ASCII),
)
_DAY_OF_YEAR = (
    re.compile(r"(?P<month>\d\d)-(?P<day>\d\d)", re.ASCII),
    re.compile(r"(?P<day>\d\d?)\.(?P<month>\d\d?)\.?", re.ASCII),
)
_LEAP_YEAR = 2000


@dataclass(frozen=True)
class Period:
    """A year, or with ``month`` (from 1) a month of it, or with ``day`` a day."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}", f"{self.month:02}", f"{self.day:02}"]
        return "-".join(parts[: 1 + bool(self.month) + bool(self.day)])


@dataclass(frozen=True)
class Today:
    """The day on which one asks."""

    def __str__(self) -> str:
        return "today"


def parse_period(typed: str) -> Period | None:
    """``2024``, ``2024-05``, ``05.2024``, ``2024-05-17`` or ``17.05.2024``.

    ``None`` for another form; raises ``ValueError`` for a day that does not exist.
    """
    found = next(filter(None, (form.fullmatch(typed) for form in _FORMS)), None)
    if found is None:
        return None
    period = Period(int(found["year"]), int(found["month"] or 0), int(found["day"] or 0))
    # A month or day of 00 is none, and not a wider period.
    date(period.year, int(found["month"] or 1), int(found["day"] or 1))
    return period


def parse_day_of_year(typed: str) -> tuple[int, int] | None:
    """``05-17`` or ``17.05`` as month and day; ``None`` and ``ValueError`` as of a period."""
    found = next(filter(None, (form.fullmatch(typed) for form in _DAY_OF_YEAR)), None)
    if found is None:
        return None
    day = date(_LEAP_YEAR, int(found["month"]), int(found["day"]))
    return day.month, day.day
