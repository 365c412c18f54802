"""Imports a file of customers: staged and checked outside the shop, then applied in one go."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from itertools import accumulate, chain
from pathlib import Path

from custui.db import import_runs
from custui.db.bulk import data_version, interruptible, references_unchecked
from custui.db.connection import ShopDatabase
from custui.db.import_runs import ImportRun
from custui.db.scratch import found_in
from custui.db.search_build import IndexBuild, beside
from custui.db.staging.parts import attached, keep_rollbacks
from custui.exchange.applying import Applying, Origin
from custui.exchange.field import Format, Terms
from custui.exchange.formats import FORMATS
from custui.exchange.header import Header, read_header
from custui.exchange.parts import LARGE, Part, stage_parts
from custui.exchange.rejects import write_rejects
from custui.exchange.report import FileRefused, Problem, Progress, Report, Step, shifted, silent
from custui.exchange.room import check_room
from custui.exchange.seal import Seal
from custui.exchange.source import open_source
from custui.exchange.staged_file import StagedFile
from custui.exchange.storing import Storing, settle
from custui.exchange.terms import read_terms
from custui.locale import _, ngettext
from custui.locale.formats import format_number


@dataclass(frozen=True)
class Request:
    """What to import, and how.

    ``skip_bad`` takes the good rows of a file with bad ones; without it such a file is turned away
    whole. ``strict`` turns away one that had to be repaired too. ``rejects`` is where to write the
    rows not taken. ``shop_given`` says that the shop was asked for, whatever the file calls it.
    ``large`` is the size in bytes from which two processes read. ``cancelled``, once it is set,
    ends the import: in batches after the one at work, else with nothing changed.
    """

    path: str
    shop_id: int = 1
    shop_given: bool = False
    formats: Sequence[Format] = FORMATS
    encoding: str | None = None
    delimiter: str | None = None
    dry_run: bool = False
    skip_bad: bool = False
    strict: bool = False
    create_groups: bool = False
    hash_passwords: bool = False
    allow_delete: bool = False
    rejects: Path | None = None
    staff: str = ""
    origin: str = ""
    large: int = LARGE
    cancelled: threading.Event = field(default_factory=threading.Event, compare=False)

    def manner(self) -> str:
        """What beside the file decides how its rows are read, as one text."""
        return json.dumps(
            {
                "formats": [fmt.name for fmt in self.formats],
                "encoding": self.encoding,
                "delimiter": self.delimiter,
                "shop": self.shop_id if self.shop_given else None,
                "create_groups": self.create_groups,
                "hash_passwords": self.hash_passwords,
                "allow_delete": self.allow_delete,
            }
        )


@contextmanager
def imported(
    database: ShopDatabase, request: Request, progress: Progress = silent
) -> Iterator[Report]:
    """Import a file, all of it or nothing; the report can be read inside the ``with``.

    Where bad rows are skipped the good ones go in by batches: one that was cut short is gone on
    with. Needs an open connection and no transaction. Raises ``OSError``, ``LookupError`` (an
    unknown encoding) and ``NoRoom``, and ``KeyboardInterrupt`` when it was cancelled with nothing
    changed; what is wrong in the file itself is in the report.
    """
    with tempfile.TemporaryDirectory(prefix="custui-import-") as folder:
        try:
            report = _Import(database, request, progress, Path(folder)).run()
        except FileRefused as refused:
            formats = request.formats
            report = Report(formats[0].name if len(formats) == 1 else "")
            report.problems, report.problem_count = refused.problems, len(refused.problems)
            report.refused = True
        yield report


class _Import:
    """One import, from the file to the report."""

    def __init__(
        self, database: ShopDatabase, request: Request, progress: Progress, folder: Path
    ) -> None:
        self._database = database
        self._request = request
        self._progress = progress
        self._folder = folder

    def run(self) -> Report:
        request = self._request
        source = open_source(request.path, request.encoding, self._folder)
        check_room(source.size, self._database.path.resolve(), self._folder)
        header = read_header(source, request.formats, request.delimiter)
        seal = Seal(source)
        terms = read_terms(self._database, request, source, header)
        parts = stage_parts(
            source, header, terms, self._folder, self._progress, self._request.large
        )
        seal.check()
        report = Report(header.format.name)
        self._apply(report, header, terms, parts, seal)
        report.problems = _Problems(header, parts)
        if request.rejects:
            write_rejects(source, header, report.problems, request.rejects)
        return report

    def _apply(
        self, report: Report, header: Header, terms: Terms, parts: Sequence[Part], seal: Seal
    ) -> None:
        database, request = self._database, self._request
        paths, lines = [part.path for part in parts], [part.lines for part in parts]
        deletes = header.place_of("action") is not None
        with (
            attached(database, paths, lines) as attached_parts,
            beside(database, self._folder / "searched") as index,
            interruptible(database, request.cancelled.is_set),
            # What a deleted customer had is taken along by the references.
            nullcontext() if deletes else references_unchecked(database),
        ):
            added = [part.added for part in parts]
            file = StagedFile(database, attached_parts, header, request.shop_id, added)
            self._tell(_("comparing"))
            seen = data_version(database)
            file.refuse_repeated()
            file.refuse_unknown(terms)
            file.meet(terms.required)
            self._count(report, file, header, parts)
            report.notes = _not_kept(header, parts)
            if self._turned_away(report):
                report.turned_away()
            elif not request.dry_run:
                self._store(report, file, terms, seal, (index, seen))

    def _store(
        self,
        report: Report,
        file: StagedFile,
        terms: Terms,
        seal: Seal,
        compared: tuple[IndexBuild, int],
    ) -> None:
        request, (index, seen) = self._request, compared
        run = self._run_of(report, file, seal)
        origin = Origin(request.staff, request.origin, seal.name, int(time.time()))
        applying = Applying(file, origin, self._tell)
        storing = Storing(file, applying, terms, report, self._progress)
        if not request.skip_bad:
            storing.at_once(run, index, seen)
            return
        keep_rollbacks(self._database, file.parts)
        if run.line:
            earlier = sum(run.counts.values())
            said = ngettext(
                "{n} record was taken before, by an import that was cut short.",
                "{n} records were taken before, by an import that was cut short.",
                earlier,
            )
            report.notes.append(said.format(n=format_number(earlier)))
        storing.in_batches(run, request.cancelled, seen)

    def _run_of(self, report: Report, file: StagedFile, seal: Seal) -> ImportRun:
        """The record of this import; of one that was cut short, the old one."""
        request, database = self._request, self._database
        manner = request.manner()
        known = import_runs.cut_short(database, seal.sha256, manner) if request.skip_bad else None
        settle(database, but=known)
        with database.writing():
            if known is not None:
                import_runs.take_up(database, known.id)
                return known
            return import_runs.begin(
                database,
                staff=request.staff,
                origin=request.origin,
                file=seal.name,
                sha256=seal.sha256,
                fmt=report.format,
                manner=manner,
                in_batches=request.skip_bad,
                total=report.read - report.rejected,
            )

    def _count(
        self, report: Report, file: StagedFile, header: Header, parts: Sequence[Part]
    ) -> None:
        report.rejected = file.rejected()
        report.count(file.counts())
        report.repaired = sum(part.repaired for part in parts)
        report.problem_count = len(header.problems) + file.problems()

    def _turned_away(self, report: Report) -> bool:
        bad = report.rejected > 0 and not self._request.skip_bad
        return bad or (self._request.strict and report.problem_count > 0)

    def _tell(self, phase: str) -> None:
        self._progress(Step(phase, 0, 0, 0))


def _not_kept(header: Header, parts: Sequence[Part]) -> list[str]:
    """What a person should know of columns of which nothing is kept."""
    notes = []
    seen: dict[str, int] = {}
    for part in parts:
        for column, count in part.not_kept.items():
            seen[column] = seen.get(column, 0) + count
    passwords = {
        name
        for name, field in zip(header.names, header.fields, strict=True)
        if field.name == "password"
    }
    for column, count in seen.items():
        said = (
            _("Passwords are not kept as they stand ({column}); --hash-passwords keeps hashes.")
            if column in passwords
            else ngettext(
                "{column}: {n} cell is not kept; there is no such field.",
                "{column}: {n} cells are not kept; there is no such field.",
                count,
            )
        )
        notes.append(said.format(column=column, n=format_number(count)))
    if header.passed_over:
        names = ", ".join(header.passed_over)
        notes.append(_("These columns were passed over: {names}.").format(names=names))
    return notes


class _Problems:
    """All problems of a file in the order of its lines, read anew each time."""

    def __init__(self, header: Header, parts: Sequence[Part]) -> None:
        self._header = header
        self._parts = parts

    def __iter__(self) -> Iterator[Problem]:
        before = accumulate((part.lines for part in self._parts), initial=0)
        return chain(
            self._header.problems,
            *(
                shifted((Problem(*found) for found in found_in(part.path)), lines)
                for part, lines in zip(self._parts, before, strict=False)
            ),
        )
