"""When things happened in the made-up shop. All moments are Unix seconds, UTC."""

from __future__ import annotations

from array import array
from datetime import UTC, date, datetime, timedelta

from custui.demo.draws import wheel

REFERENCE_MOMENT = int(datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp())
"""The moment at which a generated shop stands still.

A constant and not the clock, so that the same seed gives the same shop on any day. A shop that
is to be alive (``custui demo``) is made with the present moment instead.
"""

DAY = 86_400
SHOP_AGE = 8 * 365 * DAY
"""How long before the reference moment the shop opened."""

RECENT = 45 * DAY
"""For how long a shop keeps the sessions of its visitors."""

_GROWTH = 0.6  # the n-th of all customers comes after (n / all) ** 0.6 of the shop's life

# How busy each hour of a day is, UTC, for people who live an hour or two ahead of it.
_BUSY = (2, 1, 1, 2, 4, 8, 14, 20, 24, 26, 27, 26, 25, 26, 27, 29, 31, 34, 38, 40, 34, 22, 11, 5)
_SLOT = 64  # seconds


def _day_warp() -> array[int]:
    """For each slot of an even day the second of a real day: nights are thin, evenings dense.

    It never turns two moments round.
    """
    seconds = wheel([(hour, float(weight)) for hour, weight in enumerate(_BUSY)], 2048)
    slots = DAY // _SLOT
    first: dict[int, int] = {}
    count: dict[int, int] = {}
    for place, hour in enumerate(seconds):
        first.setdefault(hour, place)
        count[hour] = count.get(hour, 0) + 1
    warped = array("I")
    for slot in range(slots + 1):
        exact = min(slot * len(seconds) / slots, len(seconds) - 1e-6)
        hour = seconds[int(exact)]
        warped.append(int((hour + (exact - first[hour]) / count[hour]) * 3600))
    return warped


DAY_WARP = _day_warp()


def at_a_likely_hour(moment: int) -> int:
    """``moment`` moved within its day to an hour when people shop; order is kept."""
    second = moment % DAY
    slot = second // _SLOT
    start = DAY_WARP[slot]
    return moment - second + start + (DAY_WARP[slot + 1] - start) * (second % _SLOT) // _SLOT


def opened_at(now: int) -> int:
    """When the shop that stands at ``now`` opened."""
    return now - SHOP_AGE


def registered_at(place: float, now: int) -> int:
    """When the customer registered at ``place`` (0 the first, 1 the last) of all came."""
    return min(at_a_likely_hour(int(now - SHOP_AGE + SHOP_AGE * place**_GROWTH)), now)


def birthdays(now: int, count: int) -> list[str]:
    """``count`` dates of birth of people between 16 and 90, most of them between 25 and 50."""
    today = datetime.fromtimestamp(now, UTC).date()
    ages = wheel([(16, 6.0), (22, 12.0), (28, 18.0), (35, 20.0), (42, 18.0), (50, 12.0)], 64)
    ages += wheel([(57, 8.0), (64, 6.0), (72, 3.0), (80, 1.0)], 16)
    dates = []
    for number in range(count):
        days = ages[number % len(ages)] * 365.25 + (number * 7919) % 3650
        dates.append(str(max(today - timedelta(days=int(days)), date(1900, 1, 1))))
    return dates
