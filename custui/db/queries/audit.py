"""The audit, newest entry first, as filters ask for it."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.queries.conditions import Condition, condition
from custui.db.queries.lookups import Lookups
from custui.domain.changes import decoded_fields
from custui.domain.filters import FilterError, parse_filter
from custui.domain.text import fold
from custui.locale import _

TEXTS: Final = ("staff", "origin", "act", "fields", "reason")
STAND_INS: Final = {"at": "registered_at", "customer_id": "id"}
"""Columns whose filters are those of a column of the customers grid, by whose name they go."""

COLUMNS: Final = ("id", "at", "staff", "origin", "act", "customer_id", "fields", "reason")

# ``c`` and the stand-ins' names are what ``conditions.condition`` writes.
_SOURCE = f"""
FROM (SELECT id AS entry, at AS registered_at, customer_id AS id, {", ".join(TEXTS)}
      FROM audit_entry) c
"""


@dataclass(frozen=True)
class Entry:
    """One entry; ``at`` in Unix seconds UTC.

    ``fields`` maps a field to ``[before, after]``; in a summary or a refusal, a name to a value.
    """

    id: int
    at: int
    staff: str
    origin: str
    act: str
    customer_id: int | None
    fields: Mapping[str, object]
    reason: str


def parse_audit_filter(column: str, typed: str, time_zone: str) -> Condition:
    """The filter that ``typed`` means in a column of the audit; raises ``FilterError``.

    Moments and numbers as in the customers grid, days by ``time_zone``. Texts: ``x`` contains,
    ``=x`` equals, ``^x`` begins, ``x$`` ends, ``!x`` does not contain; case and diacritics apart.
    """
    stand_in = STAND_INS.get(column)
    if stand_in is not None:
        try:
            wanted = parse_filter(stand_in, typed)
            return condition(wanted, Lookups({}, {}, {}), time_zone, int(time.time()))
        except FilterError as error:
            raise FilterError(column, str(error)) from error
    if column in TEXTS:
        return _text_condition(column, typed)
    raise FilterError(
        column,
        _("there is no column {name}; there are: {names}").format(
            name=column, names=", ".join((*STAND_INS, *TEXTS))
        ),
    )


def _text_condition(column: str, typed: str) -> Condition:
    value = f"fold(c.{column})"
    if typed in ('""', '!""'):
        return Condition(f"c.{column} {'<>' if typed.startswith('!') else '='} ''")
    sign, rest = (typed[0], fold(typed[1:])) if len(typed) > 1 else ("", "")
    if sign == "=":
        return Condition(f"{value} = ?", (rest,))
    if sign == "!":
        return Condition(f"instr({value}, ?) = 0", (rest,))
    if sign == "^":
        return Condition(f"instr({value}, ?) = 1", (rest,))
    if sign and typed.endswith("$"):
        text = fold(typed[:-1])
        return Condition(f"substr({value}, -{len(text)}) = ?", (text,))
    return Condition(f"instr({value}, ?) > 0", (fold(typed),))


def count_entries(database: ShopDatabase, conditions: Sequence[Condition]) -> int:
    """How many entries meet all ``conditions``."""
    where, parameters = _where(conditions)
    row = database.execute_sql(f"SELECT count(*) {_SOURCE} {where}", parameters).fetchone()
    return int(row[0])


def entries(
    database: ShopDatabase, conditions: Sequence[Condition], limit: int | None = None
) -> Iterator[Entry]:
    """The entries that meet all ``conditions``, newest first, as many as ``limit`` says."""
    where, parameters = _where(conditions)
    rows = database.raw().execute(
        "SELECT c.entry, c.registered_at, c.staff, c.origin, c.act, c.id, c.fields, c.reason"
        f" {_SOURCE} {where} ORDER BY c.entry DESC LIMIT ?",
        (*parameters, -1 if limit is None else limit),
    )
    for number, at, staff, origin, act, customer_id, fields, reason in rows:
        yield Entry(number, at, staff, origin, act, customer_id, decoded_fields(fields), reason)


def _where(conditions: Sequence[Condition]) -> tuple[str, tuple[object, ...]]:
    if not conditions:
        return "", ()
    parameters = tuple(value for each in conditions for value in each.parameters)
    return f"WHERE {' AND '.join(each.sql for each in conditions)}", parameters
