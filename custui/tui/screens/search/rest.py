"""What a row holds beyond the columns in sight, as lines of text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from custui.tui.widgets.grid import GridColumn
from custui.tui.widgets.grid.layout import lay_out
from custui.tui.widgets.grid.pages import GridRow
from custui.tui.widgets.grid.paint import fitted

LINES = 2
_GAP = "   "
_WIDEST = 40


@dataclass(frozen=True)
class OutOfSight:
    """The columns that do not stand whole in ``width`` cells, with their names in full."""

    columns: tuple[GridColumn, ...] = ()
    indexes: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    width: int = 0

    @property
    def lines(self) -> int:
        """How many lines their cells take, at most."""
        taken = sum(
            cell_len(label) + 1 + self.columns[index].width + len(_GAP)
            for index, label in zip(self.indexes, self.labels, strict=True)
        )
        return 0 if not self.indexes else 1 if taken <= self.width else LINES

    def written(self, row: GridRow, ellipsis: str) -> Content:
        """Name and cell of each, as many as fit."""
        lines, used = [Content("")], 0
        for index, label in zip(self.indexes, self.labels, strict=True):
            text = self.columns[index].text(row[1 + index])
            text = fitted(text, min(cell_len(text), _WIDEST), False, ellipsis)
            item = Content.assemble(f"{label} ", (text, "bold $foreground"))
            if used and used + len(_GAP) + item.cell_length > self.width:
                lines.append(Content(""))
                used = 0
            if used:
                lines[-1] += Content(_GAP)
            lines[-1] += item
            used += len(_GAP) * bool(used) + item.cell_length
        return Content("\n").join(lines[: self.lines])


def out_of_sight(
    columns: Sequence[GridColumn], labels: Sequence[str], pinned: int, width: int
) -> OutOfSight:
    """Those that a grid of ``width`` cells leaves out or cuts; ``labels`` are of all columns."""
    whole = {
        placed.index
        for placed in lay_out(columns, pinned, pinned, width - 1).placed
        if placed.width == columns[placed.index].width
    }
    indexes = tuple(index for index in range(len(columns)) if index not in whole)
    return OutOfSight(tuple(columns), indexes, tuple(labels[i] for i in indexes), width - 2)
