"""A plain model of what acts do to a shop and how they are taken back, row by row in dictionaries.

It knows nothing of versions, triggers or SQL. An act is what it changed; taking it back takes every
row as the act left it.
"""

from __future__ import annotations

import copy
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]
Key = tuple[str, Any]  # table, and what makes the row this one

REFERENCES = {  # table -> column -> what it refers to
    "customer": {"group": "group", "title": "title"},
    "member": {"customer": "customer", "group": "group"},
    "note": {"customer": "customer"},
    "address": {"customer": "customer"},
    "voucher": {"customer": "customer"},
    "consent": {"customer": "customer"},
}
UNIQUE = {"customer": "email", "title": "name", "group": "name", "voucher": "code"}
GENERAL = 2


@dataclass
class Done:
    """What one act changed: rows before and after, and whose state it was before and after.

    A toggle and a bulk action are taken back customer by customer; other acts whole or not at all.
    """

    kind: str
    rows: dict[Key, tuple[Row | None, Row | None]]
    states: dict[int, tuple[int, int]]


@dataclass
class Model:
    """The shop's rows; ``state`` names the state of each customer's own rows."""

    rows: dict[Key, Row]
    acts: dict[str, list[Done]]
    last_customer: int
    state: dict[int, int] = field(default_factory=dict)
    names: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    # --- looking ------------------------------------------------------------------------------

    def of(self, table: str, **wanted: Any) -> list[tuple[Any, Row]]:
        """The rows of a table in which the columns are as ``wanted``, by key."""
        found = (
            (key, row)
            for (name, key), row in self.rows.items()
            if name == table and all(row[column] == value for column, value in wanted.items())
        )
        return sorted(found, key=lambda each: str(each[0]).zfill(9))

    def next_id(self, table: str) -> int:
        return 1 + max((key for key, _ in self.of(table)), default=0)

    def groups_of(self, customer: int) -> set[int]:
        return {row["group"] for _, row in self.of("member", customer=customer)}

    # --- acting -------------------------------------------------------------------------------

    @contextmanager
    def act(self, who: str, kind: str = "whole") -> Iterator[None]:
        """What changes inside is one act of ``who``: ``whole``, a ``toggle`` or a ``bulk`` one."""
        before = copy.deepcopy(self.rows)
        yield
        rows = {
            key: (before.get(key), copy.deepcopy(self.rows.get(key)))
            for key in before.keys() | self.rows.keys()
            if before.get(key) != self.rows.get(key)
        }
        states = {}
        for customer in {self._own(key) for key in rows} - {None}:
            states[customer] = (self.state.get(customer, 0), next(self.names))
            self.state[customer] = states[customer][1]
            key = ("customer", customer)
            rows.setdefault(key, (before.get(key), copy.deepcopy(self.rows.get(key))))
        if rows:
            self.acts[who].append(Done(kind, rows, states))

    @staticmethod
    def _own(key: Key) -> Any:
        """The customer whose own row, or membership, a row is."""
        table, what = key
        return what if table == "customer" else what[0] if table == "member" else None

    def put(self, table: str, key: Any, **row: Any) -> None:
        self.rows[table, key] = row

    def change(self, table: str, key: Any, **values: Any) -> None:
        self.rows[table, key].update(values)

    def join(self, customer: int, group: int) -> None:
        self.put("member", (customer, group), customer=customer, group=group)

    def leave(self, customer: int, group: int) -> None:
        self.rows.pop(("member", (customer, group)), None)

    def remove(self, table: str, key: Any) -> None:
        """Remove a row and what hangs on it."""
        del self.rows[table, key]
        if table == "customer":
            for each in [k for k, row in self.rows.items() if row.get("customer") == key]:
                del self.rows[each]

    def fields(self, customer: int, wanted: Row) -> None:
        """Set fields of a customer with what goes along: a group is joined, a consent recorded."""
        row = self.rows["customer", customer]
        for kind in ("newsletter", "partner_offers"):
            if kind in wanted and wanted[kind] != row[kind]:
                number = self.next_id("consent")
                self.put("consent", number, customer=customer, kind=kind, given=wanted[kind])
        if "group" in wanted:
            self.join(customer, wanted["group"])
        row.update(wanted)

    # --- taking back --------------------------------------------------------------------------

    def undo(self, who: str) -> str | None:
        """Take back the last act of ``who``: ``nothing``, ``changed since``, or no objection."""
        if not self.acts[who]:
            return "nothing"
        done = self.acts[who].pop()
        if done.kind != "whole":
            return self._undo_each(done)
        before = copy.deepcopy(self.rows)
        if not self._as_left(done):
            return "changed since"
        self._revert(done.rows)
        if not self._is_whole(done):
            self.rows = before
            return "changed since"
        for customer, (state, _) in done.states.items():
            self.state[customer] = state
        return None

    def _undo_each(self, done: Done) -> str | None:
        """Whoever is in the state that it left; of a bulk action the others are only counted."""
        fitting = {
            customer
            for customer, (_, after) in done.states.items()
            if self.state.get(customer) == after and self._there(customer, done)
        }
        self._revert({k: v for k, v in done.rows.items() if self._whose(k, v) in fitting})
        for customer in fitting:
            self.state[customer] = done.states[customer][0]
        return None if fitting or done.kind == "bulk" else "changed since"

    def _there(self, customer: int, done: Done) -> bool:
        before = done.rows["customer", customer][0]
        return before is not None and ("group", before["group"]) in self.rows

    @staticmethod
    def _whose(key: Key, both: tuple[Row | None, Row | None]) -> Any:
        row = both[1] or both[0] or {}
        return key[1] if key[0] == "customer" else row.get("customer")

    def _as_left(self, done: Done) -> bool:
        for key, (before, after) in done.rows.items():
            if self.rows.get(key) != after:
                return False
            if key[0] == "note" and after and self._superseded(key[1], after):
                return False
            if before is None and self._hangs(key, done):
                return False
        return True

    def _superseded(self, number: int, row: Row) -> bool:
        return any(key > number for key, _ in self.of("note", customer=row["customer"]))

    def _hangs(self, made: Key, done: Done) -> bool:
        """Whether something that is not the act's own refers to a row that it made."""
        return any(
            row[column] == made[1]
            for key, row in self.rows.items()
            if key not in done.rows
            for column, target in REFERENCES.get(key[0], {}).items()
            if target == made[0]
        )

    def _revert(self, rows: dict[Key, tuple[Row | None, Row | None]]) -> None:
        for key, (before, _) in rows.items():
            if before is None:
                self.rows.pop(key, None)
            else:
                self.rows[key] = copy.deepcopy(before)

    def _is_whole(self, done: Done) -> bool:
        """Whether everything that was put back refers to what is there, and nothing is twice."""
        for table, _ in done.rows:
            column = UNIQUE.get(table)
            if column:
                values = [row[column] for _, row in self.of(table)]
                if len(set(values)) < len(values):
                    return False
        return all(
            self.rows[key][column] is None or (target, self.rows[key][column]) in self.rows
            for key, (before, _) in done.rows.items()
            if before is not None
            for column, target in REFERENCES.get(key[0], {}).items()
        )
