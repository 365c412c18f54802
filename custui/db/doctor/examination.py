"""Examines a database from the file up, and mends what can be made anew from its rows.

Everything is looked at in batches: memory does not grow with the shop, and writers wait for no
longer than one batch takes (the search index apart).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import peewee

from custui.db import search
from custui.db.connection import ShopDatabase
from custui.db.doctor import file
from custui.db.doctor.findings import EXAMPLES, Finding, Progress
from custui.db.doctor.kept import KEPT_CHECKS, KeptCheck
from custui.db.problems import DAMAGED, explained
from custui.locale import _, ngettext
from custui.locale.formats import format_number

_BATCH = 5000


@dataclass
class _Tally:
    """How many customers a check found, and the first of them."""

    count: int = 0
    examples: list[int] = field(default_factory=list)

    def add(self, ids: list[int]) -> None:
        self.count += len(ids)
        self.examples += ids[: EXAMPLES - len(self.examples)]


def examine(database: ShopDatabase, progress: Progress) -> tuple[Finding, ...]:
    """Everything that is wrong, the most serious first; nothing is changed.

    The search index of a database opened read-only is not looked at: SQLite compares it only
    under the write lock.
    """
    return _examined(database, progress, mend=False)


def repair(database: ShopDatabase, progress: Progress) -> tuple[Finding, ...]:
    """Mend what can be made anew; returns what was wrong. Examine again to see what still is.

    Each batch is a transaction of its own: stopped at any time, what was mended stays so.
    """
    return _examined(database, progress, mend=True)


def _examined(database: ShopDatabase, progress: Progress, *, mend: bool) -> tuple[Finding, ...]:
    with explained(database.path):
        return tuple(_findings(database, progress, mend=mend))


def _findings(database: ShopDatabase, progress: Progress, *, mend: bool) -> Iterator[Finding]:
    progress(_("Checking the file"), 0, 0)
    damage = file.examine_file(database)
    if damage:
        yield damage
        if not (mend and damage.mendable):
            yield _what_is_left(database, damage)
        else:
            file.mend_indexes(database)
        if not damage.mendable:
            return
    try:
        yield from _of_rows(database, progress, mend=mend)
    except (peewee.DatabaseError, sqlite3.DatabaseError) as error:
        if not file.is_damage(error):
            raise
        yield Finding("file", _(DAMAGED).format(path=database.path), 1, mendable=False)


def _what_is_left(database: ShopDatabase, damage: Finding) -> Finding:
    rows = file.readable(database)
    return Finding(
        "readable", _("What can be read of it:"), len(rows), rows, mendable=damage.mendable
    )


def _of_rows(database: ShopDatabase, progress: Progress, *, mend: bool) -> Iterator[Finding]:
    progress(_("Checking references"), 0, 0)
    yield from _each(database, file.examine_references, file.examine_emails)
    index_right = True
    if not database.read_only:
        progress(_("Checking the search index"), 0, 0)
        index_right = search.is_right(database)
    if not index_right:
        yield Finding("search", _("The search index does not say what the customers do."), 1)
    yield from _kept_findings(database, progress, mend=mend, index_right=index_right)
    if mend and not index_right:
        progress(_("Building the search index"), 0, 0)
        with database.writing():
            search.rebuild(database)


def _each(
    database: ShopDatabase, *examinations: Callable[[ShopDatabase], Finding | None]
) -> Iterator[Finding]:
    for examination in examinations:
        finding = examination(database)
        if finding:
            yield finding


def _kept_findings(
    database: ShopDatabase, progress: Progress, *, mend: bool, index_right: bool
) -> Iterator[Finding]:
    tallies = {check.name: _Tally() for check in KEPT_CHECKS}
    (last,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM customer").fetchone()
    for ids in _batches(database):
        progress(_("Checking customers"), ids[-1], last)
        for check in KEPT_CHECKS:
            with database.atomic("DEFERRED"):  # what is compared is of one moment
                wrong = check.wrong(database, ids)
            tallies[check.name].add(wrong)
            if wrong and mend:
                _mend(database, check, wrong, index_right=index_right)
    for check in KEPT_CHECKS:
        tally = tallies[check.name]
        if tally.count:
            yield Finding(
                check.name,
                ngettext(check.one, check.many, tally.count).format(
                    count=format_number(tally.count)
                ),
                tally.count,
                tuple(map(str, tally.examples)),
            )


def _mend(database: ShopDatabase, check: KeptCheck, wrong: list[int], *, index_right: bool) -> None:
    """Mend customers; an index that is wrong is not kept right but built anew at the end."""
    with database.writing():
        if check.indexed and index_right:
            with search.reindexing(database, wrong):
                check.mend(database, wrong)
        else:
            check.mend(database, wrong)


def _batches(database: ShopDatabase) -> Iterator[list[int]]:
    last = -(2**63)
    while True:
        rows = database.execute_sql(
            "SELECT id FROM customer WHERE id > ? ORDER BY id LIMIT ?", (last, _BATCH)
        ).fetchall()
        if not rows:
            return
        ids = [number for (number,) in rows]
        yield ids
        last = ids[-1]
