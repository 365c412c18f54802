"""Stores a staged file in the shop: all at once, or in short batches that can be gone on with.

At once, the rows are compared before the write lock is taken; only when somebody else wrote
meanwhile are they compared again under it. In batches, each is a transaction of its own with what
follows from it, and says how far the file is through: wherever a process ends, whole batches are
in, and the next import of the same file goes on after them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from custui.db import audit, import_runs
from custui.db.bulk import data_version, write_transaction
from custui.db.connection import ShopDatabase
from custui.db.import_runs import Counts, ImportRun
from custui.db.problems import DatabaseProblem
from custui.db.search_build import IndexBuild
from custui.db.staging.parts import Span
from custui.exchange.applying import Applying
from custui.exchange.field import Terms
from custui.exchange.report import (
    TAKEN,
    FileRefused,
    Problem,
    Progress,
    Report,
    Step,
    outcomes,
)
from custui.exchange.staged_file import StagedFile
from custui.exchange.terms import still_holds
from custui.locale import _
from custui.services.batches import in_batches

_AIM_SECONDS = 0.05
"""How long the transaction of one batch should take."""


class Storing:
    """One checked file on its way into the shop.

    ``run`` is its record; ``seen`` the version of the shop's data against which it was compared.
    """

    def __init__(
        self,
        file: StagedFile,
        applying: Applying,
        terms: Terms,
        report: Report,
        progress: Progress,
    ) -> None:
        self._database = file.database
        self._file = file
        self._applying = applying
        self._terms = terms
        self._report = report
        self._progress = progress

    # --- all at once ------------------------------------------------------------------------

    def at_once(self, run: ImportRun, index: IndexBuild, seen: int) -> None:
        """Store the whole file or nothing; ``run`` tells those who wait whom they wait for."""
        with (
            _put_down_if_it_fails(self._database, run, forget=True),
            write_transaction(self._database),
        ):
            check_terms(self._database, self._terms)
            if data_version(self._database) != seen:
                self._file.meet(self._terms.required)
                self._report.rejected = self._file.rejected()
                self._report.count(self._file.counts())
            self._applying.begin()
            self._applying.all_rows(index, about_file(run, self._report.counts()))
            import_runs.end(self._database, run.id)
        self._report.notes += self._applying.notes
        self._report.written = True

    # --- in batches -------------------------------------------------------------------------

    def in_batches(self, run: ImportRun, cancelled: threading.Event, seen: int) -> None:
        """Store the good rows batch by batch, after those that are through already.

        The report counts them all; it says when the import was ``stopped`` before the end.
        """
        batches = _Batches(self._file, self._applying, self._terms, run, seen, self._tell)
        database = self._database
        with _put_down_if_it_fails(database, run, forget=False):
            try:
                done = in_batches(batches.one, cancelled, _AIM_SECONDS)
            except KeyboardInterrupt:
                cancelled.set()
                done = False
        report = self._report
        report.stopped, report.written = not done, True
        report.rejected = self._file.rejected()
        report.take(batches.counts)
        report.problem_count += self._file.problems() - batches.problems_before
        report.notes += self._applying.notes
        with database.writing():
            if done:
                told = untold(report.counts(), run.told)
                audit.append(database, [about_file(run, told)])
                import_runs.end(database, run.id)
            else:
                told = untold(batches.counts, run.told)
                audit.append(database, [about_file(run, told, stopped=True)])
                import_runs.told(database, run.id, batches.counts)
                import_runs.put_down(database, run.id)

    def _tell(self, done: int, total: int) -> None:
        self._progress(Step(_("storing"), done, done, total))


def about_file(run: ImportRun, counts: Counts, **more: object) -> audit.AuditEntry:
    """The audit's entry about a file."""
    fields = {"file": run.file, "sha256": run.sha256, "format": run.format, **counts, **more}
    return audit.AuditEntry(int(time.time()), run.staff, "import", None, fields, "", run.origin)


def untold(counts: Counts, told: Counts) -> dict[str, int]:
    """The outcomes that the audit does not tell of yet; ``read`` is their sum."""
    since = {name: count - told.get(name, 0) for name, count in counts.items()}
    return since | {"read": sum(since.get(name, 0) for name in TAKEN) + since.get("rejected", 0)}


def settle(database: ShopDatabase, but: ImportRun | None = None) -> None:
    """Let the audit tell of imports that were cut short, if nobody goes on with them now."""
    runs = [run for run in import_runs.every(database) if not run.is_at_work]
    for run in runs:
        if but is not None and run.id == but.id:
            continue
        with database.writing():
            if not run.in_batches:  # it was ended before anything of it was in
                import_runs.end(database, run.id)
            elif any((told := untold(run.counts, run.told)).values()):
                audit.append(database, [about_file(run, told, cut_short=True)])
                import_runs.told(database, run.id, run.counts)


class _Batches:
    """The batches of one file; ``counts`` are the outcomes so far."""

    def __init__(
        self,
        file: StagedFile,
        applying: Applying,
        terms: Terms,
        run: ImportRun,
        seen: int,
        tell: Callable[[int, int], None],
    ) -> None:
        self.counts = {name: run.counts.get(name, 0) for name in TAKEN}
        self.problems_before = file.problems()
        self._database: ShopDatabase = file.database
        self._file = file
        self._applying = applying
        self._terms = terms
        self._run = run
        self._seen = self._checked = seen
        self._tell = tell
        self._line = run.line
        self._begun = False

    def one(self, records: int) -> bool:
        """Store the next records in one transaction; says whether there were any."""
        span = self._file.next_span(self._line, records)
        if span is None:
            return False
        with write_transaction(self._database):
            self._look_again(span)
            if not self._begun:
                self._applying.begin()
            counts = self._file.counts([span])
            self._applying.rows(span)
            line = max(self._file.last_line(span), self._line + 1)
            told = outcomes(counts)
            so_far = {name: self.counts[name] + told[name] for name in TAKEN}
            import_runs.note(self._database, self._run.id, line, so_far)
        self._begun, self._line, self.counts = True, line, so_far
        self._tell(sum(self.counts.values()), self._run.total)
        return True

    def _look_again(self, span: Span) -> None:
        """Compare the rows of a span anew when somebody else has written since they were."""
        version = data_version(self._database)
        if version == self._seen:
            return
        if version != self._checked:
            check_terms(self._database, self._terms)
            self._checked = version
        self._file.meet(self._terms.required, [span])


def check_terms(database: ShopDatabase, terms: Terms) -> None:
    """Raise ``FileRefused`` when the shop is not what ``terms`` say of it any more."""
    if not still_holds(database, terms):
        raise FileRefused(
            Problem(1, "", "", _("the shop's titles or groups changed meanwhile; try again"))
        )


@contextmanager
def _put_down_if_it_fails(
    database: ShopDatabase, run: ImportRun, *, forget: bool
) -> Iterator[None]:
    """When storing fails, say that nobody works on it; ``forget`` it where nothing is in."""
    try:
        yield
    except BaseException:
        # Where even this cannot be written, the process's end tells.
        with suppress(DatabaseProblem), database.writing():
            (import_runs.end if forget else import_runs.put_down)(database, run.id)
        raise
