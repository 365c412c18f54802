"""Reads the rows of a part of a file: each is checked and becomes what is staged, or a problem."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from operator import getitem
from typing import TextIO

from custui.db.scratch import Scratch
from custui.exchange.align import align
from custui.exchange.cells import Choices, Nothing
from custui.exchange.field import Cells, Terms
from custui.exchange.header import Header, blank_line
from custui.exchange.report import Problem
from custui.exchange.source import undecodable
from custui.locale import _

_END = "\0"
"""A record of its own after the last line. If it is not read as one, a quote was left open."""

_SHOWN = 200
"""Characters of a value that a problem repeats."""

Row = list[object]


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
        width = len(self._columns)
        self._by_width: dict[int, tuple[Cells, ...]] = {
            width: self._columns,
            width + 1: (*self._columns, Nothing()),
        }

    def added(self) -> dict[str, list[str]]:
        """New names by staging column: the n-th stands as -n in the rows."""
        return {
            field.staged[0]: column.added
            for field, column in zip(self._header.fields, self._columns, strict=True)
            if isinstance(column, Choices)
        }

    def rows(self, text: TextIO, skip: int) -> Iterator[Row]:
        """What to stage for each good row of ``text``, its line first, after ``skip`` lines."""
        reader = csv.reader(
            chain(islice(text, skip, None), self._end()), delimiter=self._header.delimiter
        )
        by_width, flat = self._by_width, chain.from_iterable
        line = skip + 1
        while True:
            try:
                for row in reader:
                    try:
                        yield [line, *flat(map(getitem, by_width[len(row)], row))]
                    except (KeyError, ValueError):
                        mended = self._unusual(row, line)
                        if mended is not None:
                            yield mended
                    line = skip + 1 + reader.line_num
                break
            except csv.Error as error:
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
        try:
            mended = align(row, self._header.fields, self._columns, trailing=self._header.trailing)
        except ValueError as error:
            self._reject(line, self._problems(row, line, str(error)))
            return None
        self.repaired += bool(mended.repairs)
        for place, value, reason in mended.repairs:
            self._note(Problem(line, self._header.names[place], value, reason, True))
        return [line, *chain.from_iterable(map(getitem, self._columns, mended.cells))]

    def _unclosed(self, row: Sequence[str], line: int) -> None:
        self.closed = False
        text = self._header.delimiter.join(row).removesuffix(_END)
        reason = _("a quote that opens in this record is never closed")
        self._reject(line, [Problem(line, "", text[:_SHOWN], reason)])

    def _problems(self, row: Sequence[str], line: int, ragged: str) -> list[Problem]:
        """What is wrong with the cells of a row, or with their number."""
        columns = self._by_width.get(len(row))
        if columns is None:
            text = self._header.delimiter.join(row)
            return [Problem(line, "", text[:_SHOWN], ragged)]
        problems = []
        for name, column, cell in zip((*self._header.names, ""), columns, row, strict=False):
            try:
                column[cell]
            except ValueError as error:
                problems.append(Problem(line, name, cell[:_SHOWN], str(error)))
        return problems

    def _reject(self, line: int, problems: Sequence[Problem]) -> None:
        self.rejected += 1
        self._scratch.reject(line)
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
