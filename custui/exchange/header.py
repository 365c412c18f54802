"""Finds a file's header: its delimiter, its format, its columns, and where the rows begin."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from custui.db.staging.layout import (
    BY_ID,
    CONSENT,
    CUSTOMER,
    GROUP,
    NOTE,
    SERVICE,
    TABLES,
    staging_columns,
)
from custui.domain import rules
from custui.exchange.cells import Ignored
from custui.exchange.field import Field, Format, is_reason
from custui.exchange.report import FileRefused, Problem
from custui.exchange.source import Source, undecodable
from custui.locale import _

DELIMITERS = ";,\t|"
_LOOKED_AT = 200
"""Lines within which the header must stand."""
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_ESCAPED = re.compile("[\udc80-\udcff]")

RECORD_NEEDS = {
    CONSENT: "consent_kind",
    SERVICE: "service",
    NOTE: "note",
    GROUP: "group_name",
}
"""The column without which a record says nothing."""

IGNORED = Field("", (), (), lambda terms: Ignored())
"""A column that says nothing: the reason in a reject file, or one that the format passes over."""


@dataclass(frozen=True)
class Header:
    """What the header says; ``trailing`` when a delimiter ends it, ``lines`` it takes up."""

    format: Format
    names: tuple[str, ...]  # as the file spells them
    delimiter: str
    trailing: bool
    lines: int
    problems: tuple[Problem, ...]

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The fields of the file's columns, in its order."""
        return fields_of(self.format, self.names)

    @cached_property
    def records(self) -> tuple[str, ...]:
        """What rows can tell of beside customers; none where each row is a customer."""
        told = {field.record for field in self.fields}
        found = tuple(record for record in TABLES if record in told)
        return found or ((CUSTOMER,) if self.place_of("action") is not None else ())

    @property
    def passed_over(self) -> tuple[str, ...]:
        """The columns, as the file spells them, of which nothing is kept."""
        pairs = zip(self.names, self.fields, strict=True)
        return tuple(name for name, field in pairs if not field.name and not is_reason(name))

    @property
    def staged(self) -> tuple[str, ...]:
        """The staging columns that a row's cells fill, in the row's order."""
        return tuple(column for field in self.fields for column in field.staged)

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns of the staging table after the line."""
        return staging_columns(self.records, self.staged)

    @property
    def indexed(self) -> tuple[str, ...]:
        """The staging columns by which rows are looked up."""
        wanted = ["email_key"]
        wanted += ["owner"] * bool(self.records)
        wanted += ["id"] * bool(self.format.meets == BY_ID and "id" in self.staged)
        return tuple(wanted)

    def begins_record(self, line: str) -> bool:
        """Whether a line that is not inside of quotes begins a record, as far as it shows."""
        key = self.place_of(self.format.key) if self.format.key else None
        cells = next(_rows([line], 0, self.delimiter), [])
        return key is None or (len(cells) > key and bool(cells[key]))

    def place_of(self, name: str) -> int | None:
        """The place of the field called ``name``, from 0."""
        places = (place for place, field in enumerate(self.fields) if field.name == name)
        return next(places, None)

    def called(self, *names: str) -> str:
        """What the file calls the first of the fields ``names`` that it has."""
        places = (place for place in map(self.place_of, names) if place is not None)
        return self.names[next(places)] if any(map(self._has, names)) else ""

    def _has(self, name: str) -> bool:
        return self.place_of(name) is not None


def fields_of(fmt: Format, names: Sequence[str]) -> tuple[Field, ...]:
    """The fields of columns called ``names``; one that is passed over is ``IGNORED``."""
    if not fmt.by_place:
        return tuple(fmt.field_of(name) or IGNORED for name in names)
    told = iter(fmt.placed(len([name for name in names if not is_reason(name)])))
    return tuple(IGNORED if is_reason(name) else next(told, IGNORED) for name in names)


def read_header(source: Source, formats: Sequence[Format], delimiter: str | None) -> Header:
    """The header of ``source`` in one of ``formats``; raises ``FileRefused``."""
    lines = first_lines(source)
    skipped, marked = _separator(lines)
    given = delimiter or marked
    candidates = [given] if given else list(DELIMITERS)
    best: tuple[int, int] = (-1, -1)
    chosen: tuple[Format, str] = (formats[0], candidates[0])
    for candidate in candidates:
        cells = next((row for row in _rows(lines, skipped, candidate) if not _blank(row)), [])
        for fmt in formats:
            known = len(_known(fmt, _without_last(cells)))
            if (known, len(cells)) > best:
                best, chosen = (known, len(cells)), (fmt, candidate)
    return _HeaderReader(*chosen, alone=len(formats) == 1).read(lines, skipped)


def first_lines(source: Source) -> list[str]:
    """The lines among which the header stands; raises ``FileRefused``."""
    with source.text() as text:
        try:
            return list(islice(text, _LOOKED_AT))
        except UnicodeDecodeError as error:
            raise undecodable(1) from error


def _known(fmt: Format, cells: Sequence[str]) -> set[str]:
    """The fields of ``fmt`` that a header's cells name."""
    if fmt.by_place:
        if _is_row(fmt, cells):
            return {field.name for field in fmt.placed(len(cells))}
        placed = fmt.placed(len([cell for cell in cells if not is_reason(cell)]))
        pairs = zip(placed, cells, strict=False)
        named = {field.name for field, cell in pairs if fmt.field_of(cell) is field}
        # Half of the columns called what they are: the rest is in another language.
        return {field.name for field in placed} if 2 * len(named) >= len(placed) > 0 else set()
    return {field.name for field in map(fmt.field_of, cells) if field is not None}


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
    """Reads the header of one format, over as many lines as it takes.

    ``alone`` says that no other format comes into question.
    """

    def __init__(self, fmt: Format, delimiter: str, *, alone: bool) -> None:
        self._format = fmt
        self._delimiter = delimiter
        self._alone = alone
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
                elif not self._names and _is_row(self._format, _without_last(row)):
                    self._names = self._own_names(row)
                    trailing = len(row) > len(self._names)
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

    def _own_names(self, row: Sequence[str]) -> list[str]:
        """What the format calls the columns of a file without a header."""
        return [field.headers[0] for field in self._format.placed(len(_without_last(row)))]

    def _goes_on(self, row: Sequence[str]) -> bool:
        """Whether ``row`` is nothing but further columns of the same header."""
        have = {field.name for field in map(self._format.field_of, self._names) if field}
        found = [self._format.field_of(cell) for cell in _without_last(row)]
        return not self._format.by_place and all(
            field is not None and field.name not in have for field in found
        )

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
        known = [field if field.name else None for field in fields_of(self._format, self._names)]
        if not any(known):
            self._refuse(line, "", self._delimiter.join(self._names), self._not_a_header())
        if len(self._names) == 1:
            self._refuse(line, self._names[0], "", _("the file has only one column"))
        unknown = [
            Problem(line, name, name, _("there is no such column in this format"))
            for name, field in zip(self._names, known, strict=True)
            if field is None and not is_reason(name) and not self._format.others
        ]
        if unknown:
            raise FileRefused(*unknown)
        for place, field in enumerate(known):
            if field is not None and field in known[:place]:
                name = self._names[place]
                self._refuse(line, name, name, _("the column stands in the header twice"))

    def _not_a_header(self) -> str:
        if self._format.by_place and self._alone:
            widths = ", ".join(str(len(placed)) for placed in self._format.by_place)
            return _("this layout has {widths} columns").format(widths=widths)
        return _("this is not a header that custui knows")

    def _check(self) -> None:
        if not self._names:
            self._refuse(1, "", "", _("the file is empty"))
        fields = fields_of(self._format, self._names)
        have = {field.name for field in fields}
        told = {field.record for field in fields}
        needs = [
            *self._format.needs,
            *(RECORD_NEEDS[each] for each in RECORD_NEEDS if each in told),
        ]
        for needed in needs:
            if needed not in have:
                headers = next(f.headers for f in self._format.fields if f.name == needed)
                self._refuse(
                    self._begins, headers[0], "", _("the column is missing, and it has to be there")
                )

    @staticmethod
    def _refuse(line: int, column: str, value: str, reason: str) -> None:
        raise FileRefused(Problem(line, column, value[:200], reason))


def _is_row(fmt: Format, cells: Sequence[str]) -> bool:
    """Whether the first row of a file is one of data: a layout by place needs no header."""
    for place, field in enumerate(fmt.placed(len(cells))):
        if field.name == "email":
            return rules.email_problem(cells[place].strip()) is None
    return False


def blank_line(line: int) -> Problem:
    """The repair of a line with nothing on it."""
    return Problem(line, "", "", _("a blank line; left out"), True)
