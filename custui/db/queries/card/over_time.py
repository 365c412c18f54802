"""A customer's purchases and visits over time, for a plot."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from custui.db.connection import ShopDatabase
from custui.locale.formats import zone

MONTHS = 24
WEEKS = 26


@dataclass(frozen=True)
class MonthSales:
    """The valid orders of a calendar month; ``value`` in minor units."""

    month: str  # YYYY-MM
    orders: int
    value: int


@dataclass(frozen=True)
class WeekVisits:
    """The sessions that were last active in a week."""

    monday: str  # YYYY-MM-DD
    visits: int


# Through the index of a customer's orders, the days of each month alone.
_SALES = """
SELECT count(*), coalesce(sum(o.total), 0)
FROM sales_order o CROSS JOIN order_status s ON s.id = o.status_id
WHERE o.customer_id = ? AND o.placed_at >= ? AND o.placed_at < ? AND s.counts_as_sale = 1
"""

_VISITS = """
SELECT count(*) FROM session
WHERE customer_id = ? AND last_seen_at >= ? AND last_seen_at < ?
"""


def read_sales_by_month(
    database: ShopDatabase, customer_id: int, *, now: int, time_zone: str
) -> tuple[MonthSales, ...]:
    """The 24 months up to that of ``now`` (Unix seconds UTC), oldest first."""
    today = datetime.fromtimestamp(now, zone(time_zone)).date()
    return tuple(
        MonthSales(
            f"{first:%Y-%m}",
            *database.execute_sql(
                _SALES, (customer_id, *_ends(first, after, time_zone))
            ).fetchone(),
        )
        for first, after in _months(today)
    )


def read_visits_by_week(
    database: ShopDatabase, customer_id: int, *, now: int, time_zone: str
) -> tuple[WeekVisits, ...]:
    """The 26 weeks, each from a Monday, up to that of ``now`` (Unix seconds UTC), oldest first."""
    today = datetime.fromtimestamp(now, zone(time_zone)).date()
    return tuple(
        WeekVisits(
            monday.isoformat(),
            *database.execute_sql(
                _VISITS, (customer_id, *_ends(monday, monday + timedelta(7), time_zone))
            ).fetchone(),
        )
        for monday in _mondays(today)
    )


def _months(today: date) -> Iterator[tuple[date, date]]:
    """The first day of each month, and that of the next."""
    this = 12 * today.year + today.month - 1
    for month in range(this - MONTHS + 1, this + 1):
        first, after = (date(number // 12, number % 12 + 1, 1) for number in (month, month + 1))
        yield first, after


def _mondays(today: date) -> Iterator[date]:
    this = today - timedelta(today.weekday())
    for week in range(WEEKS - 1, -1, -1):
        yield this - timedelta(7 * week)


def _ends(first: date, after: date, time_zone: str) -> tuple[int, int]:
    """The moments at which two days begin, in Unix seconds UTC."""
    there = zone(time_zone)
    begin, end = (int(datetime.combine(day, time(), there).timestamp()) for day in (first, after))
    return begin, end
