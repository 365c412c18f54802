"""Which days a filter means, asked on a given day.

Days are proleptic Gregorian ordinals (``date.toordinal``); a span goes from its first day to the
day after its last one, ``None`` being no bound.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo

from custui.domain.filters.periods import Period
from custui.domain.filters.values import Bound, Recent, Upcoming, Within

Span = tuple[int | None, int | None]

_LAST_DAY = date.max.toordinal()
_BEFORE_ALL = -62_135_769_600  # Unix seconds, two days before the year 1 in UTC
_AFTER_ALL = 253_402_473_600  # two days after the year 9999
_COMMON_FEBRUARY = "02-28"
_LEAP_DAY = "02-29"


def span(wanted: Within | Recent, today: date) -> Span:
    """The days of ``wanted``: past a period begins after its last day, before it ends before it."""
    if isinstance(wanted, Recent):
        return today.toordinal() - wanted.days + 1, today.toordinal() + 1
    low = None if wanted.low is None else _ends(wanted.low, today)[wanted.exclusive]
    high = None if wanted.high is None else _ends(wanted.high, today)[not wanted.exclusive]
    return low, high


def _ends(bound: Bound, today: date) -> tuple[int, int]:
    """The first day of ``bound`` and the day after its last."""
    if isinstance(bound, Period):
        return bound.first.toordinal(), bound.last.toordinal() + 1
    return today.toordinal(), today.toordinal() + 1


def start_of(day: int, zone: tzinfo) -> int:
    """Unix seconds (UTC) at which a day begins in ``zone``.

    Where the clock skips midnight the day begins at the change; where it comes twice, the first
    time.
    """
    if not 1 <= day <= _LAST_DAY:
        return _BEFORE_ALL if day < 1 else _AFTER_ALL
    return int(datetime.combine(date.fromordinal(day), time(), zone).timestamp())


def iso_day(day: int) -> str:
    """A day as ``YYYY-MM-DD``, or a text before or after all of these."""
    if not 1 <= day <= _LAST_DAY:
        return "" if day < 1 else "~"
    return date.fromordinal(day).isoformat()


def days_of_year(wanted: Recent | Upcoming, today: date) -> tuple[str, str] | None:
    """The first and last day (``MM-DD``) of a span of less than a year; ``None``: all of them.

    The first is after the last where the span goes over the new year. Who was born on 29 February
    has the birthday on 28 February of a common year: a term in years that would end on a day that
    does not exist ends on the last of the month (Polish Civil Code, art. 112).
    """
    if wanted.days >= 366:
        return None
    away = timedelta(days=wanted.days - 1)
    first, last = (today, today + away) if isinstance(wanted, Upcoming) else (today - away, today)
    last_day = f"{last:%m-%d}"
    if last_day == _COMMON_FEBRUARY and (last + timedelta(days=1)).day == 1:
        last_day = _LEAP_DAY
    return f"{first:%m-%d}", last_day
