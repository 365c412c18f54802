"""Moves staged rows into the shop: changes the customers they met, adds those they did not.

Runs inside the write transaction in which ``db.staging`` matched them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from custui.db.connection import ShopDatabase
from custui.db.customers import next_id
from custui.db.staging import MOMENTS, StagedPart, Staging, differs

FOLLOWERS: Mapping[str, tuple[str, ...]] = {  # what changes along with a column
    "first_name": ("first_name_fold", "first_name_sort"),
    "last_name": ("last_name_fold", "last_name_sort"),
    "email": ("email_key", "email_fold"),
    "company": ("company_fold", "company_sort"),
}
_INDEXED_TEXT = ("first_name", "last_name", "email", "company")
_CHOICES = {"title_id": "title", "default_group_id": "customer_group"}


class StagedRows:
    """Matched rows on their way into the shop; ``now`` is the import's time.

    Call ``set_choices`` before anything else, and ``before_and_after`` and ``texts_changed``
    before ``update``.
    """

    def __init__(self, database: ShopDatabase, staging: Staging, now: int) -> None:
        self._database = database
        self._run = database.execute_sql
        self._parts = staging.parts
        self._columns = staging.columns
        self._compared = staging.compared
        self._shop_id = staging.shop_id
        self._now = int(now)
        self._renumbered: dict[tuple[str, str], dict[int, int]] = {}

    def set_choices(self, part: StagedPart, column: str, names: Sequence[str]) -> list[str]:
        """Give the new ``names`` that staged rows use (as -1, -2, …) a number; returns them."""
        used = {
            -number
            for (number,) in self._run(
                f"SELECT DISTINCT {column} FROM {part.schema}.stage WHERE {column} < 0"
            ).fetchall()
        }
        numbers = self._renumbered.setdefault((part.schema, column), {})
        added = []
        for place, name in enumerate(names, 1):
            if place in used:
                number, new = self._choice(_CHOICES[column], name)
                numbers[-place] = number
                if new:
                    added.append(name)
        return added

    def _choice(self, table: str, name: str) -> tuple[int, bool]:
        found = self._run(f"SELECT id FROM {table} WHERE name = ?", (name,)).fetchone()
        if found:
            return int(found[0]), False
        if table == "title":
            sql = (
                "INSERT INTO title (name, position)"
                " SELECT ?, coalesce(max(position), 0) + 1 FROM title"
            )
        else:
            sql = (
                "INSERT INTO customer_group (name, tax_class_id)"
                " SELECT ?, tax_class_id FROM customer_group WHERE role = 'new'"
            )
        return int(self._run(sql, (name,)).lastrowid or 0), True

    def _staged(self, part: StagedPart, column: str) -> str:
        """SQL: what the staged ``column`` becomes on the customer."""
        numbers = self._renumbered.get((part.schema, column))
        if not numbers:
            return f"s.{column}"
        cases = " ".join(f"WHEN {old} THEN {new}" for old, new in numbers.items())
        return f"CASE s.{column} {cases} ELSE s.{column} END"

    def before_and_after(self) -> Iterator[tuple[int, dict[str, list[object]]]]:
        """The id and the changed fields, ``[before, after]``, of each customer to be changed."""
        for part in self._parts:
            pairs = []
            for column in self._compared:
                before = self._said(f"c.{column}", column)
                after = self._said(self._staged(part, column), column)
                pairs += [
                    before,
                    f"CASE WHEN {differs(column, 'c')} THEN {after} ELSE {before} END",
                ]
            rows = self._run(
                f"SELECT c.id, {', '.join(pairs)} FROM {part.schema}.match m"
                f" JOIN {part.schema}.stage s ON s.rowid = m.stage_row"
                " JOIN customer c ON c.id = m.customer_id WHERE m.changed"
            )
            names = [_field(column) for column in self._compared]
            for customer_id, *values in rows:
                changes = zip(names, values[::2], values[1::2], strict=True)
                yield customer_id, {n: [old, new] for n, old, new in changes if old != new}

    @staticmethod
    def _said(value: str, column: str) -> str:
        """SQL: a value as the audit tells it, choices by their names."""
        table = _CHOICES.get(column)
        return f"(SELECT name FROM {table} WHERE id = {value})" if table else value

    def texts_changed(self) -> Iterator[int]:
        """The customers whose searchable text is to be changed."""
        columns = [column for column in _INDEXED_TEXT if column in self._columns]
        if not columns:
            return
        changed = " OR ".join(f"s.{column} <> c.{column}" for column in columns)
        for part in self._parts:
            rows = self._run(
                f"SELECT c.id FROM {part.schema}.match m"
                f" JOIN {part.schema}.stage s ON s.rowid = m.stage_row"
                f" JOIN customer c ON c.id = m.customer_id WHERE m.changed AND ({changed})"
            )
            yield from (customer_id for (customer_id,) in rows)

    def update(self) -> None:
        """Change the customers whose rows say something new."""
        for part in self._parts:
            settings = [f"updated_at = {self._now}", "version = version + 1"]
            for column in self._compared:
                staged = self._staged(part, column)
                if column in MOMENTS:
                    new = differs(column, "customer")
                    staged = f"CASE WHEN {new} THEN {staged} ELSE customer.{column} END"
                settings.append(f"{column} = {staged}")
                settings += [f"{name} = s.{name}" for name in FOLLOWERS.get(column, ())]
            if "sales" in self._columns:
                # sales - opening_sales is what the valid orders come to.
                settings.append(
                    "opening_sales = s.sales - (customer.sales - customer.opening_sales)"
                )
            self._run(
                f"UPDATE customer SET {', '.join(settings)} FROM {part.schema}.match m"
                f" JOIN {part.schema}.stage s ON s.rowid = m.stage_row"
                " WHERE m.changed AND customer.id = m.customer_id"
            )
            if "default_group_id" in self._columns:
                self._run(
                    "INSERT OR IGNORE INTO group_membership"
                    f" SELECT c.id, c.default_group_id FROM {part.schema}.match m"
                    " JOIN customer c ON c.id = m.customer_id WHERE m.changed"
                )

    def insert(self, group_id: int) -> bool:
        """Add the customers that are not met. The file's id is kept when it is free.

        Says whether every id was.
        """
        all_kept = True
        if "id" not in self._columns:
            for part in self._parts:
                self._run(f"ALTER TABLE {part.schema}.stage ADD COLUMN id INTEGER")
        kept = {part: self._insert(part, group_id, "s.id IS NOT NULL") for part in self._parts}
        for part in self._parts:
            if kept[part] < self._count_new(part) and self._number_the_rest(part):
                all_kept = False
                self._insert(part, group_id, "s.rowid IN (SELECT stage_row FROM temp.homeless)")
            self._run(
                f"INSERT INTO group_membership SELECT s.id, {self._group(part, group_id)}"
                f" FROM {self._new(part)}"
            )
        return all_kept

    def _count_new(self, part: StagedPart) -> int:
        rows = self._run(
            f"SELECT (SELECT count(*) FROM {part.schema}.stage)"
            f" - (SELECT count(*) FROM {part.schema}.match)"
        ).fetchone()
        return int(rows[0])

    def _new(self, part: StagedPart, condition: str = "1") -> str:
        """SQL: the staged rows that meet no customer, ids ascending when the file's descend."""
        ends = self._run(
            f"SELECT (SELECT id FROM {part.schema}.stage ORDER BY rowid LIMIT 1),"
            f" (SELECT id FROM {part.schema}.stage ORDER BY rowid DESC LIMIT 1)"
        ).fetchone()
        descending = None not in ends and ends[0] > ends[1]
        return (
            f"{part.schema}.stage s LEFT JOIN {part.schema}.match m ON m.stage_row = s.rowid"
            f" WHERE m.stage_row IS NULL AND {condition}"
            f" ORDER BY s.rowid{' DESC' if descending else ''}"
        )

    def _group(self, part: StagedPart, group_id: int) -> str:
        if "default_group_id" not in self._columns:
            return str(int(group_id))
        return f"coalesce({self._staged(part, 'default_group_id')}, {int(group_id)})"

    def _insert(self, part: StagedPart, group_id: int, condition: str) -> int:
        """Add the new rows that meet ``condition`` and whose id is free; returns how many."""
        values = {
            "shop_id": str(self._shop_id),
            "default_group_id": self._group(part, group_id),
            "updated_at": str(self._now),
            "registered_at": f"coalesce(s.registered_at, {self._now})"
            if "registered_at" in self._columns
            else str(self._now),
            "id": "s.id",
        }
        for column in self._columns - values.keys():
            values[column] = self._staged(part, column)
        if "sales" in self._columns:
            values["opening_sales"] = "s.sales"
        added = self._run(
            # Nothing but a taken id can be in the way: e-mails and values are checked before.
            f"INSERT OR IGNORE INTO customer ({', '.join(values)})"
            f" SELECT {', '.join(values.values())} FROM {self._new(part, condition)}"
        )
        return added.rowcount

    def _number_the_rest(self, part: StagedPart) -> bool:
        """Give the next free ids to rows whose own is taken or missing; says whether any was."""
        self._run("DROP TABLE IF EXISTS temp.homeless")
        self._run(
            "CREATE TEMP TABLE homeless AS SELECT s.rowid AS stage_row,"
            f" row_number() OVER (ORDER BY s.rowid) + {next_id(self._database) - 1} AS id"
            f" FROM {part.schema}.stage s"
            f" LEFT JOIN {part.schema}.match m ON m.stage_row = s.rowid"
            " WHERE m.stage_row IS NULL AND NOT EXISTS (SELECT 1 FROM customer c"
            " WHERE c.id = s.id AND c.email_key = s.email_key"
            f" AND c.shop_id = {self._shop_id} AND c.is_guest = 0)"
        )
        (rows,) = self._run("SELECT count(*) FROM temp.homeless").fetchone()
        if rows:
            self._run(
                f"UPDATE {part.schema}.stage AS s SET id = h.id FROM temp.homeless h"
                " WHERE s.rowid = h.stage_row"
            )
        return bool(rows)

    def inserted(self) -> Iterator[int]:
        """The ids of the customers added."""
        for part in self._parts:
            for (customer_id,) in self._run(f"SELECT s.id FROM {self._new(part)}"):
                yield customer_id


def _field(column: str) -> str:
    """The registry's name of a staging column."""
    return {"title_id": "title", "default_group_id": "group"}.get(column, column)
