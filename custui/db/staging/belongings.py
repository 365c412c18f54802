"""What is kept apart from a customer's own row: groups, passwords, and consents that changed.

Runs inside the write transaction: consents before the customers are changed, the rest after.
"""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.staging.choices import Renumbered, listed
from custui.db.staging.layout import CONSENT, MADE, MEMBERS, Layout
from custui.db.staging.parts import Span
from custui.db.staging.rows import changed_rows, in_order, new_rows

CONSENTS = {
    "newsletter": "newsletter",
    "partner_offers": "partner_offers",
    "assistance_allowed": "assistance",
}
"""The flags that are consents, and how the consents are called."""


class Belongings:
    """Groups, passwords and consents of the customers whom staged rows change or add."""

    def __init__(self, database: ShopDatabase, layout: Layout, renumbered: Renumbered) -> None:
        self._run = database.execute_sql
        self._layout = layout
        self._renumbered = renumbered

    def record_consents(self, span: Span, now: int, source: str, staff: str) -> None:
        """Keep that a consent changes by the file; one that tells of consents does it itself."""
        if CONSENT in self._layout.records:
            return
        for column, kind in CONSENTS.items():
            if column in self._layout.columns:
                self._run(
                    "INSERT INTO consent (customer_id, kind, given, at, source, recorded_by)"
                    f" SELECT c.id, ?, s.{column}, ?, ?, ? FROM {changed_rows(span)}"
                    f" AND {self._layout.differs(column)}",
                    (kind, now, source, staff),
                )

    def set_groups(self, span: Span, group_id: int) -> None:
        """Let customers be in the groups of their rows, each in its default group."""
        if MEMBERS in self._layout.columns:
            self._set_groups(span)
        elif "default_group_id" in self._layout.columns:
            self._run(
                "INSERT OR IGNORE INTO group_membership"
                f" SELECT c.id, c.default_group_id FROM {changed_rows(span)}"
            )
        self._run(
            "INSERT OR IGNORE INTO group_membership"
            f" SELECT s.id, {self._default(span, group_id)} FROM {new_rows(span, self._layout)}"
            f" {in_order(self._run, span)}"
        )

    def _default(self, span: Span, group_id: int) -> str:
        """SQL: the default group of the customer added by the row ``s``."""
        if {"default_group_id", MEMBERS} & self._layout.columns:
            return "(SELECT default_group_id FROM customer WHERE id = s.id)"
        return str(int(group_id))

    def _set_groups(self, span: Span) -> None:
        group = self._renumbered.value(span, MEMBERS, "v.value")
        members = f"json_each({listed()}) v"
        told = f"{changed_rows(span)} AND s.{MEMBERS} IS NOT NULL"
        self._run(
            "DELETE FROM group_membership WHERE (customer_id, group_id) IN"
            f" (SELECT c.id, g.group_id FROM group_membership g, {told}"
            " AND g.customer_id = c.id AND g.group_id <> c.default_group_id"
            f" AND g.group_id NOT IN (SELECT {group} FROM {members}))"
        )
        self._run(
            "INSERT OR IGNORE INTO group_membership"
            f" SELECT c.id, {group} FROM {members}, {told}"
            f" UNION ALL SELECT c.id, c.default_group_id FROM {told}"
        )
        self._run(
            f"INSERT OR IGNORE INTO group_membership SELECT s.id, {group}"
            f" FROM {new_rows(span, self._layout, members)}"
        )

    def set_credentials(self, span: Span) -> None:
        """Keep the passwords of rows; what is none leaves the customer's own as it is."""
        columns = [column for column in self._layout.credentials if column != MADE]
        if MADE in self._layout.columns and "password_hash" not in columns:
            columns.append("password_hash")
        if not columns:
            return
        for whose, rows in (
            ("m.customer_id", changed_rows(span)),
            ("s.id", new_rows(span, self._layout)),
        ):
            self._keep(columns, whose, rows)

    def _keep(self, columns: list[str], whose: str, rows: str) -> None:
        staged = {column: self._credential(column, whose) for column in columns}
        told = " OR ".join(f"coalesce({value}, '') <> ''" for value in staged.values())
        settings = ", ".join(
            f"{column} = iif(coalesce(excluded.{column}, '') = '', {column}, excluded.{column})"
            for column in columns
        )
        self._run(
            f"INSERT INTO credential (customer_id, {', '.join(columns)})"
            f" SELECT {whose}, {', '.join(staged.values())} FROM {rows} AND ({told})"
            f" ON CONFLICT (customer_id) DO UPDATE SET {settings}"
        )

    def _credential(self, column: str, whose: str) -> str:
        """SQL: what the row ``s`` says of ``column``; a password in the open stands behind."""
        if column != "password_hash":
            return f"s.{column}"
        choices = [f"s.{column}"] if column in self._layout.columns else []
        if MADE in self._layout.columns:
            kept = f"(SELECT password_hash FROM credential WHERE customer_id = {whose})"
            choices.append(f"iif(coalesce({kept}, '') = '', s.{MADE}, NULL)")
        return f"coalesce({', '.join(choices)}, '')"
