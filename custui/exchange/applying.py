"""Applies a matched file to the shop inside its write transaction, index and audit included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from itertools import chain, islice

from custui.db import audit, search, shop_terms
from custui.db.bulk import without_indexes
from custui.db.connection import ShopDatabase
from custui.db.search_build import IndexBuild
from custui.db.staged import StagedRows
from custui.db.staging import Counts, Staging
from custui.locale import _

_TABLES = ("customer", "group_membership")

_IDS_AT_ONCE = 500
"""Customers indexed by one statement."""

_LARGE = 20_000
"""New customers from which building the full-text index beside pays."""


@dataclass(frozen=True)
class Origin:
    """Who imports, from where, and what the audit says about the file."""

    staff: str
    place: str
    fields: Mapping[str, object]


def apply_rows(
    database: ShopDatabase,
    staging: Staging,
    index: IndexBuild,
    added: Sequence[Mapping[str, Sequence[str]]],
    origin: Origin,
    tell: Callable[[str], None],
) -> list[str]:
    """Change and add customers as the staged rows say; returns what a person should know.

    ``added`` are the new names of each part by staging column; ``tell`` hears of each phase.
    """
    now = int(time.time())
    rows = StagedRows(database, staging, now)
    counts = staging.counts()
    existing = shop_terms.customer_count(database)
    notes = _add_choices(rows, staging, added)
    audit.append(database, _entries(rows, origin, now))
    tell(_("storing"))
    if _indexes_beside(staging, counts, existing):
        index.start([part.path for part in staging.parts], staging.columns)
    with _reindexed(database, rows, counts, existing) as reindexed:
        with without_indexes(database, _TABLES) if counts.added > existing // 2 else nullcontext():
            rows.update()
            all_kept = rows.insert(shop_terms.group_for_new(database))
        tell(_("indexing"))
        reindexed.done = index.started and all_kept and index.adopt()
    return notes


def _indexes_beside(staging: Staging, counts: Counts, existing: int) -> bool:
    """Whether a second core may build the full-text index: all rows new, and as they are staged."""
    return (
        counts.added >= _LARGE and not existing and not staging.dropped and "id" in staging.columns
    )


@dataclass
class _Reindexing:
    """Whether the full-text index is right already."""

    done: bool = False


@contextmanager
def _reindexed(
    database: ShopDatabase, rows: StagedRows, counts: Counts, existing: int
) -> Iterator[_Reindexing]:
    """Bring the full-text index in line with what changes inside: row by row, or built anew."""
    # Building it anew costs less when much of it changes.
    anew = 4 * (counts.added + 2 * counts.changed) > existing + counts.added
    changed = [] if anew else list(rows.texts_changed())
    for ids in _batches(changed):
        search.forget(database, ids)
    state = _Reindexing()
    yield state
    if state.done:
        return
    if anew:
        search.rebuild(database)
    else:
        for ids in _batches(chain(changed, rows.inserted())):
            search.add(database, ids)


def _add_choices(
    rows: StagedRows, staging: Staging, added: Sequence[Mapping[str, Sequence[str]]]
) -> list[str]:
    notes = []
    for part, names_of in zip(staging.parts, added, strict=True):
        for column, names in names_of.items():
            said = (
                _("The title {name} was added.")
                if column == "title_id"
                else _("The group {name} was added.")
            )
            new = rows.set_choices(part, column, names) if names else []
            notes += [said.format(name=name) for name in new]
    return notes


def _entries(rows: StagedRows, origin: Origin, now: int) -> Iterator[audit.AuditEntry]:
    """The file's entry, and one for each customer that it changes."""
    yield audit.AuditEntry(now, origin.staff, "import", None, origin.fields, "", origin.place)
    for customer_id, fields in rows.before_and_after():
        yield audit.AuditEntry(now, origin.staff, "import", customer_id, fields, "", origin.place)


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    ids = iter(ids)
    while batch := list(islice(ids, _IDS_AT_ONCE)):
        yield batch
