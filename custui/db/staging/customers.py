"""Changes the customers whom staged rows meet, and adds those whom they do not.

Runs inside the write transaction, on rows that were matched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from custui.db.connection import ShopDatabase
from custui.db.customers import FREE_IDS_FROM, next_id
from custui.db.staging.choices import Renumbered, listed
from custui.db.staging.layout import (
    FOLLOWERS,
    GENDER,
    KEPT_WHEN_EMPTY,
    MEMBERS,
    MOMENTS,
    Layout,
)
from custui.db.staging.parts import Span
from custui.db.staging.rows import changed_rows, in_order, new_rows

INDEXED_TEXT = ("first_name", "last_name", "email", "company")
"""The customer's own columns that the search index covers."""

_DEFAULTS = {
    "enabled": "1",
    **dict.fromkeys(("newsletter", "partner_offers", "assistance_allowed"), "0"),
    **dict.fromkeys(("is_guest", "banned"), "0"),
    **dict.fromkeys(("risk", "allowed_outstanding", "max_payment_days", "sales"), "0"),
}
"""What a new customer has where the row's cell is empty."""


class Customers:
    """Rows of customers on their way into the shop; ``now`` is the import's time."""

    def __init__(
        self, database: ShopDatabase, layout: Layout, renumbered: Renumbered, now: int
    ) -> None:
        self._database = database
        self._run = database.execute_sql
        self._layout = layout
        self._renumbered = renumbered
        self._now = int(now)
        self._next_id = 0

    def texts_changed(self, span: Span) -> Iterator[int]:
        """The customers whose searchable text is to be changed; call it before ``update``."""
        columns = [column for column in INDEXED_TEXT if column in self._layout.columns]
        if not columns:
            return
        changed = " OR ".join(f"s.{column} <> c.{column}" for column in columns)
        rows = self._run(f"SELECT c.id FROM {changed_rows(span)} AND ({changed})")
        yield from (customer_id for (customer_id,) in rows)

    def update(self, span: Span) -> None:
        """Change the customers whose rows say something new."""
        layout = self._layout
        settings = [f"updated_at = {self._now}", "version = version + 1"]
        for column in layout.compared:
            settings.append(f"{column} = {self._after(span, column)}")
            settings += [f"{name} = s.{name}" for name in FOLLOWERS.get(column, ())]
        if "sales" in layout.columns:
            # sales - opening_sales is what the valid orders come to.
            settings.append(
                "opening_sales = coalesce(s.sales, customer.sales)"
                " - (customer.sales - customer.opening_sales)"
            )
        self._run(
            f"UPDATE customer SET {', '.join(settings)} FROM {span.met} m"
            f" JOIN {span.rows} s ON s.line = m.stage_row"
            f" WHERE m.changed AND customer.id = m.customer_id AND {span.within('m.stage_row')}"
            f"{self._not_deleted()}"
        )

    def _after(self, span: Span, column: str) -> str:
        """SQL: what a changed customer has in ``column`` afterwards."""
        staged = self._renumbered.value(span, column, self._layout.value(column))
        if column in MOMENTS or (column == "title_id" and GENDER in self._layout.columns):
            new = self._layout.differs(column, "customer")
            return f"CASE WHEN {new} THEN {staged} ELSE customer.{column} END"
        return f"coalesce({staged}, customer.{column})" if column in KEPT_WHEN_EMPTY else staged

    def _not_deleted(self) -> str:
        return " AND coalesce(s.action, 0) <> 1" if "action" in self._layout.columns else ""

    # --- new customers ----------------------------------------------------------------------

    def number_from(self, spans: Sequence[Span]) -> None:
        """Note the first number that no row of the file has; call it before ``insert``."""
        largest = ["SELECT 0 AS id"]
        for span in spans:
            if "id" in self._layout.columns:
                largest.append(f"SELECT max(id) FROM {span.rows} WHERE id < {FREE_IDS_FROM}")
            else:
                self._run(f"ALTER TABLE {span.rows} ADD COLUMN id INTEGER")
        (found,) = self._run(f"SELECT max(id) FROM ({' UNION ALL '.join(largest)})").fetchone()
        self._next_id = found + 1

    def insert(self, span: Span, group_id: int) -> bool:
        """Add the customers that are not met. The file's number is kept when it is free.

        ``group_id`` is the group of those who have none. Says whether every number was.
        """
        kept = self._insert(span, group_id, "s.id IS NOT NULL")
        homeless = self._number_the_rest(span) if kept < self._count_new(span) else 0
        if homeless:
            others = "s.line IN (SELECT stage_row FROM temp.homeless)"
            if self._insert(span, group_id, others) != homeless:
                raise RuntimeError("a number was given twice")
        return not homeless

    def _count_new(self, span: Span) -> int:
        rows = self._run(f"SELECT count(*) FROM {new_rows(span, self._layout)}").fetchone()
        return int(rows[0])

    def default_group(self, span: Span, group_id: int) -> str:
        """SQL: the group of a new customer."""
        choices = [str(int(group_id))]
        if MEMBERS in self._layout.columns:
            first = f"(SELECT value FROM json_each({listed()}) LIMIT 1)"
            choices.insert(0, self._renumbered.value(span, MEMBERS, first))
        if "default_group_id" in self._layout.columns:
            staged = self._renumbered.value(span, "default_group_id", "s.default_group_id")
            choices.insert(0, staged)
        return f"coalesce({', '.join(choices)})" if len(choices) > 1 else choices[0]

    def _insert(self, span: Span, group_id: int, condition: str) -> int:
        """Add the new rows that meet ``condition`` and whose id is free; returns how many."""
        layout = self._layout
        values = {
            "shop_id": layout.shop(),
            "default_group_id": self.default_group(span, group_id),
            "updated_at": _moment(layout, "updated_at", self._now),
            "registered_at": _moment(layout, "registered_at", self._now),
            "id": "s.id",
        }
        for column in layout.compared:
            if column not in values:
                staged = self._renumbered.value(span, column, layout.value(column))
                default = _DEFAULTS.get(column)
                values[column] = f"coalesce({staged}, {default})" if default else staged
            values |= {name: f"s.{name}" for name in FOLLOWERS.get(column, ())}
        if "sales" in values:
            values["opening_sales"] = values["sales"]
        added = self._run(
            f"INSERT INTO customer ({', '.join(values)}) SELECT {', '.join(values.values())}"
            f" FROM {new_rows(span, layout)} AND {condition} {in_order(self._run, span)}"
            # E-mails and values are checked before: nothing but a taken number can be in the way.
            " ON CONFLICT (id) DO NOTHING"
        )
        return added.rowcount

    def _number_the_rest(self, span: Span) -> int:
        """Give the next free numbers to rows whose own is taken or missing; returns how many."""
        layout = self._layout
        first = max(self._next_id, next_id(self._database))
        guest = "coalesce(s.is_guest, 0)" if "is_guest" in layout.columns else "0"
        self._run("DROP TABLE IF EXISTS temp.homeless")
        self._run(
            "CREATE TEMP TABLE homeless AS SELECT s.line AS stage_row,"
            f" row_number() OVER (ORDER BY s.line) + {first - 1} AS id"
            f" FROM {new_rows(span, layout)} AND NOT EXISTS (SELECT 1 FROM customer c"
            f" WHERE c.id = s.id AND c.email_key = s.email_key AND c.shop_id = {layout.shop()}"
            f" AND c.is_guest = {guest})"
        )
        (rows,) = self._run("SELECT count(*) FROM temp.homeless").fetchone()
        if rows:
            self._next_id = first + rows
            self._run(
                f"UPDATE {span.rows} AS s SET id = h.id FROM temp.homeless h"
                " WHERE s.line = h.stage_row"
            )
        return int(rows)

    def inserted(self, span: Span) -> Iterator[int]:
        """The numbers of the customers added."""
        for (customer_id,) in self._run(f"SELECT s.id FROM {new_rows(span, self._layout)}"):
            yield customer_id


def _moment(layout: Layout, column: str, now: int) -> str:
    """SQL: a moment that is now where the file does not tell it."""
    return f"coalesce(s.{column}, {now})" if column in layout.columns else str(now)
