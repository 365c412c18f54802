"""Finds a file's header: its delimiter, its format, its columns, and where the rows begin."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from custui.exchange.field import Field, Format
from custui.exchange.report import FileRefused, Problem
from custui.exchange.source import Source, undecodable
from custui.locale import _

DELIMITERS = ";,\t|"
_LOOKED_AT = 200
"""Lines within which the header must stand."""
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_ESCAPED = re.compile("[\udc80-\udcff]")


@dataclass(frozen=True)
class Header:
    """What the header says; ``trailing`` when a delimiter ends it, ``lines`` it takes up."""

    format: Format
    names: tuple[str, ...]  # as the file spells them
    delimiter: str
    trailing: bool
    lines: int
    problems: tuple[Problem, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the file's columns, in its order."""
        return tuple(filter(None, map(self.format.field_of, self.names)))

    @property
    def staged(self) -> tuple[str, ...]:
        """The staging columns that a row fills, in the row's order."""
        return tuple(column for field in self.fields for column in field.staged)


def read_header(source: Source, formats: Sequence[Format], delimiter: str | None) -> Header:
    """The header of ``source`` in one of ``formats``; raises ``FileRefused``."""
    with source.text() as text:
        try:
            lines = list(islice(text, _LOOKED_AT))
        except UnicodeDecodeError as error:
            raise undecodable(1) from error
    skipped, marked = _separator(lines)
    given = delimiter or marked
    candidates = [given] if given else list(DELIMITERS)
    best: tuple[int, int] = (-1, -1)
    chosen: tuple[Format, str] = (formats[0], candidates[0])
    for candidate in candidates:
        cells = next((row for row in _rows(lines, skipped, candidate) if not _blank(row)), [])
        for fmt in formats:
            known = sum(fmt.field_of(cell) is not None for cell in cells)
            if (known, len(cells)) > best:
                best, chosen = (known, len(cells)), (fmt, candidate)
    return _HeaderReader(*chosen).read(lines, skipped)


def _not_text() -> str:
    return _("the header is not text in this encoding; name the right one with --encoding")


def _separator(lines: Sequence[str]) -> tuple[int, str | None]:
    """Lines taken by the ``sep=;`` that spreadsheets put first, and the delimiter it names."""
    found = _SEPARATOR_LINE.fullmatch(lines[0].strip("\r\n\ufeff")) if lines else None
    return (1, found[1]) if found else (0, None)


def _rows(lines: Sequence[str], skipped: int, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(lines[skipped:], delimiter=delimiter)
    except csv.Error:
        return


def _blank(row: Sequence[str]) -> bool:
    return not any(cell.strip() for cell in row)


def _without_last(row: Sequence[str]) -> list[str]:
    """A row without the empty cell after a delimiter that ends it."""
    return list(row[:-1] if len(row) > 1 and not row[-1].strip() else row)


class _HeaderReader:
    """Reads the header of one format, over as many lines as it takes."""

    def __init__(self, fmt: Format, delimiter: str) -> None:
        self._format = fmt
        self._delimiter = delimiter
        self._names: list[str] = []
        self._problems: list[Problem] = []
        self._begins = 1

    def read(self, lines: Sequence[str], skipped: int) -> Header:
        reader = csv.reader(lines[skipped:], delimiter=self._delimiter)
        taken, begins, trailing, blanks = skipped, skipped + 1, False, list[Problem]()
        try:
            for row in reader:
                line, begins = begins, skipped + reader.line_num + 1
                if _blank(row):
                    blanks.append(blank_line(line))
                elif self._names and not self._goes_on(row):
                    break
                else:
                    self._take(row, line, blanks)
                    taken, trailing, blanks = begins - 1, row[-1].strip() == "", []
        except csv.Error as error:
            self._refuse(begins, "", lines[begins - 1][:80], str(error))
        self._check()
        return Header(
            self._format,
            tuple(self._names),
            self._delimiter,
            trailing,
            taken,
            tuple(self._problems),
        )

    def _goes_on(self, row: Sequence[str]) -> bool:
        """Whether ``row`` is nothing but further columns of the same header."""
        have = {field.name for field in map(self._format.field_of, self._names) if field}
        found = [self._format.field_of(cell) for cell in _without_last(row)]
        return all(field is not None and field.name not in have for field in found)

    def _take(self, row: Sequence[str], line: int, blanks: Sequence[Problem]) -> None:
        self._problems.extend(blanks)
        if self._names:
            text = self._delimiter.join(row)
            self._problems.append(
                Problem(line, "", text, _("the header went on over this line; joined"), True)
            )
            self._names.extend(_without_last(row))
            return
        self._names, self._begins = _without_last(row), line
        if any(_ESCAPED.search(name) for name in self._names):
            self._refuse(line, "", self._delimiter.join(row), _not_text())
        self._check_known(line)

    def _check_known(self, line: int) -> None:
        known = [self._format.field_of(name) for name in self._names]
        if not any(known):
            self._refuse(
                line,
                "",
                self._delimiter.join(self._names),
                _("this is not a header that custui knows"),
            )
        if len(self._names) == 1:
            self._refuse(line, self._names[0], "", _("the file has only one column"))
        unknown = [
            Problem(line, name, name, _("there is no such column in this format"))
            for name, field in zip(self._names, known, strict=True)
            if field is None
        ]
        if unknown:
            raise FileRefused(*unknown)
        for place, field in enumerate(known):
            if field in known[:place]:
                name = self._names[place]
                self._refuse(line, name, name, _("the column stands in the header twice"))

    def _check(self) -> None:
        if not self._names:
            self._refuse(1, "", "", _("the file is empty"))
        have = {field.name for field in map(self._format.field_of, self._names) if field}
        for needed in self._format.needs:
            if needed not in have:
                headers = next(f.headers for f in self._format.fields if f.name == needed)
                self._refuse(
                    self._begins, headers[0], "", _("the column is missing, and it has to be there")
                )

    @staticmethod
    def _refuse(line: int, column: str, value: str, reason: str) -> None:
        raise FileRefused(Problem(line, column, value[:200], reason))


def blank_line(line: int) -> Problem:
    """The repair of a line with nothing on it."""
    return Problem(line, "", "", _("a blank line; left out"), True)
