"""Consents, recurring services and notes that staged rows tell of; the shop only gains by them.

What a customer has already, to the last letter, is not added again. Runs on rows whose customers
were matched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.staging.layout import CONSENT, NOTE, SERVICE, TABLES, Layout
from custui.db.staging.parts import Span


@dataclass(frozen=True)
class _Kind:
    """How a record is kept: its columns with what an empty cell means, and what makes it one."""

    defaults: Mapping[str, str]
    key: tuple[str, ...] = ()  # "" is all of it


_KINDS: Mapping[str, _Kind] = {
    CONSENT: _Kind({"kind": "", "given": "1", "at": "{now}", "source": "''", "recorded_by": "''"}),
    SERVICE: _Kind({"service": "", "active": "1", "since": "{now}", "source": "''"}, ("service",)),
    NOTE: _Kind({"body": "", "written_by": "''", "written_at": "{now}"}),
}


class Records:
    """Staged records of one kind beside those of the shop; ``now`` stands for an empty moment."""

    def __init__(self, database: ShopDatabase, layout: Layout, record: str, now: int) -> None:
        self._run = database.execute_sql
        self._layout = layout
        self._record = record
        self._table = TABLES[record]
        self._kind = _KINDS[record]
        self._staged = set(layout.of(record))
        self._now = int(now)

    def value(self, column: str) -> str:
        """SQL: what the row ``s`` says of ``column``."""
        default = self._kind.defaults[column].format(now=self._now)
        staged = f"s.{self._record}_{column}"
        if column not in self._staged:
            return default or "NULL"
        return f"coalesce({staged}, {default})" if default else staged

    def _same(self, whose: str) -> str:
        """SQL: whether the customer ``whose`` has what the row ``s`` says."""
        told = [column for column in self._kind.defaults if column in self._staged]
        same = " AND ".join(f"t.{column} = {self.value(column)}" for column in told)
        return f"EXISTS (SELECT 1 FROM {self._table} t WHERE t.customer_id = {whose} AND {same})"

    def is_new(self, span: Span, whose: str) -> str:
        """SQL: whether the row ``s`` tells of such a record, which ``whose`` does not have."""
        return f"s.has_{self._record} AND {span.within('s.line')} AND NOT {self._same(whose)}"

    def new_or_changed(self, span: Span) -> str:
        """SQL that selects the lines of the records that say anything new."""
        return (
            f"SELECT s.owner FROM {span.rows} s JOIN {span.met} m ON m.stage_row = s.owner"
            f" WHERE {self.is_new(span, 'm.customer_id')}"
        )

    def apply(self, span: Span) -> None:
        """Add what the customers, who are there by now, do not have."""
        columns = list(self._kind.defaults)
        values = ", ".join(map(self.value, columns))
        into = f"INSERT INTO {self._table} (customer_id, {', '.join(columns)})"
        self._run(
            f"{into} SELECT m.customer_id, {values}"
            f" FROM {span.rows} s JOIN {span.met} m ON m.stage_row = s.owner"
            f" WHERE m.changed AND {self.is_new(span, 'm.customer_id')}"
            f" ORDER BY s.line{self._or_change(columns)}"
        )
        self._run(
            f"{into} SELECT (SELECT o.id FROM {span.rows} o WHERE o.line = s.owner), {values}"
            f" FROM {span.rows} s WHERE s.has_{self._record} AND {span.within('s.line')}"
            f" AND s.owner NOT IN (SELECT stage_row FROM {span.met})"
            f" ORDER BY s.line{self._or_change(columns)}"
        )

    def _or_change(self, columns: Sequence[str]) -> str:
        if not self._kind.key:
            return ""
        settings = ", ".join(f"{c} = excluded.{c}" for c in columns if c not in self._kind.key)
        return f" ON CONFLICT (customer_id, {', '.join(self._kind.key)}) DO UPDATE SET {settings}"


def record_kinds(layout: Layout) -> Iterator[str]:
    """The kinds of records, beside addresses, that the rows tell of."""
    return (record for record in _KINDS if record in layout.records)
