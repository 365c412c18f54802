"""What staged rows will change of each customer they meet, told field by field.

Read before anything is changed, after new titles and groups have their numbers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.staging.addresses import TEXTS, USES
from custui.db.staging.choices import Renumbered, listed
from custui.db.staging.layout import ADDRESS, CHOICES, MEMBERS, NOTE, SERVICE, Layout
from custui.db.staging.matching import credential_differs
from custui.db.staging.parts import Span
from custui.db.staging.records import Records
from custui.db.staging.rows import changed_rows
from custui.domain.columns import RISKS

Fields = dict[str, list[object]]
"""Field to ``[before, after]``."""

SET = "set"
"""What is said of a secret that is there."""

_NAMES = {"title_id": "title", "default_group_id": "group"}
_ADDRESS = (*TEXTS, *USES, "deleted")


class Telling:
    """Tells what the rows of spans change; an address is told once it has its number."""

    def __init__(
        self, database: ShopDatabase, layout: Layout, renumbered: Renumbered, now: int
    ) -> None:
        self._database = database
        self._run = database.execute_sql
        self._layout = layout
        self._renumbered = renumbered
        self._now = now

    def changes(self, span: Span) -> Iterator[tuple[int, Fields]]:
        """The number and the changed fields of each customer to be changed."""
        if not self._layout.adds:
            yield from self._of_addresses_alone(span)
            return
        others = [_Owned(rows) for rows in self._of_others(span)]
        for line, customer_id, fields in self._of_customers(span):
            for each in others:
                fields |= each.of(line)
            yield customer_id, fields

    # --- the customer's own ------------------------------------------------------------------

    def _of_customers(self, span: Span) -> Iterator[tuple[int, int, Fields]]:
        told = [self._pair(span, column) for column in self._layout.compared]
        names = [_NAMES.get(column, column) for column in self._layout.compared]
        told += self._groups(span)
        names += ["groups"] * bool(MEMBERS in self._layout.columns)
        for column in self._layout.credentials:
            differs = credential_differs(column)
            told.append(f"NULL, iif({differs}, {_said_of(column)}, NULL)")
            names.append("password" if column != "sessions_valid_from" else column)
        action = "s.action" if "action" in self._layout.columns else "0"
        # Without more beside them, rows need no order: the match table has the file's.
        order = "ORDER BY m.stage_row" if self._layout.records else ""
        rows = self._run(
            f"SELECT m.stage_row, c.id, {action}, c.first_name, c.last_name, c.email"
            f"{''.join(f', {pair}' for pair in told)} FROM {changed_rows(span)} {order}"
        )
        for line, customer_id, deleted, first, last, email, *values in rows:
            if deleted:
                who = {"first_name": first, "last_name": last, "email": email}
                yield line, customer_id, {name: [text, None] for name, text in who.items()}
            else:
                pairs = zip(names, values[::2], values[1::2], strict=True)
                yield (
                    line,
                    customer_id,
                    {n: [_one(n, old), _one(n, new)] for n, old, new in pairs if old != new},
                )

    def _pair(self, span: Span, column: str) -> str:
        """SQL: what the customer has in ``column`` before and after."""
        before = self._said(f"c.{column}", column)
        after = self._renumbered.value(span, column, self._layout.value(column))
        return (
            f"{before}, CASE WHEN {self._layout.differs(column)}"
            f" THEN {self._said(after, column)} ELSE {before} END"
        )

    @staticmethod
    def _said(value: str, column: str) -> str:
        """SQL: a value as the audit tells it, choices by their names."""
        if column == "risk":
            whens = " ".join(f"WHEN {place} THEN '{name}'" for place, name in enumerate(RISKS))
            return f"CASE {value} {whens} END"
        table = CHOICES.get(column)
        return f"(SELECT name FROM {table} WHERE id = {value})" if table else value

    def _groups(self, span: Span) -> list[str]:
        if MEMBERS not in self._layout.columns:
            return []
        member = self._renumbered.value(span, MEMBERS, "v.value")
        default = "c.default_group_id"
        if "default_group_id" in self._layout.columns:
            staged = self._renumbered.value(span, "default_group_id", "s.default_group_id")
            default = f"coalesce({staged}, {default})"
        before = _names("SELECT group_id FROM group_membership WHERE customer_id = c.id")
        after = _names(f"SELECT {member} FROM json_each({listed()}) v UNION SELECT {default}")
        return [f"{before}, iif(s.{MEMBERS} IS NULL, {before}, {after})"]

    # --- what belongs to customers -----------------------------------------------------------

    def _of_others(self, span: Span) -> Iterator[Iterator[tuple[int, Fields]]]:
        if ADDRESS in self._layout.records:
            yield self._of_addresses(span, "s.owner", "s.line")
        if SERVICE in self._layout.records:
            yield self._of_services(span)
        if NOTE in self._layout.records:
            yield self._of_notes(span)

    def _of_addresses(self, span: Span, whose: str, order: str) -> Iterator[tuple[int, Fields]]:
        columns = [c for c in _ADDRESS if c in self._layout.of(ADDRESS)]
        pairs = ", ".join(f"a.{column}, s.address_{column}" for column in columns)
        rows = self._run(
            f"SELECT {whose}, n.id, n.is_new, {pairs} FROM {span.rows} s"
            f" JOIN {span.met} m ON m.stage_row = s.owner"
            " JOIN temp.address_number n ON n.line = s.line"
            " LEFT JOIN address a ON a.id = n.id AND NOT n.is_new"
            f" WHERE m.changed AND s.has_address AND {span.within('s.line')} ORDER BY {order}"
        )
        for owner, number, new, *values in rows:
            fields = zip(columns, values[::2], values[1::2], strict=True)
            yield (
                owner,
                {
                    f"address[{number}].{column}": [None if new else before, after]
                    for column, before, after in fields
                    if (after not in ("", 0, None) if new else before != after)
                },
            )

    def _of_addresses_alone(self, span: Span) -> Iterator[tuple[int, Fields]]:
        rows = self._of_addresses(span, "m.customer_id", "m.customer_id, s.line")
        for customer_id, several in groupby(rows, key=lambda row: row[0]):
            fields: Fields = {}
            for _owner, each in several:
                fields |= each
            yield customer_id, fields

    def _of_services(self, span: Span) -> Iterator[tuple[int, Fields]]:
        records = Records(self._database, self._layout, SERVICE, self._now)
        rows = self._run(
            f"SELECT s.owner, s.service_service, t.active, {records.value('active')}"
            f" FROM {span.rows} s JOIN {span.met} m ON m.stage_row = s.owner"
            " LEFT JOIN subscription t ON t.customer_id = m.customer_id"
            " AND t.service = s.service_service"
            f" WHERE m.changed AND {records.is_new(span, 'm.customer_id')} ORDER BY s.line"
        )
        for owner, service, before, after in rows:
            yield owner, {f"service[{service}].active": [before, after]}

    def _of_notes(self, span: Span) -> Iterator[tuple[int, Fields]]:
        records = Records(self._database, self._layout, NOTE, self._now)
        rows = self._run(
            "SELECT s.owner, s.note_body"
            f" FROM {span.rows} s JOIN {span.met} m ON m.stage_row = s.owner"
            f" WHERE m.changed AND {records.is_new(span, 'm.customer_id')} ORDER BY s.line"
        )
        for owner, body in rows:
            yield owner, {"note": [None, body]}


class _Owned:
    """What belongs to the customers of rising lines, read alongside them."""

    def __init__(self, rows: Iterator[tuple[int, Fields]]) -> None:
        self._groups = groupby(rows, key=lambda row: row[0])
        self._next: tuple[int, Any] | None = next(self._groups, None)

    def of(self, line: int) -> Fields:
        """The fields that belong to the customer on ``line``."""
        while self._next is not None and self._next[0] < line:
            self._next = next(self._groups, None)
        fields: Fields = {}
        if self._next is not None and self._next[0] == line:
            for _owner, each in self._next[1]:
                fields |= each
        return fields


def _names(numbers: str) -> str:
    """SQL: the names of the groups that ``numbers`` selects, in the order of their numbers."""
    ordered = f"SELECT name FROM customer_group WHERE id IN ({numbers}) ORDER BY id"
    return f"(SELECT json_group_array(name) FROM ({ordered}))"


def _said_of(column: str) -> str:
    return f"s.{column}" if column == "sessions_valid_from" else f"'{SET}'"


def _one(name: str, value: object) -> object:
    """A value as it stands in an entry; the names of groups come as JSON."""
    return json.loads(str(value)) if name == "groups" else value
