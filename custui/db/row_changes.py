"""What becomes of rows: each as it was before an act and as it is after it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

Value = int | str | None
Row = Mapping[str, Value]
"""A row, column by column. The tables hold integers and texts alone."""


@dataclass(frozen=True)
class RowChange:
    """One row of ``table`` before and after; ``None`` where there was none.

    ``key`` are the columns that make it this row.
    """

    table: str
    key: Row
    before: Row | None
    after: Row | None

    @property
    def row(self) -> Row:
        """The row as it is, or as it was last."""
        found = self.before if self.after is None else self.after
        return found or {}

    def touched(self, column: str) -> bool:
        """Whether the act changed ``column``, made the row or removed it."""
        if self.before is None or self.after is None:
            return True
        return column in self.before and self.before[column] != self.after[column]

    @property
    def customer_id(self) -> int | None:
        """The customer whom the row tells of; ``None`` when the row does not say."""
        if self.table == "customer":
            return int(self.row["id"] or 0)
        for row in (self.before, self.after):
            number = row.get("customer_id") if row is not None else None
            if number is not None:
                return int(number)
        return None


VERSION: Final = "version"
"""The column that grows with every change of a row: an old one never returns."""


@dataclass(frozen=True)
class Tracked:
    """What is special about a table's rows.

    ``derived`` columns are made from other rows or tell of the change itself: an act never undoes
    them. ``shared`` ones are written by the shop at any time: they are as an act left them unless
    the act itself changed them; ``None`` is all of them. ``superseded`` is SQL that tells whether
    another row stands in the place of ``t`` by now.
    """

    derived: frozenset[str] = frozenset()
    shared: frozenset[str] | None = frozenset()
    superseded: str = ""

    def is_shared(self, column: str) -> bool:
        """Whether the shop writes ``column`` at any time."""
        return self.shared is None or column in self.shared


_PLAIN = Tracked()
_SHARED = Tracked(shared=None)
_SPECIAL: Mapping[str, Tracked] = {
    "customer": Tracked(
        derived=frozenset(
            (
                *("sales", "order_count", "updated_at"),
                *("phone", "country", "city", "postcode", "phone_digits", "city_fold", "city_sort"),
            )
        ),
        shared=frozenset({"last_visit_at", "locked_until"}),
    ),
    "customer_note": Tracked(
        superseded="EXISTS (SELECT 1 FROM customer_note later"
        " WHERE later.customer_id = t.customer_id AND later.id > t.id)"
    ),
    "cart": _SHARED,
    "login_attempt": _SHARED,
    "sales_order": _SHARED,
    "session": _SHARED,
}


def tracked(table: str) -> Tracked:
    """What is special about the rows of ``table``."""
    return _SPECIAL.get(table, _PLAIN)


def counts(change: RowChange) -> bool:
    """Whether a change is one of its own, and not merely what follows from others."""
    if change.before is None or change.after is None:
        return True
    derived = tracked(change.table).derived
    return any(change.touched(column) for column in change.after if column not in derived)


def as_left(change: RowChange, now: Row | None) -> bool:
    """Whether a row is still as the act left it; ``now`` is what it is."""
    if change.after is None or now is None:
        return change.after is None and now is None
    special = tracked(change.table)
    return all(
        now.get(column) == value
        for column, value in change.after.items()
        if column != VERSION
        and column not in special.derived
        and (change.touched(column) or not special.is_shared(column))
    )


@dataclass
class _Trace:
    """One row through several changes; ``place`` is where putting it back fits in."""

    key: Row
    before: Row | None
    after: Row | None
    place: int


def net(log: Iterable[tuple[str, Sequence[str], Row | None, Row | None]]) -> list[RowChange]:
    """What single changes (table, key columns, row before, row after) come to, one for each row.

    They stand in an order that can be gone through backwards: who was made first leaves last.
    """
    traces: dict[tuple[str, tuple[Value, ...]], _Trace] = {}
    for place, (table, keys, before, after) in enumerate(log):
        for old, new in _parted(keys, before, after):
            key = key_of(keys, old, new)
            trace = traces.setdefault((table, tuple(key.values())), _Trace(key, old, old, place))
            trace.after = new
            if trace.before is not None:
                trace.place = place
    ordered = sorted(traces.items(), key=lambda found: found[1].place)
    return [
        RowChange(table, trace.key, trace.before, trace.after)
        for (table, _key), trace in ordered
        if trace.before != trace.after
    ]


def key_of(keys: Sequence[str], before: Row | None, after: Row | None) -> Row:
    """The key of a row that is there before or after."""
    row = (after if before is None else before) or {}
    return {column: row[column] for column in keys}


def _parted(
    keys: Sequence[str], before: Row | None, after: Row | None
) -> tuple[tuple[Row | None, Row | None], ...]:
    """A row that changed its key is one that left and one that came."""
    if before is None or after is None or all(before[key] == after[key] for key in keys):
        return ((before, after),)
    return ((before, None), (None, after))
