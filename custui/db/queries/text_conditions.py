"""Filters of texts and phones as SQL conditions, and what the full-text index knows of them.

No function here takes a pattern: every character is plain. A NUL never ends a text.
"""

from __future__ import annotations

from collections.abc import Sequence

from custui.db.queries.columns import ColumnSql, Table
from custui.db.queries.conditions import EVERYTHING, Condition
from custui.db.search import MINIMUM_LENGTH, quoted
from custui.domain.columns import Kind
from custui.domain.filters.values import Match, Text
from custui.domain.phone import wanted_phone
from custui.domain.text import fold

_NOT_IN_INDEX = frozenset("\ufffe\uffff")
"""The tokenizer reads these as U+FFFD."""

_LONGEST_PHRASE = 64


def _from_full_text(sql: ColumnSql, needle: str) -> Condition | None:
    """The ids of those who have ``needle`` in the indexed text, when the index can tell."""
    needle = needle[:_LONGEST_PHRASE]
    if not sql.full_text or len(needle) < MINIMUM_LENGTH or not _NOT_IN_INDEX.isdisjoint(needle):
        return None
    return Condition(
        "SELECT rowid FROM customer_fts WHERE customer_fts MATCH ?",
        (f"{sql.full_text} : {quoted(needle)}",),
    )


def folded_value(sql: ColumnSql) -> str:
    """The folded text of a column: kept, or made for those few that are not plain ASCII."""
    if sql.fold:
        return sql.fold
    value = sql.value
    is_ascii = f"length(CAST({value} AS BLOB)) = length({value})"
    return f"CASE WHEN {is_ascii} THEN lower({value}) ELSE fold({value}) END"


def text_condition(wanted: Text, table: Table) -> Condition:
    """The text where it must stand, whatever the case and diacritics."""
    sql = table.sql[wanted.column]
    if table.columns.by_name[wanted.column].kind is Kind.PHONE:
        return _phone(wanted, sql)
    needle, folded = fold(wanted.text), folded_value(sql)
    ids = _from_full_text(sql, needle)
    if wanted.match is Match.EQUALS:
        return Condition(f"{folded} = ?", (needle,), ids=ids)
    if not needle:
        return EVERYTHING
    if wanted.match is Match.ENDS:
        # By bytes: functions of text count characters up to a NUL.
        end = needle.encode()
        return Condition(f"substr(CAST({folded} AS BLOB), ?) = ?", (-len(end), end), ids=ids)
    place = "= 1" if wanted.match is Match.BEGINS else "> 0"
    return Condition(f"instr({folded}, ?) {place}", (needle,), ids=ids)


def _any_has(haystack: str, needles: Sequence[str]) -> Condition:
    looks = " OR ".join(f"instr({haystack}, ?) > 0" for _needle in needles)
    return Condition(f"({looks})" if len(needles) > 1 else looks, tuple(needles))


def _phone(wanted: Text, sql: ColumnSql) -> Condition:
    phone = wanted_phone(wanted.text)
    kept = sql.fold
    if wanted.match is Match.ENDS:
        found = _any_has(f"{kept} || ' '", [phone.national + " "])
    elif wanted.match is Match.CONTAINS:
        # A number kept without its calling code begins with what follows the code.
        needles = [*phone.parts, *(f" {beginning}" for beginning in phone.beginnings)]
        found = _any_has(f"' ' || {kept}" if phone.beginnings else kept, needles)
    else:
        begins = wanted.match is Match.BEGINS
        found = Condition(
            f"(instr({kept}, ?) > 0 AND has_number({kept}, ?, {int(begins)}))",
            (phone.national, wanted.text),
        )
    ids = _from_full_text(sql, phone.national)
    return Condition(found.sql, found.parameters, ids=ids)
