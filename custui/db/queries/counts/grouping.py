"""By what the customers are counted in a column: its values, or ranges where those are too many."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from custui.db.queries.columns import SQL
from custui.db.queries.lookups import Lookups
from custui.db.queries.text_conditions import folded_value
from custui.db.totals import THESE, these
from custui.domain.columns import BY_NAME, RISKS, Kind
from custui.domain.filters import Empty, Filter, Is, Match, OneOf, Period, Text, Within
from custui.domain.filters.amounts import Amount
from custui.domain.filters.spans import start_of
from custui.domain.filters.values import Bound
from custui.domain.text import fold
from custui.locale.formats import zone

Meant = tuple[object, Any, Filter | None]
"""What a row of counts means: a key that makes equal ones one, a value, and its filter.

The value is a cell's, or for a range its filter; ``None`` is empty. There is no filter for a value
that no filter can say.
"""


@dataclass(frozen=True)
class Grouping:
    """Two SQL expressions that the customers ``c`` are counted by, and what each pair means.

    The second one may be an aggregate: ``aggregates`` then says so. One ``of_memberships`` counts
    rows of ``group_membership m`` beside each customer.
    """

    first: str
    second: str
    meant: Callable[[Any, Any], Meant]
    parameters: tuple[Any, ...] = ()
    aggregates: bool = True
    of_memberships: bool = False


def grouping(name: str, lookups: Lookups, time_zone: str, highest_id: int) -> Grouping:
    """By what the customers are counted in the column called ``name``.

    Months are those of ``time_zone``; ``highest_id`` is the highest customer number there is.
    """
    kind = BY_NAME[name].kind
    match kind:
        case Kind.FLAG:
            return _by_value(name, lambda value: Is(name, bool(value)))
        case Kind.CHOICES:
            return Grouping("m.group_id", "NULL", _named(name, lookups.groups), of_memberships=True)
        case Kind.CHOICE:
            return _by_choice(name, lookups)
        case Kind.MOMENT:
            return _by_month(name, time_zone)
        case Kind.DATE:
            return Grouping(f"substr({SQL[name].value}, 1, 4)", "NULL", _year_of(name))
        case Kind.MONEY:
            return _by_range(name, _AMOUNTS, Amount)
        case Kind.PHONE:
            return _by_presence(name)
    if kind is Kind.NUMBER:
        if name == "id":
            return _by_range(name, _steps(highest_id))
        return _by_value(name, lambda value: Within(name, value, value))
    return _by_domain(name) if name == "email" else _by_text(name)


# --- values -------------------------------------------------------------------------------------


def _by_value(name: str, filtered: Callable[[Any], Filter]) -> Grouping:
    def meant(value: Any, _second: Any) -> Meant:
        wanted = filtered(value)
        return wanted, value, wanted

    return Grouping(SQL[name].value, "NULL", meant)


def _named(name: str, names: dict[int, str]) -> Callable[[Any, Any], Meant]:
    """Ids by the names they have: a filter finds a name whatever its case and diacritics."""

    def meant(key: Any, _second: Any) -> Meant:
        if key is None:
            return None, None, Empty(name)
        value = names.get(key, "")
        return (fold(value), value, OneOf(name, (value,))) if value else (key, str(key), None)

    return meant


def _by_choice(name: str, lookups: Lookups) -> Grouping:
    names = dict(enumerate(RISKS)) if name == "risk" else lookups.choices(name)
    if names:
        return Grouping(SQL[name].value, "NULL", _named(name, names))
    value = SQL[name].value
    return Grouping(f"lower({value})" if name == "language" else value, "NULL", _code(name))


def _code(name: str) -> Callable[[Any, Any], Meant]:
    def meant(code: Any, _second: Any) -> Meant:
        wanted = OneOf(name, (code,)) if code else Empty(name)
        return wanted, code or None, wanted

    return meant


def _by_text(name: str) -> Grouping:
    """Texts that differ by case and diacritics alone are one, as they are to a filter."""
    value = SQL[name].value
    key = f"CASE WHEN {value} <> '' THEN {folded_value(SQL[name])} END"

    def meant(folded: Any, one_of_them: Any) -> Meant:
        if folded is None:
            return None, None, Empty(name)
        wanted = Text(name, one_of_them, Match.EQUALS) if folded else None
        return folded, one_of_them, wanted

    return Grouping(key, f"min({value})", meant)


def _by_domain(name: str) -> Grouping:
    email = SQL[name].fold
    after = f"instr({email}, '@')"
    # What stands after the last @: trimming all other characters leaves what ends with it.
    last = f"length(rtrim({email}, replace({email}, '@', '')))"
    place = f"CASE instr(substr({email}, {after} + 1), '@') WHEN 0 THEN {after} ELSE {last} END"

    def meant(domain: Any, _second: Any) -> Meant:
        match = Match.ENDS if domain.startswith("@") else Match.EQUALS
        return domain, domain, Text(name, domain, match) if domain else Empty(name)

    return Grouping(f"substr({email}, {place})", "NULL", meant)


def _by_presence(name: str) -> Grouping:
    value, digits = SQL[name].value, SQL[name].fold

    def meant(there: Any, _second: Any) -> Meant:
        wanted = Empty(name, negated=bool(there))
        return wanted, wanted if there else None, wanted

    return Grouping(f"{value} <> '' OR {digits} <> ''", "NULL", meant)


# --- ranges -------------------------------------------------------------------------------------

_AMOUNTS = (0, 1, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 10_000_000)
"""Where ranges of amounts begin, in minor units."""


def _steps(highest: int) -> Sequence[int]:
    """Round numbers up to ``highest``, at most a hundred of them."""
    step = 10 ** max(0, len(str(highest)) - 2)
    return range(0, highest + 1, step)


def _by_range(name: str, begins: Sequence[int], bound: Callable[[int], Bound] = int) -> Grouping:
    """Ranges from each of ``begins`` to before the next; those before and after all are open."""
    value = SQL[name].value
    if isinstance(begins, range):
        place_sql = f"{value} / {begins.step} + 1"
    else:
        whens = " ".join(f"WHEN {value} < {begin} THEN {at}" for at, begin in enumerate(begins))
        place_sql = f"CASE {whens} ELSE {len(begins)} END"

    def meant(place: Any, _second: Any) -> Meant:
        low = bound(begins[place - 1]) if place else None
        high = bound(begins[place] - 1) if place < len(begins) else None
        wanted = Within(name, low, high)
        return wanted, wanted, wanted

    return Grouping(place_sql, "NULL", meant)


def _year_of(name: str) -> Callable[[Any, Any], Meant]:
    def meant(year: Any, _second: Any) -> Meant:
        if year is None:
            return None, None, Empty(name)
        if not (len(year) == 4 and year.isdecimal() and int(year)):
            return year, year, None
        wanted = _within(name, Period(int(year)))
        return wanted, wanted, wanted

    return meant


def _within(name: str, period: Period) -> Within:
    return Within(name, period, period)


_FIRST_YEAR, _LAST_YEAR = 1970, 2100
_DAY = 24 * 3600


def _by_month(name: str, time_zone: str) -> Grouping:
    """Months of the zone.

    Counted by the day of UTC, of which nearly all lie in one month wherever one is; those in which
    a month begins, and whatever lies out of all reason, by the second.
    """
    there = zone(time_zone)
    months = [
        Period(year, month) for year in range(_FIRST_YEAR, _LAST_YEAR + 1) for month in range(1, 13)
    ]
    begins = [start_of(month.first.toordinal(), there) for month in months]
    value = SQL[name].value
    exactly = (
        f"CASE WHEN {value} < ? OR {value} >= ? OR {value} / {_DAY} IN {THESE} THEN {value} END"
    )
    parameters = (begins[0], begins[-1], these([begin // _DAY for begin in begins]))

    def meant(day: Any, second: Any) -> Meant:
        if day is None:
            return None, None, Empty(name, is_moment=True)
        moment = day * _DAY if second is None else second
        place = bisect_right(begins, moment) - 1
        if not 0 <= place < len(months) - 1:
            return _beyond(name, before=place < 0)
        wanted = _within(name, months[place])
        return wanted, wanted, wanted

    return Grouping(f"{value} / {_DAY}", exactly, meant, parameters, aggregates=False)


def _beyond(name: str, *, before: bool) -> Meant:
    """All that lies before the first month, or after the last."""
    if before:
        wanted = Within(name, high=Period(_FIRST_YEAR), exclusive=True)
    else:
        end = date(_LAST_YEAR, 12, 1)
        wanted = Within(name, low=Period(end.year, end.month))
    return wanted, wanted, wanted
