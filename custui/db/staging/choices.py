"""New titles and groups that staged rows name: -1, -2, … until the shop has numbers for them."""

from __future__ import annotations

from collections.abc import Mapping

from custui.db.connection import ShopDatabase
from custui.db.staging.layout import CHOICES, MEMBERS
from custui.db.staging.parts import Span, StagedPart

_TAX_CLASS = (
    "coalesce((SELECT tax_class_id FROM customer_group WHERE role = 'new'),"
    " (SELECT min(id) FROM tax_class))"
)


class Renumbered:
    """The numbers that the shop gave to a file's new names."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], dict[int, int]] = {}

    def note(self, part: StagedPart, column: str, place: int, number: int) -> None:
        """The ``place``-th new name of a part got ``number``."""
        self._numbers.setdefault((part.schema, column), {})[-place] = number

    def value(self, span: Span, column: str, staged: str) -> str:
        """SQL: what the staged value of ``column`` becomes on the customer."""
        numbers = self._numbers.get((span.schema, column))
        if not numbers:
            return staged
        cases = " ".join(f"WHEN {old} THEN {new}" for old, new in numbers.items())
        return f"CASE {staged} {cases} ELSE {staged} END"


def used_places(database: ShopDatabase, part: StagedPart, column: str) -> list[int]:
    """Which of a part's new names in ``column`` rows still name: the 1st, the 2nd, …"""
    stage = f"{part.schema}.stage"
    sql = f"SELECT DISTINCT {column} FROM {stage} WHERE {column} < 0"
    if column == MEMBERS:
        sql = (
            f"SELECT DISTINCT v.value FROM {stage} s, json_each({listed()}) v"
            f" WHERE s.{MEMBERS} LIKE '%-%' AND v.value < 0"
        )
    return sorted(-number for (number,) in database.execute_sql(sql))


def listed(row: str = "s") -> str:
    """SQL: the groups that a row names, as a JSON array."""
    return f"'[' || {row}.{MEMBERS} || ']'"


def add_choice(
    database: ShopDatabase, column: str, name: str, defined: Mapping[str, object] | None = None
) -> tuple[int, bool]:
    """The number of a title or group called ``name``, and whether it was added for this.

    A group is added as ``defined`` (columns of ``customer_group``), else like that of new
    customers.
    """
    run = database.execute_sql
    found = run(f"SELECT id FROM {CHOICES[column]} WHERE name = ?", (name,)).fetchone()
    if found:
        return int(found[0]), False
    if column == "title_id":
        sql = (
            "INSERT INTO title (name, position) SELECT ?, coalesce(max(position), 0) + 1 FROM title"
        )
        return int(run(sql, (name,)).lastrowid or 0), True
    columns = dict(defined or {})
    names, marks = ("name", *columns), ", ?" * len(columns)
    sql = f"INSERT INTO customer_group (tax_class_id, {', '.join(names)}) SELECT id, ?{marks}"
    if "tax_class_id" in columns:
        sql = f"INSERT INTO customer_group ({', '.join(names)}) VALUES (?{marks})"
    else:
        sql += f" FROM tax_class WHERE id = {_TAX_CLASS}"
    return int(run(sql, (name, *columns.values())).lastrowid or 0), True


def set_group(database: ShopDatabase, name: str, columns: Mapping[str, object]) -> None:
    """Let the group called ``name`` have ``columns``."""
    if columns:
        settings = ", ".join(f"{column} = ?" for column in columns)
        database.execute_sql(
            f"UPDATE customer_group SET {settings} WHERE name = ?", (*columns.values(), name)
        )
