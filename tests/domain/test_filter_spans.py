"""Which days filters mean, and when a day begins."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custui.domain.filters import Recent, Upcoming, Within, parse_filter
from custui.domain.filters.spans import days_of_year, iso_day, span, start_of

TODAY = date(2024, 3, 31)


def days(typed: str) -> tuple[str | None, str | None]:
    wanted = parse_filter("registered_at", typed)
    assert isinstance(wanted, Within | Recent)
    first, after = span(wanted, TODAY)
    return (first and iso_day(first), after and iso_day(after))


@pytest.mark.parametrize(
    ("typed", "first", "after"),
    [
        ("2024", "2024-01-01", "2025-01-01"),
        ("2024-02", "2024-02-01", "2024-03-01"),
        ("2024-12", "2024-12-01", "2025-01-01"),
        ("17.05.2024", "2024-05-17", "2024-05-18"),
        ("today", "2024-03-31", "2024-04-01"),
        ("7d", "2024-03-25", "2024-04-01"),
        ("1d", "2024-03-31", "2024-04-01"),
        (">2024", "2025-01-01", None),
        (">=2024", "2024-01-01", None),
        ("<2024", None, "2024-01-01"),
        ("<=2024", None, "2025-01-01"),
        ("2023..2024-06", "2023-01-01", "2024-07-01"),
        ("..today", None, "2024-04-01"),
        (">9999", "~", None),
        ("<=9999", None, "~"),
    ],
)
def test_the_days_of_a_filter(typed: str, first: str | None, after: str | None) -> None:
    assert days(typed) == (first, after)


@pytest.mark.parametrize(
    ("zone", "day", "begins", "hours"),
    [
        ("Europe/Warsaw", "2024-03-31", "2024-03-30T23:00", 23),
        ("Europe/Warsaw", "2024-10-27", "2024-10-26T22:00", 25),
        ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00", 23),  # midnight was skipped
        ("America/Havana", "2023-11-05", "2023-11-05T04:00", 25),  # midnight came twice
        ("Pacific/Apia", "2011-12-30", "2011-12-30T10:00", 0),  # there was no such day
    ],
)
def test_a_day_begins_by_the_clock_on_the_wall(
    zone: str, day: str, begins: str, hours: int
) -> None:
    ordinal = date.fromisoformat(day).toordinal()
    start, end = (start_of(ordinal + more, ZoneInfo(zone)) for more in (0, 1))
    assert datetime.fromtimestamp(start, UTC) == datetime.fromisoformat(begins + "+00:00")
    assert (end - start) == hours * 3600


@settings(deadline=None)
@given(st.sampled_from(["Europe/Warsaw", "America/St_Johns", "Asia/Kathmandu"]), st.dates())
def test_days_follow_each_other_without_a_gap(name: str, day: date) -> None:
    zone = ZoneInfo(name)
    start = start_of(day.toordinal(), zone)
    if date.min + timedelta(days=2) < day < date.max - timedelta(days=2):
        assert datetime.fromtimestamp(start, zone).date() == day
        assert datetime.fromtimestamp(start - 1, zone).date() == day - timedelta(days=1)
    assert start_of(0, zone) < start < start_of(date.max.toordinal() + 1, zone)


def celebrates(born: date, day: date) -> bool:
    """Naively: on the day itself, or on 28 February of a common year when born on the 29th."""
    try:
        return born.replace(year=day.year) == day
    except ValueError:
        return (day.month, day.day) == (2, 28)


@settings(deadline=None)
@given(
    today=st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    born=st.dates(date(1920, 1, 1), date(1989, 12, 31)),
    days=st.integers(1, 800),
    ahead=st.booleans(),
)
def test_a_birthday_in_so_many_days(today: date, born: date, days: int, ahead: bool) -> None:
    step = timedelta(days=1 if ahead else -1)
    naive = any(celebrates(born, today + step * away) for away in range(days))
    wanted = Upcoming("birthday", days) if ahead else Recent("birthday", days)
    found = days_of_year(wanted, today)
    if found is None:
        assert naive
        return
    first, last = found
    text = f"{born:%m-%d}"
    assert naive == (first <= text <= last if first <= last else text >= first or text <= last)


def test_who_was_born_on_29_february() -> None:
    wanted = Upcoming("birthday", 1)
    assert days_of_year(wanted, date(2023, 2, 28)) == ("02-28", "02-29")
    assert days_of_year(wanted, date(2024, 2, 28)) == ("02-28", "02-28")
    assert days_of_year(wanted, date(2024, 2, 29)) == ("02-29", "02-29")
    assert days_of_year(wanted, date(2023, 3, 1)) == ("03-01", "03-01")
