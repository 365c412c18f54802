"""Takes staged rows out that the shop may not have, and notes what is wrong with each.

A row that is refused takes its whole record with it: the customer and what belongs to it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from custui.db.connection import ShopDatabase
from custui.db.staging.layout import BY_ID, MEMBERS, Layout
from custui.db.staging.parts import Span, StagedPart

_SHOWN = 200
"""Characters of a value that a problem repeats."""


class Refusing:
    """Refuses rows of ``spans``; reasons are those that a person reads.

    ``dropped`` counts the records taken out. ``column`` is always the file's own header. What is
    repeated in the file is looked for in whole parts.
    """

    def __init__(self, database: ShopDatabase, spans: Sequence[Span], layout: Layout) -> None:
        self.run = database.execute_sql
        self.spans = spans
        self.parts = [span.part for span in spans]
        self.layout = layout
        self.dropped = 0

    # --- within the file --------------------------------------------------------------------

    def repeated_emails(self, column: str, reason: str) -> None:
        """Refuse rows whose e-mail stands further up; ``reason`` has ``{line}`` for where.

        Guests may share one.
        """
        keys = ["email_key", *self.layout.columns & {"shop_id"}]
        self._refuse_repeated(keys, (column, "s.email", reason))

    def repeated_numbers(self, column: str, reason: str) -> None:
        """Refuse rows whose number stands further up; ``reason`` has ``{line}`` for where."""
        self._refuse_repeated(["id"], (column, "s.id", reason))

    def _refuse_repeated(self, keys: Sequence[str], said: tuple[str, str, str]) -> None:
        names = ", ".join(f"s.{key}" for key in keys)
        plain = self._plain(keys[0], "s")
        for number, part in enumerate(self.parts):
            stage = f"{part.schema}.stage s"
            twice = (
                f"SELECT {names} FROM {stage} WHERE {plain} GROUP BY {names} HAVING count(*) > 1"
            )
            self._refuse_later((part, part), keys, twice, said)
            for earlier in self.parts[:number]:
                known = f"SELECT {names} FROM {earlier.schema}.stage s WHERE {plain}"
                shared = (
                    f"SELECT {names} FROM {stage} INDEXED BY stage_{keys[0]}"
                    f" WHERE {plain} AND ({names}) IN ({known})"
                )
                self._refuse_later((part, earlier), keys, shared, said)

    def _refuse_later(
        self,
        parts: tuple[StagedPart, StagedPart],
        keys: Sequence[str],
        found: str,
        said: tuple[str, str, str],
    ) -> None:
        """Refuse rows with ``keys`` that were ``found`` in the first of two parts.

        Of them those after the first one of the same keys in the second.
        """
        part, first = parts
        if not self.run(f"SELECT EXISTS ({found})").fetchone()[0]:
            return
        same = " AND ".join(f"f.{key} IS s.{key}" for key in keys)
        begins = (
            f"(SELECT min(f.line) + {first.lines_before} FROM {first.schema}.stage f"
            f" WHERE f.{keys[0]} = s.{keys[0]} AND {same} AND {self._plain(keys[0], 'f')})"
        )
        names = ", ".join(f"s.{key}" for key in keys)
        later = (
            f"{self._plain(keys[0], 's')} AND ({names}) IN ({found})"
            f" AND s.line + {part.lines_before} > {begins}"
        )
        self.refuse(Span(part), later, said, f"replace(?, '{{line}}', {begins})")

    def _plain(self, key: str, row: str) -> str:
        """SQL: whether a row may not share ``key``."""
        conditions = []
        if self.layout.records or key == "id":
            conditions.append(f"{row}.{key} IS NOT NULL")
        if key == "email_key" and "is_guest" in self.layout.columns:
            conditions.append(f"{row}.is_guest = 0")
        return " AND ".join(conditions) or "1"

    # --- against the shop -------------------------------------------------------------------

    def banned(self, column: str, reason: str) -> None:
        """Refuse rows whose e-mail belongs to somebody banned from its shop."""
        if not self.run("SELECT EXISTS (SELECT 1 FROM customer WHERE banned = 1)").fetchone()[0]:
            return
        itself = "AND c.id IS NOT s.id" if self.layout.meets == BY_ID else ""
        banned = (
            f"s.email_key IN (SELECT email_key FROM customer WHERE banned = 1)"
            " AND EXISTS (SELECT 1 FROM customer c WHERE c.banned = 1"
            f" AND c.email_key = s.email_key AND c.shop_id = {self.layout.shop()} {itself})"
        )
        for span in self.spans:
            self.refuse(span, banned, (column, "s.email", reason))

    def taken_emails(self, column: str, reason: str) -> None:
        """Refuse rows whose e-mail is another registered customer's; ``{number}`` is whose."""
        for span in self.spans:
            met = f"(SELECT customer_id FROM {span.met} WHERE stage_row = s.line)"
            guest = f"(SELECT is_guest FROM customer WHERE id = {met})"
            if "is_guest" in self.layout.columns:
                guest = f"coalesce(s.is_guest, {guest})"
            other = (
                "SELECT {} FROM customer o WHERE o.email_key = s.email_key AND o.is_guest = 0"
                f" AND o.shop_id = {self.layout.shop()} AND o.id IS NOT {met}"
            )
            taken = (
                f"{self.layout.is_customer()} AND EXISTS ({other.format(1)})"
                f" AND NOT coalesce({guest}, 0)"
            )
            said = f"replace(?, '{{number}}', ({other.format('min(o.id)')}))"
            self.refuse(span, taken, (column, "s.email", reason), said)

    def of_other_shops(self, column: str, reason: str) -> None:
        """Refuse rows that meet a customer of another shop by the number."""
        for span in self.spans:
            other = (
                f"EXISTS (SELECT 1 FROM {span.met} m JOIN customer c"
                f" ON c.id = m.customer_id WHERE m.stage_row = s.line"
                f" AND c.shop_id <> {self.layout.shop()})"
            )
            self.refuse(span, other, (column, "s.id", reason))

    def unmet(self, column: str, reason: str, *, deleting: bool = False) -> None:
        """Refuse rows that meet no customer though they have to: all, or those that delete."""
        condition = "s.action = 1" if deleting else self.layout.is_customer()
        for span in self.spans:
            self.refuse(span, f"{condition} AND {_new(span)}", (column, "s.email", reason))

    def incomplete(self, missing: Sequence[tuple[str, str]]) -> None:
        """Refuse new customers when the file has not what they need: (column, reason) each."""
        for span in self.spans if missing else ():
            new = f"{self.layout.is_customer()} AND {_new(span)}"
            for column, reason in missing:
                self._note(span, new, (column, "''", reason))
            self._drop(span, new)

    def unknown_group(
        self, part: StagedPart, column: str, place: int, said: tuple[str, str, str]
    ) -> None:
        """Refuse rows that name the ``place``-th of a part's new groups in the staging ``column``.

        ``said`` is the file's column, the name, the reason.
        """
        naming = f"s.{column} = {-place}"
        if column == MEMBERS:
            naming = f"',' || s.{column} || ',' LIKE '%,{-place},%'"
        called, name, reason = said
        self.refuse(Span(part), naming, (called, _text(name), reason))

    # --- noting and taking out --------------------------------------------------------------

    def refuse(self, span: Span, where: str, said: tuple[str, str, str], reason: str = "?") -> None:
        """Refuse the rows ``where``; ``said`` is column, SQL of the value, reason.

        ``reason`` is SQL that makes the reason up from the one said.
        """
        if self.run(f"SELECT EXISTS (SELECT 1 FROM {_rows(span, where)})").fetchone()[0]:
            self._note(span, where, said, reason)
            self._drop(span, where)

    def _note(self, span: Span, where: str, said: tuple[str, str, str], reason: str = "?") -> None:
        column, value, text = said
        value = f"json_quote(substr(CAST({value} AS TEXT), 1, {_SHOWN}))"
        self.run(
            f"INSERT INTO {span.schema}.problem SELECT s.line, ?, {value}, {reason}, 0"
            f" FROM {_rows(span, where)} ORDER BY s.line",
            (json.dumps(column), text),
        )

    def _drop(self, span: Span, where: str) -> None:
        """Take the records out, after noting their lines as rejected."""
        schema, owner = span.schema, self.layout.owner
        dropped = self.run(
            f"INSERT OR IGNORE INTO {schema}.reject SELECT s.{owner} FROM {_rows(span, where)}"
        )
        self.dropped += dropped.rowcount
        if dropped.rowcount > 0:
            gone = f"(SELECT line FROM {schema}.reject WHERE {span.within('line')})"
            self.run(f"DELETE FROM {span.met} WHERE stage_row IN {gone}")
            self.run(f"DELETE FROM {span.rows} WHERE {owner} IN {gone}")


def _rows(span: Span, where: str) -> str:
    return f"{span.rows} s WHERE {span.within('s.line')} AND {where}"


def _new(span: Span) -> str:
    return f"NOT EXISTS (SELECT 1 FROM {span.met} WHERE stage_row = s.line)"


def _text(text: str) -> str:
    """SQL: a text as it stands."""
    return "'" + text.replace("'", "''") + "'"
