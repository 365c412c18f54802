"""What the audit says of rows that an act changed: each field before and after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from custui.db import shop_terms
from custui.db.connection import ShopDatabase
from custui.db.row_changes import Row, RowChange, Value
from custui.domain.columns import RISKS
from custui.services.told_tables import MOST_TOLD, TOLD, Told

MEMBERSHIP: Final = "group_membership"
LONGEST: Final = 500
"""Characters of a text that an entry repeats."""

SET: Final = "set"
"""What is said of a secret that is there."""

Fields = dict[str, list[object]]


def told_by_customer(
    database: ShopDatabase, changes: Sequence[RowChange], customer_id: int | None
) -> dict[int | None, Fields]:
    """What the audit tells of ``changes``: first what is about ``customer_id``, then of others.

    Rows that tell of nobody belong to the first. Each field is told as ``[before, after]``, titles
    and groups by their names. It is told inside the transaction that changes them.
    """
    parted: dict[int | None, list[RowChange]] = {customer_id: []}
    for change in changes:
        whose = change.customer_id
        parted.setdefault(customer_id if whose is None else whose, []).append(change)
    names = _Names(database, changes)
    return {number: _tell(database, own, names) for number, own in parted.items()}


def _tell(database: ShopDatabase, changes: Sequence[RowChange], names: _Names) -> Fields:
    fields: Fields = {}
    counts = Counter(change.table for change in changes)
    for change in changes:
        told = TOLD.get(change.table)
        if change.table == MEMBERSHIP or (told and not told.counted and not told.columns):
            continue
        if told is None or told.counted or counts[change.table] > MOST_TOLD:
            _count(fields, told.name if told else change.table, change)
        else:
            fields |= _row(told, change, names)
    return fields | _memberships(database, changes, names)


def _count(fields: Fields, name: str, change: RowChange) -> None:
    both = fields.setdefault(name, [0, 0])
    for place, row in enumerate((change.before, change.after)):
        if row is not None and row.get("customer_id", 0) is not None:
            both[place] = int(str(both[place])) + 1


def _row(told: Told, change: RowChange, names: _Names) -> Fields:
    fields: Fields = {}
    for column, called in told.columns.items():
        if change.touched(column):
            pair = [_value(told, column, row, names) for row in (change.before, change.after)]
            if pair[0] or pair[1] or None not in pair:
                fields[_field(told, change.row, called)] = pair
    return fields


def _field(told: Told, row: Row, called: str) -> str:
    if not told.name:
        return called
    name = f"{told.name}[{row[told.label]}]" if told.label else told.name
    return f"{name}.{called}" if called else name


def _value(told: Told, column: str, row: Row | None, names: _Names) -> object:
    if row is None or column not in row:
        return None
    value = row[column]
    if column in told.secret:
        return SET if value else None
    if isinstance(value, str) and len(value) > LONGEST:
        return f"{value[:LONGEST]}… ({len(value)})"
    return names.said(column, value)


class _Names:
    """Titles, groups and the like by their names, those that the act removed too."""

    def __init__(self, database: ShopDatabase, changes: Iterable[RowChange]) -> None:
        self._of_columns: Mapping[str, dict[Value, str]] = {
            "title_id": {number: name for number, name, _ in shop_terms.titles(database)},
            "default_group_id": dict(shop_terms.groups(database)),
            "risk": dict(enumerate(RISKS)),
        }
        for change in changes:
            column = {"title": "title_id", "customer_group": "default_group_id"}.get(change.table)
            if column and change.before is not None and change.after is None:
                self._of_columns[column][change.row["id"]] = str(change.row["name"])

    def said(self, column: str, value: Value) -> Value:
        """``value`` of a column by its name, where it has one."""
        return self._of_columns.get(column, {}).get(value, value)

    def group(self, number: Value) -> str:
        """A group's name."""
        return str(self.said("default_group_id", number))


def _memberships(database: ShopDatabase, changes: Iterable[RowChange], names: _Names) -> Fields:
    """All groups of a customer before and after."""
    own = [change for change in changes if change.table == MEMBERSHIP]
    if not own:
        return {}
    came = {each.row["group_id"] for each in own if each.before is None}
    left = {each.row["group_id"] for each in own if each.after is None}
    now: set[Value] = set(shop_terms.groups_of(database, own[0].customer_id or 0))
    both = ((now - came) | left, now)
    return {
        "groups": [[names.group(number) for number in sorted(each, key=_number)] for each in both]
    }


def _number(value: Value) -> int:
    return int(value or 0)
