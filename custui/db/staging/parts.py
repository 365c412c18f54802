"""The staged parts of a file, attached to the shop's database: one scratch database each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from custui.db.connection import ShopDatabase

LAST = 2**62
"""A line that no file has."""


@dataclass(frozen=True)
class StagedPart:
    """An attached part: its ``schema`` name, its file, and the lines before it."""

    schema: str
    path: Path
    lines_before: int


@dataclass(frozen=True)
class Span:
    """The staged rows of a part from line ``first`` to line ``last``: whole records."""

    part: StagedPart
    first: int = 0
    last: int = LAST

    @property
    def schema(self) -> str:
        """The part's schema."""
        return self.part.schema

    @property
    def rows(self) -> str:
        """SQL: the table of the part's rows."""
        return f"{self.schema}.stage"

    @property
    def met(self) -> str:
        """SQL: the table that says which customer a row meets."""
        return f"{self.schema}.match"

    def within(self, column: str) -> str:
        """SQL: whether a row, by its line in ``column``, is in the span."""
        if self.first <= 0 and self.last >= LAST:
            return "1"
        return f"{column} BETWEEN {int(self.first)} AND {int(self.last)}"


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


def keep_rollbacks(database: ShopDatabase, parts: Sequence[StagedPart]) -> None:
    """Let what a transaction changes in ``parts`` be taken back with it, from now on."""
    for part in parts:
        database.execute_sql(f"PRAGMA {part.schema}.journal_mode = MEMORY")
