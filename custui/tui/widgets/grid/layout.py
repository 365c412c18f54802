"""Which columns stand where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

GAP = 2
"""Cells between two columns."""

MARKER = 2
"""Cells before the first column, for the signs of the cursor and of a mark."""

RULE = 3
"""Cells of the rule that parts the pinned columns from the rest."""


@dataclass(frozen=True)
class GridColumn:
    """A column as the grid needs it: ``text`` writes a cell, safe to show.

    ``narrowest`` is less than ``width`` for a text that may be cut where room is short.
    """

    name: str
    header: str
    width: int
    right_aligned: bool
    text: Callable[[Any], str]
    narrowest: int = 0


@dataclass(frozen=True)
class Placed:
    """A column on screen: ``index`` in the list of columns, ``x`` and ``width`` in cells."""

    index: int
    x: int
    width: int


@dataclass(frozen=True)
class Layout:
    """The columns in sight, whole ones only: the pinned ones, the rule, then the others.

    Without pinned columns there is no rule.
    """

    pinned: tuple[Placed, ...]
    scrolled: tuple[Placed, ...]
    rule_x: int
    more_left: bool
    more_right: bool

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Every column in sight, from left to right."""
        return self.pinned + self.scrolled

    @property
    def end(self) -> int:
        """The first cell behind everything that is placed."""
        if not self.scrolled:
            return self.rule_x + RULE
        return self.scrolled[-1].x + self.scrolled[-1].width

    def column_at(self, x: int) -> int | None:
        """The index of the column at cell ``x``."""
        for placed in self.placed:
            if placed.x <= x < placed.x + placed.width + GAP:
                return placed.index
        return None


def fit(columns: Sequence[GridColumn], pinned: int, width: int) -> tuple[GridColumn, ...]:
    """Columns as wide as ``width`` cells allow, so that as many as can be stand in sight.

    The widest texts give way first; what is to spare goes to the widest one. Columns for which
    there is no room in any case stay as they are.
    """
    room = width - MARKER - (RULE - GAP if pinned else 0) + GAP
    count, needed = 0, 0
    for column in columns:
        needed += (column.narrowest or column.width) + GAP
        if needed > room:
            break
        count += 1
    widths = [column.width for column in columns[:count]]
    spare = room - sum(widths) - GAP * count
    elastic = [at for at in range(count) if columns[at].narrowest]
    if spare > 0 and elastic and count == len(columns):
        widths[max(elastic, key=lambda at: widths[at])] += spare
    while spare < 0:
        able = [at for at in elastic if widths[at] > columns[at].narrowest]
        widths[max(able, key=lambda at: widths[at])] -= 1
        spare += 1
    fitted = [replace(each, width=wide) for each, wide in zip(columns, widths, strict=False)]
    return (*fitted, *columns[count:])


LEAST_SCROLLED = 12
"""Cells that the columns beside the pinned ones have at least: else nothing could be read."""


def pins_that_fit(columns: Sequence[GridColumn], wanted: int, width: int) -> int:
    """How many of the first columns, ``wanted`` at most and at least one, can be pinned."""
    x, pins = MARKER - GAP + RULE, 0
    for column in columns[:wanted]:
        x += column.width + GAP
        if pins and x + LEAST_SCROLLED > width:
            break
        pins += 1
    return pins


def lay_out(columns: Sequence[GridColumn], pinned: int, first: int, width: int) -> Layout:
    """Place the first ``pinned`` columns, then those from index ``first`` on, in ``width`` cells.

    The first scrolled column is always shown, cut to what is left if it must be.
    """
    x = MARKER
    fixed = []
    for index in range(pinned):
        wide = max(1, min(columns[index].width, width - x - RULE - 1))
        fixed.append(Placed(index, x, wide))
        x += wide + GAP
    rule_x = x - GAP if pinned else x
    x = rule_x + (RULE if pinned else 0)
    scrolled: list[Placed] = []
    for index in range(first, len(columns)):
        room = width - x
        wanted = columns[index].width
        if room < wanted and scrolled:
            break
        scrolled.append(Placed(index, x, max(1, min(wanted, room))))
        x += wanted + GAP
    last = scrolled[-1].index if scrolled else len(columns) - 1
    return Layout(
        tuple(fixed),
        tuple(scrolled),
        rule_x,
        more_left=first > pinned,
        more_right=last < len(columns) - 1,
    )


def first_to_show(
    columns: Sequence[GridColumn], pinned: int, first: int, focused: int, width: int
) -> int:
    """The first scrolled column that brings the column in focus into sight, moving least."""
    if focused < pinned:
        return first
    if focused < first:
        return focused
    while first < focused and not any(
        placed.index == focused and placed.width == columns[focused].width
        for placed in lay_out(columns, pinned, first, width).scrolled
    ):
        first += 1
    return first
