"""Staged rows meet the shop: who is refused, who is met by e-mail, who would change.

Set-based, so that a million rows take seconds. The staged rows come attached (``attached``), one
scratch database for each part of the file; only these are written here. A staging column that the
file has not is not in the tables: what it says is left alone. ``db.staged`` moves the rows in.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from custui.db.connection import ShopDatabase

COMPARED = (
    "title_id",
    "default_group_id",
    "first_name",
    "last_name",
    "email",
    "company",
    "sales",
    "enabled",
    "newsletter",
    "partner_offers",
    "registered_at",
    "last_visit_at",
)
"""Staging columns in which a row can differ from its customer."""

MOMENTS = ("registered_at", "last_visit_at")


@dataclass(frozen=True)
class StagedPart:
    """An attached part: its ``schema`` name, its file, and the lines before it."""

    schema: str
    path: Path
    lines_before: int


@dataclass(frozen=True)
class Counts:
    """What the staged rows come to."""

    added: int
    changed: int
    unchanged: int


@contextmanager
def attached(
    database: ShopDatabase, paths: Sequence[Path], lines: Sequence[int]
) -> Iterator[list[StagedPart]]:
    """The scratch databases at ``paths``, attached, with each part's number of ``lines``.

    SQLite attaches nothing inside a transaction.
    """
    run = database.execute_sql
    parts: list[StagedPart] = []
    try:
        for number, path in enumerate(paths):
            schema = f"part{number}"
            run(f"ATTACH ? AS {schema}", (str(path),))
            parts.append(StagedPart(schema, path, sum(lines[:number])))
            run(f"PRAGMA {schema}.journal_mode = OFF")
            run(f"PRAGMA {schema}.synchronous = OFF")
        yield parts
    finally:
        for part in parts:
            run(f"DETACH {part.schema}")


def differs(column: str, customer: str) -> str:
    """SQL: whether the staged ``column`` says something else than that of ``customer``."""
    staged, kept = f"s.{column}", f"{customer}.{column}"
    sql = f"{staged} IS NOT {kept}"
    if column in MOMENTS:
        # A file that writes no seconds says nothing about them.
        sql += f" AND NOT coalesce({staged} % 60 = 0 AND {kept} - {staged} BETWEEN 0 AND 59, 0)"
    if column == "registered_at":
        sql += f" AND {staged} IS NOT NULL"
    return sql


class Staging:
    """The staged rows of a file beside one shop's customers.

    ``columns`` are the staging columns that the file fills, ``dropped`` the number of rows refused
    here. Call in this order, inside one transaction: ``refuse_repeated``, ``match``,
    ``refuse_banned``, ``refuse_incomplete``, ``counts``.
    """

    def __init__(
        self,
        database: ShopDatabase,
        parts: Sequence[StagedPart],
        columns: Sequence[str],
        shop_id: int,
    ) -> None:
        self.run = database.execute_sql
        self.parts = parts
        self.columns = frozenset(columns)
        self.compared = [column for column in COMPARED if column in self.columns]
        self.shop_id = int(shop_id)
        self.dropped = 0

    def refuse_repeated(self, column: str, reason: str) -> None:
        """Refuse rows whose e-mail stands further up; ``reason`` has ``{line}`` for where."""
        for number, part in enumerate(self.parts):
            repeated = (
                f"SELECT email_key FROM {part.schema}.stage GROUP BY email_key HAVING count(*) > 1"
            )
            self._refuse_again(part, part, repeated, column, reason)
            for earlier in self.parts[:number]:
                shared = (
                    f"SELECT email_key FROM {part.schema}.stage INDEXED BY stage_email"
                    f" WHERE email_key IN (SELECT email_key FROM {earlier.schema}.stage)"
                )
                self._refuse_again(part, earlier, shared, column, reason)

    def _refuse_again(
        self, part: StagedPart, first: StagedPart, keys: str, column: str, reason: str
    ) -> None:
        """Refuse rows of ``part`` with one of ``keys`` that stand after the one in ``first``."""
        if not self.run(f"SELECT EXISTS ({keys})").fetchone()[0]:
            return
        begins = (
            f"(SELECT min(f.line) + {first.lines_before} FROM {first.schema}.stage f"
            " WHERE f.email_key = s.email_key)"
        )
        later = f"s.email_key IN ({keys}) AND s.line + {part.lines_before} > {begins}"
        said = f"replace(?, '{{line}}', {begins})"
        self._refuse(part, later, column, reason, said)

    def refuse_banned(self, column: str, reason: str) -> None:
        """Refuse rows whose e-mail belongs to somebody banned from this shop."""
        banned = (
            "s.email_key IN (SELECT email_key FROM customer"
            f" WHERE banned = 1 AND shop_id = {self.shop_id})"
        )
        for part in self.parts:
            self._refuse(part, banned, column, reason)

    def refuse_incomplete(self, missing: Sequence[tuple[str, str]]) -> None:
        """Refuse new customers when the file has not what they need: (column, reason) each."""
        for column, reason in missing:
            for part in self.parts:
                new = f"NOT EXISTS (SELECT 1 FROM {part.schema}.match WHERE stage_row = s.rowid)"
                self._note(part, new, column, reason, "''")
        if missing:
            for part in self.parts:
                new = f"NOT EXISTS (SELECT 1 FROM {part.schema}.match WHERE stage_row = s.rowid)"
                self._drop(part, new)

    def _refuse(
        self, part: StagedPart, where: str, column: str, reason: str, said: str = "?"
    ) -> None:
        """Refuse the rows ``where`` for their e-mail; ``said`` is SQL that makes up ``reason``."""
        self._note(part, where, column, reason, "s.email", said)
        self._drop(part, where)

    def _note(
        self, part: StagedPart, where: str, column: str, reason: str, value: str, said: str = "?"
    ) -> None:
        self.run(
            f"INSERT INTO {part.schema}.problem"
            f" SELECT s.line, ?, json_quote({value}), {said}, 0"
            f" FROM {part.schema}.stage s WHERE {where} ORDER BY s.rowid",
            (json.dumps(column), reason),
        )

    def _drop(self, part: StagedPart, where: str) -> None:
        """Take the rows out, after noting their lines as rejected."""
        schema = part.schema
        dropped = self.run(
            f"INSERT OR IGNORE INTO {schema}.reject"
            f" SELECT s.line FROM {schema}.stage s WHERE {where}"
        )
        self.dropped += dropped.rowcount
        if dropped.rowcount > 0:
            gone = f"(SELECT line FROM {schema}.reject)"
            self.run(
                f"DELETE FROM {schema}.match WHERE stage_row IN"
                f" (SELECT rowid FROM {schema}.stage WHERE line IN {gone})"
            )
            self.run(f"DELETE FROM {schema}.stage WHERE line IN {gone}")

    def match(self) -> None:
        """Find each row's customer by e-mail, and whether the row says anything new."""
        if not self.run("SELECT EXISTS (SELECT 1 FROM customer)").fetchone()[0]:
            return
        changed = " OR ".join(f"({differs(c, 'c')})" for c in self.compared) or "0"
        for part in self.parts:
            # CROSS JOIN: the staged rows in their order, each customer by the index.
            self.run(
                f"INSERT INTO {part.schema}.match SELECT s.rowid, c.id, {changed}"
                f" FROM {part.schema}.stage s CROSS JOIN customer c"
                f" ON c.email_key = s.email_key AND c.shop_id = {self.shop_id}"
                " AND c.is_guest = 0"
            )

    def counts(self) -> Counts:
        """How many rows add a customer, change one, or say nothing new."""
        staged, matched, changed = 0, 0, 0
        for part in self.parts:
            (rows,) = self.run(f"SELECT count(*) FROM {part.schema}.stage").fetchone()
            met, new = self.run(
                f"SELECT count(*), coalesce(sum(changed), 0) FROM {part.schema}.match"
            ).fetchone()
            staged, matched, changed = staged + rows, matched + met, changed + new
        return Counts(staged - matched, changed, matched - changed)

    def rejected(self) -> int:
        """How many records were not taken, for whatever reason."""
        return sum(
            self.run(f"SELECT count(*) FROM {part.schema}.reject").fetchone()[0]
            for part in self.parts
        )

    def problems(self) -> int:
        """How many problems and repairs were noted."""
        return sum(
            self.run(f"SELECT count(*) FROM {part.schema}.problem").fetchone()[0]
            for part in self.parts
        )
