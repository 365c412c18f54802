"""Reads the rows of a part of a file: each is checked and becomes what is staged, or a problem."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TextIO

from custui.db.scratch import Scratch
from custui.exchange.align import align
from custui.exchange.cells import Nothing, NotKept
from custui.exchange.field import Cells, Terms
from custui.exchange.header import Header, blank_line
from custui.exchange.naming import Naming
from custui.exchange.places import Mismatch
from custui.exchange.report import Problem
from custui.exchange.shapes import Row, shapes_of
from custui.exchange.source import undecodable
from custui.locale import _

_END = "\0"
"""A record of its own after the last line. If it is not read as one, a quote was left open."""

_SHOWN = 200
"""Characters of a value that a problem repeats."""


class Records:
    """The rows of one part.

    ``lines`` is the part's number of lines once all rows were read; ``closed`` is false when the
    part ended inside of quotes.
    """

    def __init__(self, header: Header, terms: Terms, scratch: Scratch) -> None:
        self.rejected = 0
        self.repaired = 0
        self.lines = 0
        self.closed = True
        self._ended = False
        self._header = header
        self._scratch = scratch
        self._columns: tuple[Cells, ...] = tuple(field.cells(terms) for field in header.fields)
        self._shapes = shapes_of(header, self._columns)

    def added(self) -> dict[str, list[str]]:
        """New names by staging column: the n-th stands as -n in the rows."""
        added: dict[str, list[str]] = {}
        for column in self._columns:
            if isinstance(column, Naming):
                added[column.staged] = column.added
        return added

    def not_kept(self) -> dict[str, int]:
        """The columns, as the file spells them, with things that are not kept, and how many."""
        pairs = zip(self._header.names, self._columns, strict=True)
        return {
            name: column.seen
            for name, column in pairs
            if isinstance(column, NotKept) and column.seen
        }

    def rows(self, text: TextIO, skip: int) -> Iterator[Row]:
        """What to stage for each good row of ``text``, its line first, after ``skip`` lines."""
        reader = csv.reader(
            chain(islice(text, skip, None), self._end()), delimiter=self._header.delimiter
        )
        read = self._shapes.row
        line = skip + 1
        while True:
            try:
                for row in reader:
                    try:
                        yield read(row, line)
                    except (LookupError, ValueError):
                        mended = self._unusual(row, line)
                        if mended is not None:
                            yield mended
                    line = skip + 1 + reader.line_num
                break
            except csv.Error as error:
                self._shapes.unreadable()
                self._reject(line, [Problem(line, "", "", _csv_reason(error))])
                line = skip + 1 + reader.line_num
            except UnicodeDecodeError as error:
                raise undecodable(line) from error
        self.lines = line - 2  # the end's own line is not the file's

    def _end(self) -> Iterator[str]:
        self._ended = True
        yield _END

    def _unusual(self, row: Sequence[str], line: int) -> Row | None:
        """A row that is not read at first sight: blank, broken or bad."""
        if self._ended:
            if row != [_END]:
                self._unclosed(row, line)
            return None
        if not any(cell.strip() for cell in row):
            self._note(blank_line(line))
            return None
        width = len(self._columns)
        padded = [*row, *[""] * (width - len(row))]
        record = self._shapes.record_of(padded, line)
        try:
            columns = self._shapes.columns_of(padded[:width])
            mended = align(row, self._header.fields, columns, trailing=self._header.trailing)
            staged = self._shapes.row(mended.cells, line)
        except ValueError as error:
            self._reject(record, self._problems(row, line, error))
            return None
        self.repaired += bool(mended.repairs)
        for place, value, reason in mended.repairs:
            self._note(Problem(line, self._header.names[place], value, reason, True))
        return staged

    def _unclosed(self, row: Sequence[str], line: int) -> None:
        self.closed = False
        text = self._header.delimiter.join(row).removesuffix(_END)
        reason = _("a quote that opens in this record is never closed")
        self._reject(line, [Problem(line, "", text[:_SHOWN], reason)])

    def _problems(self, row: Sequence[str], line: int, error: ValueError) -> list[Problem]:
        """What is wrong with the cells of a row, or with their number, or else ``error``."""
        width = len(self._columns)
        if len(row) not in (width, width + 1):
            text = self._header.delimiter.join(row)
            return [Problem(line, "", text[:_SHOWN], str(error))]
        columns = (*self._shapes.columns_of(row[:width]), Nothing())
        problems = []
        for name, column, cell in zip((*self._header.names, ""), columns, row, strict=False):
            try:
                column[cell]
            except ValueError as found:
                problems.append(Problem(line, name, cell[:_SHOWN], str(found)))
        return problems or [self._problem_of_all(row, line, error)]

    def _problem_of_all(self, row: Sequence[str], line: int, error: ValueError) -> Problem:
        """What is wrong with cells that are right each for itself."""
        if isinstance(error, Mismatch):
            place = self._header.place_of(error.field) or 0
            return Problem(line, self._header.names[place], row[place][:_SHOWN], str(error))
        return Problem(line, "", self._header.delimiter.join(row)[:_SHOWN], str(error))

    def _reject(self, record: int, problems: Sequence[Problem]) -> None:
        """Do not take the record that begins on line ``record``."""
        self.rejected += 1
        self._scratch.reject(record)
        for problem in problems:
            self._note(problem)

    def _note(self, problem: Problem) -> None:
        self._scratch.note(
            (problem.line, problem.column, problem.value, problem.reason, problem.repaired)
        )


def _csv_reason(error: csv.Error) -> str:
    if "field limit" in str(error):
        return _("a cell is longer than {limit} characters; perhaps a quote was not closed").format(
            limit=csv.field_size_limit()
        )
    return _("not readable as CSV: {reason}").format(reason=error)
