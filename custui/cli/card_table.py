"""One panel of a customer's card as aligned text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from custui.domain.cells import UNICODE
from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.locale.formats import format_datetime, format_money, format_number

ROWS_SHOWN = 20
"""How many rows of a list that can grow the text shows; JSON has them all."""

_WIDEST = 60
"""A cell longer than this many terminal cells is cut; JSON has all of it."""


@dataclass(frozen=True)
class Table:
    """A panel: a title, headers (those in ``right`` line up on the right) and rows of text."""

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: frozenset[int] = frozenset()
    more: int = 0


@dataclass(frozen=True)
class Writer:
    """Writes the values of one shop: its zone and its currency."""

    zone: tzinfo
    currency: str

    def moment(self, seconds: int | None) -> str:
        """A moment in the shop's zone; one that no calendar has is written as it is kept."""
        if seconds is None:
            return _("never")
        try:
            return format_datetime(seconds, self.zone)
        except (OverflowError, ValueError, OSError):
            return str(seconds)

    def money(self, minor_units: int) -> str:
        """An amount with the currency."""
        return f"{format_money(minor_units)} {self.currency}"


def drawn(table: Table) -> Iterator[str]:
    """The panel's lines; nothing in them can steer a terminal."""
    from rich.cells import cell_len, set_cell_size

    yield table.title
    if not table.rows:
        yield f"  {UNICODE.empty}"
        return
    rows = [[printable(cell) for cell in row] for row in table.rows]
    rows = [[_shortened(cell) for cell in row] for row in rows]
    if any(table.headers):
        rows.insert(0, list(table.headers))
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            " " * (width - cell_len(cell)) + cell
            if place in table.right
            else set_cell_size(cell, width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield ("  " + "  ".join(cells)).rstrip()
    if table.more:
        yield "  " + ngettext("… and {count} more", "… and {count} more", table.more).format(
            count=format_number(table.more)
        )


def _shortened(text: str) -> str:
    from rich.cells import cell_len, set_cell_size

    return text if cell_len(text) <= _WIDEST else set_cell_size(text, _WIDEST - 1) + "…"
