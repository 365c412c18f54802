"""Imports a file of customers: staged and checked outside the shop, then applied in one go."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path

from custui.db import shop_terms
from custui.db.bulk import interruptible, references_unchecked, write_lock
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.scratch import found_in
from custui.db.search_build import beside
from custui.db.staging import Staging, attached
from custui.domain.columns import BY_NAME
from custui.exchange.applying import Origin, apply_rows
from custui.exchange.cells import choice_key
from custui.exchange.field import Format, Terms
from custui.exchange.formats import FORMATS
from custui.exchange.header import Header, read_header
from custui.exchange.parts import LARGE, Part, stage_parts
from custui.exchange.rejects import write_rejects
from custui.exchange.report import FileRefused, Problem, Progress, Report, Step, shifted, silent
from custui.exchange.room import check_room
from custui.exchange.source import Source, open_source
from custui.locale import _

ALWAYS_NEEDED = ("first_name", "last_name", "email")

_TITLE_WORDS = {
    "m": ("pan", "mr", "m", "herr", "monsieur"),
    "f": ("pani", "mrs", "ms", "miss", "mme", "madame", "frau"),
}
"""What shops of other languages call their titles, by gender."""


@dataclass(frozen=True)
class Request:
    """What to import, and how.

    ``skip_bad`` takes the good rows of a file with bad ones; without it such a file is turned away
    whole. ``strict`` turns away one that had to be repaired too. ``rejects`` is where to write the
    rows not taken. ``large`` is the size in bytes from which two processes read.
    """

    path: str
    shop_id: int = 1
    formats: Sequence[Format] = FORMATS
    encoding: str | None = None
    delimiter: str | None = None
    dry_run: bool = False
    skip_bad: bool = False
    strict: bool = False
    create_groups: bool = False
    rejects: Path | None = None
    staff: str = ""
    origin: str = ""
    large: int = LARGE


@contextmanager
def imported(
    database: ShopDatabase, request: Request, progress: Progress = silent
) -> Iterator[Report]:
    """Import a file, all of it or nothing; the report can be read inside the ``with``.

    Needs an open connection and no transaction. Raises ``OSError``, ``LookupError`` (an unknown
    encoding) and ``NoRoom``; what is wrong in the file itself is in the report.
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
        seal = _Seal(source)
        terms = self._terms()
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

    def _terms(self) -> Terms:
        titles: dict[str, int] = {}
        for number, name, gender in shop_terms.titles(self._database):
            titles.setdefault(choice_key(name), number)
            for word in _TITLE_WORDS.get(gender, ()):
                titles.setdefault(word, number)
        # A title's own name goes before what another shop calls one of its gender.
        titles |= {choice_key(n): i for i, n, _gender in shop_terms.titles(self._database)}
        return Terms(
            time_zone=read_preferences(self._database).time_zone,
            titles=titles,
            groups={choice_key(name): i for i, name in shop_terms.groups(self._database)},
            create_groups=self._request.create_groups,
            required=shop_terms.required_columns(self._database),
        )

    def _apply(
        self, report: Report, header: Header, terms: Terms, parts: Sequence[Part], seal: _Seal
    ) -> None:
        database, request = self._database, self._request
        paths, lines = [part.path for part in parts], [part.lines for part in parts]
        with (
            attached(database, paths, lines) as attached_parts,
            beside(database, self._folder / "searched") as index,
            interruptible(database),
            references_unchecked(database),
            database.atomic("DEFERRED"),
        ):
            if not request.dry_run:
                write_lock(database)
            if self._terms() != terms:
                raise FileRefused(
                    Problem(
                        1, "", "", _("the shop's titles or groups changed meanwhile; try again")
                    )
                )
            staging = Staging(database, attached_parts, header.staged, request.shop_id)
            self._meet(staging, header, terms)
            self._count(report, staging, header, parts)
            if self._turned_away(report):
                report.turned_away()
            elif not request.dry_run:
                added = [part.added for part in parts]
                origin = Origin(request.staff, request.origin, seal.fields(report))
                report.notes = apply_rows(database, staging, index, added, origin, self._tell)
                report.written = True

    def _meet(self, staging: Staging, header: Header, terms: Terms) -> None:
        """Find the customers that the rows meet, and refuse the rows that may not be."""
        self._tell(_("comparing"))
        email = next(
            name
            for name, field in zip(header.names, header.fields, strict=True)
            if field.name == "email"
        )
        staging.refuse_repeated(email, _("the same e-mail stands on line {line}"))
        staging.match()
        staging.refuse_banned(email, _("this e-mail may not register again"))
        have = {field.name for field in header.fields}
        needed = dict.fromkeys((*ALWAYS_NEEDED, *sorted(terms.required)))
        staging.refuse_incomplete(
            [
                (_label(name), _("a new customer needs it, and the file has no such column"))
                for name in needed
                if name not in have
            ]
        )

    def _count(
        self, report: Report, staging: Staging, header: Header, parts: Sequence[Part]
    ) -> None:
        counts = staging.counts()
        report.added, report.updated = counts.added, counts.changed
        report.unchanged, report.rejected = counts.unchanged, staging.rejected()
        report.read = report.added + report.updated + report.unchanged + report.rejected
        report.repaired = sum(part.repaired for part in parts)
        report.problem_count = len(header.problems) + staging.problems()

    def _turned_away(self, report: Report) -> bool:
        bad = report.rejected > 0 and not self._request.skip_bad
        return bad or (self._request.strict and report.problem_count > 0)

    def _tell(self, phase: str) -> None:
        self._progress(Step(phase, 0, 0, 0))


class _Seal:
    """What identifies a file in the audit: name, SHA-256; and that it stayed the same."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._stat = self._now()
        with source.path.open("rb") as file:
            self._digest = hashlib.file_digest(file, "sha256").hexdigest()

    def _now(self) -> tuple[int, int]:
        stat = self._source.path.stat()
        return stat.st_size, stat.st_mtime_ns

    def check(self) -> None:
        """Raise ``FileRefused`` when somebody wrote to the file while it was read."""
        if self._now() != self._stat:
            raise FileRefused(Problem(1, "", "", _("the file changed while it was read")))

    def fields(self, report: Report) -> dict[str, object]:
        """What the file's audit entry says."""
        return {
            "file": self._source.name.encode(errors="backslashreplace").decode(),
            "sha256": self._digest,
            "format": report.format,
            **report.counts(),
        }


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


def _label(name: str) -> str:
    column = BY_NAME.get(name)
    return _(column.label) if column else name
