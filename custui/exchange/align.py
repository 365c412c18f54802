"""Puts the cells of a broken row back under their columns.

Some shops' exports drop a cell when it is empty, or run two dates together. Such a row is mended
by what its cells can be: dates that run together are parted, and the columns that may be left out
are tried as left out, until each cell is one that its column takes. Only a row that fits in exactly
one way is mended; a guess is not made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from custui.domain.parsing import two_moments
from custui.exchange.field import Cells, Field
from custui.locale import _, ngettext


@dataclass(frozen=True)
class Mended:
    """A row whose cells stand under their columns again.

    ``repairs`` are the columns' places, the text that stood there and what was done.
    """

    cells: tuple[str, ...]
    repairs: tuple[tuple[int, str, str], ...]


def align(
    row: Sequence[str], fields: Sequence[Field], columns: Sequence[Cells], *, trailing: bool
) -> Mended:
    """``row`` mended; raises ``ValueError`` with the reason why it cannot be.

    ``trailing`` says that rows of this file end in a delimiter.
    """
    cells, joined = _parted(row)
    empty = len(cells)
    while cells and not cells[-1].strip():
        cells.pop()
    empty -= len(cells) + trailing
    missing = len(fields) - len(cells)
    fitting = [
        (candidate, gaps)
        for gaps in _gaps(fields, len(cells), missing)
        if _fits(candidate := _with_gaps(cells, gaps), columns)
    ]
    if len(fitting) != 1:
        raise ValueError(_ragged(len(row) - trailing, len(fields), len(fitting)))
    candidate, gaps = fitting[0]
    filled = [place for place in range(len(fields)) if place not in gaps]
    repairs = [
        (filled[place], cell, _("two dates ran together; parted")) for place, cell in joined.items()
    ]
    # Empty cells that do stand at the row's end are not missing.
    absent = [place for place in gaps if place < len(fields) - max(empty, 0)]
    repairs += _absences(absent, at_the_end=not any(field.may_be_left_out for field in fields))
    return Mended(candidate, tuple(sorted(repairs)))


def _absences(places: Sequence[int], *, at_the_end: bool) -> Iterator[tuple[int, str, str]]:
    """The repairs of cells that were left out; those at the end of a row are one."""
    if at_the_end and places:
        yield (
            places[0],
            "",
            ngettext(
                "the row ends {n} cell early; taken as empty",
                "the row ends {n} cells early; taken as empty",
                len(places),
            ).format(n=len(places)),
        )
        return
    for place in places:
        yield place, "", _("the cell was left out; taken as empty")


def _gaps(fields: Sequence[Field], cells: int, missing: int) -> Iterable[tuple[int, ...]]:
    """The places where ``missing`` cells may have been left out."""
    if missing < 0:
        return ()
    droppable = [place for place, field in enumerate(fields) if field.may_be_left_out]
    # Spreadsheets leave out empty cells at the end of a row, and no others.
    return combinations(droppable, missing) if droppable else (tuple(range(cells, len(fields))),)


def _parted(row: Sequence[str]) -> tuple[list[str], dict[int, str]]:
    """The cells with dates that run together parted, and where: place -> the cell as it was."""
    cells: list[str] = []
    joined: dict[int, str] = {}
    for cell in row:
        both = two_moments(cell)
        if both:
            joined[len(cells)] = cell
        cells.extend(both or (cell,))
    return cells, joined


def _with_gaps(cells: Sequence[str], gaps: Sequence[int]) -> tuple[str, ...]:
    candidate = list(cells)
    for place in gaps:
        candidate.insert(place, "")
    return tuple(candidate)


def _fits(candidate: Sequence[str], columns: Sequence[Cells]) -> bool:
    try:
        for column, cell in zip(columns, candidate, strict=True):
            column[cell]
    except ValueError:
        return False
    return True


def _ragged(cells: int, columns: int, ways: int) -> str:
    if ways > 1:
        said = _("the row has {cells} cells for {columns} columns, and fits in several ways")
        return said.format(cells=cells, columns=columns)
    return ngettext(
        "the row has {cells} cell for {columns} columns",
        "the row has {cells} cells for {columns} columns",
        cells,
    ).format(cells=cells, columns=columns)
