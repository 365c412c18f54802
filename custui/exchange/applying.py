"""Applies staged rows to the shop inside a write transaction, index and audit included."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain, islice

from custui.db import audit, search, shop_terms
from custui.db.bulk import without_indexes
from custui.db.search_build import IndexBuild
from custui.db.staging.addresses import Addresses
from custui.db.staging.belongings import Belongings
from custui.db.staging.choices import Renumbered, add_choice, set_group, used_places
from custui.db.staging.customers import Customers
from custui.db.staging.deleting import Deleting
from custui.db.staging.layout import ADDRESS
from custui.db.staging.matching import Counts
from custui.db.staging.parts import Span
from custui.db.staging.records import Records, record_kinds
from custui.db.staging.telling import Telling
from custui.db.totals import refresh_addresses
from custui.exchange.staged_file import StagedFile
from custui.locale import _

_TABLES = ("customer", "group_membership", "address")

_IDS_AT_ONCE = 500
"""Customers indexed by one statement."""

_LARGE = 20_000
"""New customers from which building the full-text index beside pays."""


@dataclass(frozen=True)
class Origin:
    """Who imports, from where, which file; ``now`` in Unix seconds UTC."""

    staff: str
    place: str
    file: str
    now: int


class Applying:
    """Changes and adds customers as the staged rows say. Every call is inside a transaction.

    ``begin`` comes first and once; ``notes`` then has what a person should know.
    """

    def __init__(self, file: StagedFile, origin: Origin, tell: Callable[[str], None]) -> None:
        self._database = database = file.database
        self._file = file
        self._origin = origin
        self._tell = tell
        self._renumbered = renumbered = Renumbered()
        self.notes: list[str] = []
        layout, now = file.layout, origin.now
        self._customers = Customers(database, layout, renumbered, now)
        self._belongings = Belongings(database, layout, renumbered)
        self._addresses = Addresses(database, layout) if ADDRESS in layout.records else None
        self._records = [Records(database, layout, each, now) for each in record_kinds(layout)]
        self._deleting = Deleting(database, layout)
        self._telling = Telling(database, layout, renumbered, now)

    def begin(self) -> None:
        """Give numbers to new titles and groups, and find out the first free one for customers."""
        defined = self._file.defined_groups()
        for name, columns in defined.items():
            self._define(name, columns)
        for part, added in zip(self._file.parts, self._file.added, strict=True):
            for column, names in added.items():
                for place in used_places(self._database, part, column) if names else ():
                    number, new = add_choice(self._database, column, names[place - 1])
                    self._renumbered.note(part, column, place, number)
                    if new:
                        self._note(column, names[place - 1])
        if self._file.layout.adds:
            self._customers.number_from(self._file.spans)

    def _define(self, name: str, columns: dict[str, object]) -> None:
        """Add a group that the file defines; of one that is there only an empty shop takes it."""
        if shop_terms.has_group_role(self._database, str(columns.get("role", ""))):
            columns.pop("role", None)
        _number, new = add_choice(self._database, "default_group_id", name, columns)
        if new:
            self._note("default_group_id", name)
        elif not shop_terms.customer_count(self._database):
            set_group(self._database, name, columns)

    def _note(self, column: str, name: str) -> None:
        said = (
            _("The title {name} was added.")
            if column == "title_id"
            else _("The group {name} was added.")
        )
        self.notes.append(said.format(name=name))

    # --- all at once ------------------------------------------------------------------------

    def all_rows(self, index: IndexBuild, about_file: audit.AuditEntry) -> None:
        """Apply the whole file; ``index`` may be built beside while its rows are stored."""
        counts = self._file.counts()
        existing = shop_terms.customer_count(self._database)
        audit.append(self._database, [about_file])
        self._tell(_("storing"))
        if self._indexes_beside(counts, existing):
            index.start([part.path for part in self._file.parts], sorted(self._file.layout.columns))
        # Building the index anew costs less when much of it changes.
        anew = 4 * (counts.added + 2 * counts.changed) > existing + counts.added
        kept_numbers = True
        with self._indexes(counts, existing):
            for span in self._file.spans:
                kept_numbers &= self.rows(span, reindex=not anew)
        if anew:
            self._tell(_("indexing"))
            if not (index.started and kept_numbers and index.adopt()):
                search.rebuild(self._database)

    def _indexes_beside(self, counts: Counts, existing: int) -> bool:
        """Whether a second core may build the full-text index of rows as they are staged."""
        layout = self._file.layout
        return (
            counts.added >= _LARGE
            and not existing
            and not self._file.dropped
            and not layout.records
            and "id" in layout.columns
        )

    @contextmanager
    def _indexes(self, counts: Counts, existing: int) -> Iterator[None]:
        """Without the indexes of the tables inside, when that costs less."""
        many = self._file.layout.adds and counts.added > existing // 2
        with without_indexes(self._database, _TABLES) if many else nullcontext():
            yield

    # --- a part of the rows -----------------------------------------------------------------

    def rows(self, span: Span, *, reindex: bool = True) -> bool:
        """Apply the rows of a span; ``reindex`` keeps the search index right row by row.

        Says whether every customer added has the number that stands in the file.
        """
        database, addresses = self._database, self._addresses
        if addresses is not None:
            addresses.number(span)
        audit.append(database, self._entries(span))
        touched = list(addresses.touched(span)) if addresses is not None else []
        changed = self._searched(span, touched) if reindex else []
        deleted = list(self._deleting.customers(span))
        for ids in _batches(chain(changed, deleted)):
            search.forget(database, ids)
        kept_numbers = self._write(span)
        if addresses is not None:
            self._tell(_("addresses"))
            for ids in _batches(chain(touched, addresses.new_owners(span))):
                refresh_addresses(database, ids)
        if reindex:
            for ids in _batches(chain(changed, self._added(span))):
                search.add(database, ids)
        return kept_numbers

    def _searched(self, span: Span, touched: Sequence[int]) -> list[int]:
        """The customers whose place in the search index changes."""
        return list(dict.fromkeys(chain(self._customers.texts_changed(span), touched)))

    def _added(self, span: Span) -> Iterator[int]:
        return self._customers.inserted(span) if self._file.layout.adds else iter(())

    def _write(self, span: Span) -> bool:
        group_id = shop_terms.group_for_new(self._database)
        origin, kept_numbers = self._origin, True
        self._belongings.record_consents(span, origin.now, origin.file, origin.staff)
        self._customers.update(span)
        if self._file.layout.adds:
            kept_numbers = self._customers.insert(span, group_id)
            self._belongings.set_groups(span, group_id)
            self._belongings.set_credentials(span)
        if self._addresses is not None:
            self._addresses.apply(span)
        for records in self._records:
            records.apply(span)
        self._deleting.apply(span)
        return kept_numbers

    def _entries(self, span: Span) -> Iterator[audit.AuditEntry]:
        """An entry for each customer that the rows change."""
        origin = self._origin
        for customer_id, fields in self._telling.changes(span):
            yield audit.AuditEntry(
                origin.now, origin.staff, "import", customer_id, fields, "", origin.place
            )


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    ids = iter(ids)
    while batch := list(islice(ids, _IDS_AT_ONCE)):
        yield batch
