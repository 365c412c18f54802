"""Filters as SQL conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from custui.db.queries.columns import SQL
from custui.db.queries.lookups import Lookups, ids_called
from custui.domain.columns import BY_NAME, RISKS, Kind

if TYPE_CHECKING:
    from custui.domain.filters import Empty, Filter, Is, OneOf


@dataclass(frozen=True)
class Condition:
    """An SQL condition on the customer ``c``, or a statement, and its parameters.

    ``reads`` is the one column of ``customer`` that the condition looks at, ``""`` when there are
    more. ``ids`` is a statement that selects the ids of all who may match, others perhaps too, from
    an index: it ends early under a ``LIMIT``.
    """

    sql: str
    parameters: tuple[Any, ...] = ()
    reads: str = ""
    ids: Condition | None = None


NOTHING = Condition("0")
EVERYTHING = Condition("1")


def negated(condition: Condition) -> Condition:
    """Everybody else, those for whom the condition is unknown among them."""
    return Condition(f"({condition.sql}) IS NOT TRUE", condition.parameters, condition.reads)


def on_value(name: str, sql: str, parameters: tuple[Any, ...] = ()) -> Condition:
    """A condition on the value of a column, which may have an index."""
    if not SQL[name].index or SQL[name].sort:
        return Condition(sql, parameters)
    ids = Condition(f"SELECT c.id FROM customer c WHERE {sql}", parameters)
    return Condition(sql, parameters, name, ids)


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _is(wanted: Is) -> Condition:
    return Condition(f"{SQL[wanted.column].value} = ?", (wanted.yes,))


def _keys(wanted: OneOf, lookups: Lookups) -> list[Any]:
    """The choice as the database keeps it; names that nothing has are left out."""
    match wanted.column:
        case "country":
            return [code.upper() for code in wanted.values]
        case "language":
            return [code.lower() for code in wanted.values]
        case "risk":
            return ids_called(dict(enumerate(RISKS)), wanted.values)
        case "shop":
            by_code = ids_called(lookups.shops, wanted.values)
            return list({*by_code, *ids_called(lookups.shop_names, wanted.values)})
    return ids_called(lookups.choices(wanted.column), wanted.values)


def _one_of(wanted: OneOf, lookups: Lookups) -> Condition:
    keys = _keys(wanted, lookups)
    if wanted.column == "groups":
        members = f"SELECT customer_id FROM group_membership WHERE group_id IN ({_marks(keys)})"
        ids = Condition(members, tuple(keys))
        return Condition(f"c.id IN ({members})", tuple(keys), "id", ids)
    value = SQL[wanted.column].value
    if wanted.column == "language":
        value = f"lower({value})"
    return Condition(f"{value} IN ({_marks(keys)})", tuple(keys))


def _empty(wanted: Empty) -> Condition:
    name, value = wanted.column, SQL[wanted.column].value
    if name == "groups":
        return Condition("NOT EXISTS (SELECT 1 FROM group_membership m WHERE m.customer_id = c.id)")
    if name == "phone":
        return Condition("c.phone = '' AND c.phone_digits = ''")
    is_text = BY_NAME[name].kind in (Kind.TEXT, Kind.CHOICE) and not SQL[name].is_number
    sql = f"{value} = ''" if is_text else f"{value} IS NULL"
    return on_value(name, sql)


def _compiled(wanted: Filter, lookups: Lookups, time_zone: str, now: int) -> Condition:
    from custui.domain.filters.values import DayOfYear, Empty, Is, OneOf, Text, Upcoming

    match wanted:
        case Is():
            return _is(wanted)
        case OneOf():
            return _one_of(wanted, lookups)
        case Empty():
            return _empty(wanted)
        case Text():
            from custui.db.queries.text_conditions import text_condition

            return text_condition(wanted)
        case DayOfYear() | Upcoming():
            from custui.db.queries.range_conditions import birthday_condition

            return birthday_condition(wanted, time_zone, now)
    from custui.db.queries.range_conditions import range_condition

    return range_condition(wanted, time_zone, now)


def condition(wanted: Filter, lookups: Lookups, time_zone: str, now: int) -> Condition:
    """``wanted`` as SQL.

    Days are those of ``time_zone``, and today is the day of ``now`` (Unix seconds) there.
    """
    found = _compiled(wanted, lookups, time_zone, now)
    return negated(found) if getattr(wanted, "negated", False) else found
