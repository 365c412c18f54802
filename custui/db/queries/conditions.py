"""Filters as SQL conditions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from custui.db.queries.columns import SQL
from custui.db.queries.lookups import Lookups, ids_called
from custui.domain.columns import BY_NAME, RISKS, Kind
from custui.domain.filters import Contains, Empty, Equals, Filter, OneOf
from custui.domain.text import digits, fold
from custui.locale.formats import zone


@dataclass(frozen=True)
class Condition:
    """An SQL condition and its parameters."""

    sql: str
    parameters: tuple[Any, ...] = ()


NOTHING = Condition("0")


def _folded(name: str) -> str:
    sql = SQL[name]
    return sql.fold or f"fold({sql.value})"


def _contains(wanted: Contains) -> Condition:
    is_phone = BY_NAME[wanted.column].kind is Kind.PHONE
    text = digits(wanted.text) if is_phone else fold(wanted.text)
    if is_phone and not text:
        return NOTHING
    return Condition(f"instr({_folded(wanted.column)}, ?) > 0", (text,))


def _equals(wanted: Equals, time_zone: str) -> Condition:
    kind = BY_NAME[wanted.column].kind
    value = SQL[wanted.column].value
    if kind is Kind.TEXT:
        return Condition(f"{_folded(wanted.column)} = ?", (fold(str(wanted.value)),))
    if kind is Kind.PHONE:
        return Condition(
            "instr(' ' || c.phone_digits || ' ', ?) > 0", (f" {digits(str(wanted.value))} ",)
        )
    if kind is Kind.MOMENT:
        midnight = datetime.fromisoformat(str(wanted.value)).replace(tzinfo=zone(time_zone))
        following = midnight + timedelta(days=1)
        bounds = (int(midnight.timestamp()), int(following.timestamp()))
        return Condition(f"({value} >= ? AND {value} < ?)", bounds)
    return Condition(f"{value} = ?", (wanted.value,))


def _marks(values: list[Any]) -> str:
    return ",".join("?" * len(values))


def _one_of(wanted: OneOf, lookups: Lookups) -> Condition:
    name, value = wanted.column, SQL[wanted.column].value
    tables = {"title": lookups.titles, "group": lookups.groups, "shop": lookups.shops}
    keys: list[Any]
    if name == "groups":
        keys = ids_called(lookups.groups, wanted.values)
        members = f"SELECT customer_id FROM group_membership WHERE group_id IN ({_marks(keys)})"
        return Condition(f"c.id IN ({members})", tuple(keys))
    if name in tables:
        keys = ids_called(tables[name], wanted.values)
    elif name == "risk":
        keys = ids_called(dict(enumerate(RISKS)), wanted.values)
    elif name == "country":
        keys = [code.upper() for code in wanted.values]
    else:
        keys = [code.lower() for code in wanted.values]
    return Condition(f"{value} IN ({_marks(keys)})", tuple(keys))


def _empty(wanted: Empty) -> Condition:
    value = SQL[wanted.column].value
    operator = "<>" if wanted.negated else "="
    return Condition(f"coalesce({value}, '') {operator} ''")


def condition(wanted: Filter, lookups: Lookups, time_zone: str) -> Condition:
    """``wanted`` as SQL; days are those of ``time_zone``."""
    match wanted:
        case Contains():
            return _contains(wanted)
        case Equals():
            return _equals(wanted, time_zone)
        case OneOf():
            return _one_of(wanted, lookups)
        case Empty():
            return _empty(wanted)
