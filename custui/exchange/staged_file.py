"""A staged file beside the shop: what it may not bring is refused, what it meets is found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from custui.db.connection import ShopDatabase
from custui.db.staging.addresses import Addresses
from custui.db.staging.choices import used_places
from custui.db.staging.layout import ADDRESS, BY_ID, GROUP, MEMBERS, Layout
from custui.db.staging.matching import Counts, Matching, part_spans
from custui.db.staging.parts import LAST, Span, StagedPart
from custui.db.staging.records import Records, record_kinds
from custui.db.staging.refusing import Refusing
from custui.domain.columns import BY_NAME
from custui.exchange.field import Terms
from custui.exchange.header import Header
from custui.locale import _

ALWAYS_NEEDED = ("first_name", "last_name", "email")


class StagedFile:
    """The staged rows of a file; ``added`` are the new names of each part by staging column.

    ``parts`` are attached. Call ``refuse_repeated`` and ``refuse_unknown`` first and once, then
    ``meet``; nothing is written but the scratch databases. ``dropped`` counts the records refused
    after they had been staged.
    """

    def __init__(
        self,
        database: ShopDatabase,
        parts: Sequence[StagedPart],
        header: Header,
        shop_id: int,
        added: Sequence[Mapping[str, Sequence[str]]],
    ) -> None:
        self.database = database
        self.parts = parts
        self.added = added
        self.header = header
        self.layout = Layout(
            frozenset(header.staged),
            header.records,
            header.format.meets,
            header.format.adds,
            shop_id,
        )
        self.spans = part_spans(parts)
        self.dropped = 0
        self._matching = Matching(database, self.layout)
        self._addresses = (
            Addresses(database, self.layout) if ADDRESS in self.layout.records else None
        )

    # --- refusing ---------------------------------------------------------------------------

    def refuse_repeated(self) -> None:
        """Refuse what stands further up in the file already."""
        if not self.layout.adds:
            return
        refusing = Refusing(self.database, self.spans, self.layout)
        email = self.header.called("email")
        refusing.repeated_emails(email, _("the same e-mail stands on line {line}"))
        if self.layout.meets == BY_ID and "id" in self.layout.columns:
            number = self.header.called("id")
            refusing.repeated_numbers(number, _("the same number stands on line {line}"))
        self.dropped += refusing.dropped

    def refuse_unknown(self, terms: Terms) -> None:
        """Refuse rows of groups that neither the shop nor the file has, if none may be added."""
        if terms.create_groups:
            return
        refusing = Refusing(self.database, self.spans, self.layout)
        defined = self.defined_groups()
        reason = _("there is no such group; --create-groups adds it")
        for column, field in (("default_group_id", "group"), (MEMBERS, "groups")):
            for part, added in zip(self.parts, self.added, strict=True):
                names = added.get(column, ())
                for place in used_places(self.database, part, column) if names else ():
                    name = names[place - 1]
                    if name not in defined:
                        said = (self.header.called(field), name, reason)
                        refusing.unknown_group(part, column, place, said)
        self.dropped += refusing.dropped

    def defined_groups(self) -> dict[str, dict[str, object]]:
        """The groups that the file itself defines, by name, with the columns it tells."""
        if GROUP not in self.layout.records:
            return {}
        columns = [c for c in self.layout.of(GROUP) if c != "name"]
        groups: dict[str, dict[str, object]] = {}
        for part in self.parts:
            rows = self.database.execute_sql(
                f"SELECT group_name{''.join(f', group_{c}' for c in columns)}"
                f" FROM {part.schema}.stage WHERE has_group ORDER BY line"
            )
            for name, *values in rows.fetchall():
                told = zip(columns, values, strict=True)
                groups.setdefault(name, {c: value for c, value in told if value is not None})
        return groups

    # --- meeting ----------------------------------------------------------------------------

    def meet(self, required: frozenset[str], spans: Sequence[Span] | None = None) -> None:
        """Find whom the rows meet, refuse those that the shop may not have, and compare.

        ``spans`` are all rows unless they are told. May be called again when the shop has changed.
        """
        spans = self.spans if spans is None else spans
        self._matching.match(spans)
        refusing = Refusing(self.database, spans, self.layout)
        email = self.header.called("email")
        if self.layout.meets == BY_ID:
            refusing.of_other_shops(
                self.header.called("id"), _("this number is a customer's of another shop")
            )
            refusing.taken_emails(email, _("customer {number} has this e-mail"))
        if self.layout.adds:
            refusing.banned(email, _("this e-mail may not register again"))
            if "action" in self.layout.columns:
                refusing.unmet(email, _("there is no customer to delete"), deleting=True)
            refusing.incomplete(self._missing(required))
        else:
            refusing.unmet(email, _("there is no customer with this e-mail"))
        self.dropped += refusing.dropped
        self._compare(spans)

    def _compare(self, spans: Sequence[Span]) -> None:
        """Find what belongs to the customers, and whose belongings change."""
        for span in spans:
            if self._addresses is not None:
                self._addresses.match(span)
                self._matching.mark_changed(span, self._addresses.new_or_changed(span))
            for record in record_kinds(self.layout):
                records = Records(self.database, self.layout, record, 0)
                self._matching.mark_changed(span, records.new_or_changed(span))

    def _missing(self, required: frozenset[str]) -> list[tuple[str, str]]:
        have = {field.name for field in self.header.fields}
        needed = dict.fromkeys((*ALWAYS_NEEDED, *sorted(required)))
        reason = _("a new customer needs it, and the file has no such column")
        return [(_label(name), reason) for name in needed if name not in have]

    # --- counting ---------------------------------------------------------------------------

    def counts(self, spans: Sequence[Span] | None = None) -> Counts:
        """What the records come to."""
        counting = (
            self._matching.counts
            if self.layout.adds or self._addresses is None
            else self._addresses.counts
        )
        return sum(map(counting, self.spans if spans is None else spans), Counts())

    def rejected(self) -> int:
        """How many records were not taken, for whatever reason."""
        return sum(self._count(part, "reject") for part in self.parts)

    def problems(self) -> int:
        """How many problems and repairs were noted."""
        return sum(self._count(part, "problem") for part in self.parts)

    def _count(self, part: StagedPart, table: str) -> int:
        rows = self.database.execute_sql(f"SELECT count(*) FROM {part.schema}.{table}").fetchone()
        return int(rows[0])

    # --- going through it -------------------------------------------------------------------

    def next_span(self, after: int, records: int) -> Span | None:
        """So many records that begin after the line ``after`` of the file, or fewer: of one part.

        ``None`` when there are no more.
        """
        for part in self.parts:
            first = max(0, after - part.lines_before + 1)
            begins = (
                f"SELECT line FROM {part.schema}.stage s"
                f" WHERE {self.layout.is_customer()} AND line >= {first} ORDER BY line LIMIT 1"
            )
            begin = self.database.execute_sql(begins).fetchone()
            if begin is not None:
                end = self.database.execute_sql(f"{begins} OFFSET {int(records)}").fetchone()
                return Span(part, begin[0], end[0] - 1 if end is not None else LAST)
        return None

    def last_line(self, span: Span) -> int:
        """The last line of the file of which a span's records tell."""
        (line,) = self.database.execute_sql(
            f"SELECT max(line) FROM {span.rows} WHERE {span.within('line')}"
        ).fetchone()
        return int(line or span.first) + span.part.lines_before


def _label(name: str) -> str:
    column = BY_NAME.get(name)
    return _(column.label) if column else name
