"""Finds the customer whom each staged row meets, and whether the row says anything new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.staging.layout import BY_ID, MADE, MEMBERS, Layout
from custui.db.staging.parts import Span, StagedPart


@dataclass(frozen=True)
class Counts:
    """What staged records come to."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.added + other.added,
            self.changed + other.changed,
            self.unchanged + other.unchanged,
            self.deleted + other.deleted,
        )


class Matching:
    """Matches the rows of spans with the shop's customers, set by set."""

    def __init__(self, database: ShopDatabase, layout: Layout) -> None:
        self._run = database.execute_sql
        self._layout = layout

    def match(self, spans: Sequence[Span]) -> None:
        """Find each record's customer anew; what belongs to customers is not looked at."""
        for span in spans:
            self._run(f"DELETE FROM {span.met} WHERE {span.within('stage_row')}")
        if not self._run("SELECT EXISTS (SELECT 1 FROM customer)").fetchone()[0]:
            return
        for span in spans:
            if self._layout.meets == BY_ID:
                self._match(span, "c.id = s.id")
                self._match(span, self._by_email("s.id IS NULL AND "))
            else:
                self._match(span, self._by_email())

    def _by_email(self, only: str = "") -> str:
        return (
            f"{only}c.email_key = s.email_key AND c.shop_id = {self._layout.shop()}"
            " AND c.is_guest = 0"
        )

    def _match(self, span: Span, meets: str) -> None:
        # CROSS JOIN: the staged rows in their order, each customer by the index.
        self._run(
            f"INSERT INTO {span.met} SELECT s.line, c.id, {self._changed()}"
            f" FROM {span.rows} s CROSS JOIN customer c ON {meets}"
            f" WHERE {self._layout.is_customer()} AND {span.within('s.line')}"
        )

    def _changed(self) -> str:
        """SQL: whether a row says anything new of its customer ``c``."""
        layout = self._layout
        conditions = [layout.differs(column) for column in layout.compared]
        if "action" in layout.columns:
            conditions.append("s.action = 1")
        if MEMBERS in layout.columns:
            same = _SAME_GROUPS.format(groups=_wanted_groups(layout))
            conditions.append(f"s.{MEMBERS} IS NOT NULL AND NOT ({same})")
        conditions += [credential_differs(column) for column in layout.credentials]
        return " OR ".join(f"({condition})" for condition in conditions) or "0"

    def mark_changed(self, span: Span, owners: str) -> None:
        """Note that the records whose lines the SQL ``owners`` selects say something new."""
        self._run(
            f"UPDATE {span.met} SET changed = 1"
            f" WHERE NOT changed AND {span.within('stage_row')} AND stage_row IN ({owners})"
        )

    def counts(self, span: Span) -> Counts:
        """How many records add a customer, change one, say nothing new or delete."""
        layout = self._layout
        (records,) = self._run(
            f"SELECT count(*) FROM {span.rows} s"
            f" WHERE {layout.is_customer()} AND {span.within('s.line')}"
        ).fetchone()
        met, changed = self._run(
            f"SELECT count(*), coalesce(sum(changed), 0) FROM {span.met}"
            f" WHERE {span.within('stage_row')}"
        ).fetchone()
        deleted = 0
        if "action" in layout.columns:
            (deleted,) = self._run(
                f"SELECT count(*) FROM {span.rows} s WHERE s.action = 1 AND {span.within('s.line')}"
            ).fetchone()
        return Counts(records - met, changed - deleted, met - changed, deleted)


def credential_differs(column: str) -> str:
    """SQL: whether a row says something new of what is kept apart from the customer ``c``."""
    if column == MADE:
        return f"s.{MADE} IS NOT NULL AND coalesce({_kept('password_hash')}, '') = ''"
    return f"s.{column} IS NOT NULL AND s.{column} IS NOT {_kept(column)}"


def _kept(column: str) -> str:
    return f"(SELECT {column} FROM credential WHERE customer_id = c.id)"


_SAME_GROUPS = """
NOT EXISTS (SELECT 1 FROM json_each({groups}) v WHERE v.value NOT IN
    (SELECT group_id FROM group_membership WHERE customer_id = c.id))
AND NOT EXISTS (SELECT 1 FROM group_membership WHERE customer_id = c.id
    AND group_id NOT IN (SELECT value FROM json_each({groups})))
"""
# Whether the customer is in these groups and in no others; a new one, below 0, nobody is in.


def _wanted_groups(layout: Layout) -> str:
    """SQL: the groups of the row ``s`` as a JSON array, with its default group."""
    default = "c.default_group_id"
    if "default_group_id" in layout.columns:
        default = f"coalesce(s.default_group_id, {default})"
    return f"'[' || s.{MEMBERS} || iif(s.{MEMBERS} = '', '', ',') || {default} || ']'"


def part_spans(parts: Sequence[StagedPart]) -> list[Span]:
    """All rows of each part."""
    return [Span(part) for part in parts]
