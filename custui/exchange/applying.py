"""Applies a matched file to the shop inside its write transaction, index and audit included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from itertools import chain, islice

from custui.db import audit, search, shop_terms
from custui.db.bulk import without_indexes
from custui.db.connection import ShopDatabase
from custui.db.staged import StagedRows
from custui.db.staging import Counts, Staging
from custui.locale import _

_IDS_AT_ONCE = 500
"""Customers indexed by one statement."""


@dataclass(frozen=True)
class Origin:
    """Who imports, from where, and what the audit says about the file."""

    staff: str
    place: str
    fields: Mapping[str, object]


def apply_rows(
    database: ShopDatabase,
    staging: Staging,
    added: Sequence[Mapping[str, Sequence[str]]],
    origin: Origin,
    tell: Callable[[str], None],
) -> list[str]:
    """Change and add customers as the staged rows say; returns what a person should know.

    ``added`` are the new names of each part by staging column; ``tell`` hears of each phase.
    """
    now = int(time.time())
    rows = StagedRows(database, staging, now)
    notes = _add_choices(rows, staging, added)
    audit.append(database, _entries(rows, origin, now))
    counts = staging.counts()
    existing = shop_terms.customer_count(database)
    anew = _rebuilds(counts, existing)
    outweighs = counts.added > existing // 2
    tables = ("customer", "group_membership")
    touched: list[int] = [] if anew else list(rows.texts_changed())
    for ids in _batches(touched):
        search.forget(database, ids)
    tell(_("storing"))
    with without_indexes(database, tables) if outweighs else nullcontext():
        rows.update()
        rows.insert(shop_terms.group_for_new(database))
        tell(_("indexing") if outweighs else _("storing"))
    tell(_("indexing"))
    if anew:
        search.rebuild(database)
    else:
        for ids in _batches(chain(touched, rows.inserted())):
            search.add(database, ids)
    return notes


def _rebuilds(counts: Counts, existing: int) -> bool:
    """Whether building the whole full-text index costs less than changing it row by row."""
    return 4 * (counts.added + 2 * counts.changed) > existing + counts.added


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
