"""Filters as SQL conditions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from custui.db.queries.columns import CUSTOMERS_TABLE, Table
from custui.db.queries.lookups import Lookups, ids_called
from custui.domain.columns import RISKS, Kind
from custui.domain.text import fold

if TYPE_CHECKING:
    from custui.domain.filters import Empty, Filter, Is, OneOf


@dataclass(frozen=True)
class Condition:
    """An SQL condition on a row of a list, or a statement, and its parameters.

    ``reads`` is the one column of ``customer`` that the condition looks at, ``""`` when there are
    more. ``ids`` is a statement that selects the ids of all who may match, others perhaps too, from
    an index: it ends early under a ``LIMIT``. Of other lists than the customers' there is neither.
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


def on_value(name: str, table: Table, sql: str, parameters: tuple[Any, ...] = ()) -> Condition:
    """A condition on the value of a column, which may have an index."""
    if not table.sql[name].index or table.sql[name].sort:
        return Condition(sql, parameters)
    ids = Condition(f"SELECT c.id FROM customer c WHERE {sql}", parameters)
    return Condition(sql, parameters, name, ids)


def _marks(values: Sequence[Any]) -> str:
    return ",".join("?" * len(values))


def _is(wanted: Is, table: Table) -> Condition:
    return Condition(f"{table.sql[wanted.column].value} = ?", (wanted.yes,))


def _numbers(wanted: OneOf, lookups: Lookups) -> list[int]:
    """The choice as its numbers in the database; names that nothing has are left out."""
    match wanted.column:
        case "risk":
            return ids_called(dict(enumerate(RISKS)), wanted.values)
        case "shop":
            by_code = ids_called(lookups.shops, wanted.values)
            return list({*by_code, *ids_called(lookups.shop_names, wanted.values)})
    return ids_called(lookups.choices(wanted.column), wanted.values)


def _one_of(wanted: OneOf, table: Table, lookups: Lookups) -> Condition:
    column, sql = table.columns.by_name[wanted.column], table.sql[wanted.column]
    if column.kind is Kind.CHOICES:
        return _groups(_numbers(wanted, lookups))
    value, keys = sql.value, list[Any](wanted.values)
    if sql.is_number:
        keys = _numbers(wanted, lookups)
    elif column.name == "country":
        keys = [code.upper() for code in wanted.values]
    elif column.name == "language":
        value, keys = f"lower({value})", [code.lower() for code in wanted.values]
    elif column.open or not column.labels:
        value, keys = f"fold({value})", [fold(name) for name in wanted.values]
    return Condition(f"{value} IN ({_marks(keys)})", tuple(keys))


def _groups(keys: Sequence[int]) -> Condition:
    members = f"SELECT customer_id FROM group_membership WHERE group_id IN ({_marks(keys)})"
    ids = Condition(members, tuple(keys))
    return Condition(f"c.id IN ({members})", tuple(keys), "id", ids)


_TEXTS = (Kind.TEXT, Kind.PHONE, Kind.CHOICE, Kind.CHANGES)


def _empty(wanted: Empty, table: Table) -> Condition:
    name = wanted.column
    kind, sql = table.columns.by_name[name].kind, table.sql[name]
    if kind is Kind.CHOICES:
        return Condition("NOT EXISTS (SELECT 1 FROM group_membership m WHERE m.customer_id = c.id)")
    if kind is Kind.PHONE:
        return Condition(f"{sql.value} = '' AND {sql.fold} = ''")
    is_text = kind in _TEXTS and not sql.is_number
    return on_value(name, table, f"{sql.value} = ''" if is_text else f"{sql.value} IS NULL")


def _compiled(
    wanted: Filter, lookups: Lookups, time_zone: str, now: int, table: Table
) -> Condition:
    from custui.domain.filters.values import DayOfYear, Empty, Is, OneOf, Text, Upcoming

    match wanted:
        case Is():
            return _is(wanted, table)
        case OneOf():
            return _one_of(wanted, table, lookups)
        case Empty():
            return _empty(wanted, table)
        case Text():
            from custui.db.queries.text_conditions import text_condition

            return text_condition(wanted, table)
        case DayOfYear() | Upcoming():
            from custui.db.queries.range_conditions import birthday_condition

            return birthday_condition(wanted, table, time_zone, now)
    from custui.db.queries.range_conditions import range_condition

    return range_condition(wanted, table, time_zone, now)


def condition(
    wanted: Filter, lookups: Lookups, time_zone: str, now: int, table: Table = CUSTOMERS_TABLE
) -> Condition:
    """``wanted`` as SQL.

    Days are those of ``time_zone``, and today is the day of ``now`` (Unix seconds) there.
    """
    found = _compiled(wanted, lookups, time_zone, now, table)
    return negated(found) if getattr(wanted, "negated", False) else found
