"""Writes the rows not taken to a file that can be corrected and imported again."""

from __future__ import annotations

import csv
import errno
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from custui.exchange.field import REASON, is_reason
from custui.exchange.header import Header
from custui.exchange.report import Problem
from custui.exchange.source import Source
from custui.locale import _


def write_rejects(
    source: Source, header: Header, problems: Iterable[Problem], target: Path
) -> None:
    """Write the rejected records of ``source`` with the reason in a last column.

    The cells, the delimiter and the encoding are the file's own; a record of several rows is
    written whole. Raises ``OSError``, also when ``target`` is the source itself.
    """
    if target.exists() and target.samefile(source.path):
        raise FileExistsError(errno.EEXIST, _("the rejects would overwrite the file"), str(target))
    errors = "surrogatepass" if source.encoding.startswith("utf-16") else "surrogateescape"
    with target.open("w", encoding=source.encoding, errors=errors, newline="") as file:
        out = csv.writer(file, delimiter=header.delimiter, lineterminator="\n")
        if source.encoding.startswith("utf-16"):
            file.write("\ufeff")
        own = [place for place, name in enumerate(header.names) if not is_reason(name)]
        out.writerow((*(header.names[place] for place in own), _(REASON)))
        reasons = _reasons(problems)
        line, reason = next(reasons, (0, ""))
        for record in _records(source, header):
            told = []
            for begins, _row in record:
                told.append(reason if begins == line else "")
                if begins == line:
                    line, reason = next(reasons, (0, ""))
            if any(told):
                for (_begins, row), why in zip(record, told, strict=True):
                    out.writerow((*_cells(row, own, len(header.names)), why))


def _cells(row: list[str], own: list[int], width: int) -> list[str]:
    """The cells of a row, without the reason of an earlier import."""
    cells = row[:-1] if len(row) == width + 1 and not row[-1] else row
    padded = [*cells, *[""] * (width - len(cells))]
    return [padded[place] for place in own] + padded[width:]


def _reasons(problems: Iterable[Problem]) -> Iterator[tuple[int, str]]:
    """The line of each rejected record, and everything that is wrong with it."""
    bad = (problem for problem in problems if not problem.repaired)
    for line, together in groupby(bad, key=lambda problem: problem.line):
        yield (
            line,
            "; ".join(
                f"{problem.column}: {problem.reason}" if problem.column else problem.reason
                for problem in together
            ),
        )


Rows = list[tuple[int, list[str]]]


def _records(source: Source, header: Header) -> Iterator[Rows]:
    """Each record: its rows with the line on which each begins, as the import numbered them."""
    key = header.place_of(header.format.key) if header.format.key else None
    record: Rows = []
    for begins, row in _rows(source, header):
        goes_on = key is not None and len(row) > key and not row[key] and any(row)
        if record and not goes_on:
            yield record
            record = []
        record.append((begins, row))
    if record:
        yield record


def _rows(source: Source, header: Header) -> Iterator[tuple[int, list[str]]]:
    with source.text() as text:
        lines = iter(text)
        for _number in range(header.lines):
            next(lines)
        reader = csv.reader(lines, delimiter=header.delimiter)
        begins = header.lines + 1
        while True:
            try:
                for row in reader:
                    yield begins, row
                    begins = header.lines + 1 + reader.line_num
                return
            except csv.Error:
                # A cell too long to be read is too long to be corrected in a file.
                yield begins, []
                begins = header.lines + 1 + reader.line_num
