"""Writes the rows not taken to a file that can be corrected and imported again."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from custui.exchange.grid import REASON
from custui.exchange.header import Header
from custui.exchange.report import Problem
from custui.exchange.source import Source
from custui.locale import _


def write_rejects(
    source: Source, header: Header, problems: Iterable[Problem], target: Path
) -> None:
    """Write the rejected records of ``source`` with the reason in a last column.

    The cells, the delimiter and the encoding are the file's own.
    """
    errors = "surrogatepass" if source.encoding.startswith("utf-16") else "surrogateescape"
    with target.open("w", encoding=source.encoding, errors=errors, newline="") as file:
        out = csv.writer(file, delimiter=header.delimiter, lineterminator="\n")
        if source.encoding.startswith("utf-16"):
            file.write("\ufeff")
        out.writerow((*header.names, _(REASON)))
        rejected = _reasons(problems)
        line, reason = next(rejected, (0, ""))
        for begins, record in _records(source, header):
            if begins == line:
                width = len(header.names)
                cells = record[:-1] if len(record) == width + 1 and not record[-1] else record
                out.writerow((*cells, *[""] * (width - len(cells)), reason))
                line, reason = next(rejected, (0, ""))


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


def _records(source: Source, header: Header) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins, as the import numbered them."""
    with source.text() as text:
        lines = iter(text)
        for _number in range(header.lines):
            next(lines)
        reader = csv.reader(lines, delimiter=header.delimiter)
        begins = header.lines + 1
        while True:
            try:
                for record in reader:
                    yield begins, record
                    begins = header.lines + 1 + reader.line_num
                return
            except csv.Error:
                # A cell too long to be read is too long to be corrected in a file.
                yield begins, []
                begins = header.lines + 1 + reader.line_num
