"""The registry's columns as a grid shows them at this desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len

from custui.domain.cells import cell_text
from custui.domain.columns import CUSTOMERS, Column, ColumnSet, Kind
from custui.locale import _
from custui.tui.desk import Desk
from custui.tui.widgets.grid import GridColumn

_ELASTIC = frozenset({Kind.TEXT, Kind.CHOICE, Kind.CHOICES, Kind.CHANGES})
"""What may be cut where room is short, and still says something."""

_NARROWEST = 8


def _narrowest(column: Column) -> int:
    """The cells that a text column has at least, its header and a sort arrow among them."""
    if column.kind not in _ELASTIC:
        return 0
    return min(column.width, max(_NARROWEST, cell_len(_(column.header)) + 1))


def grid_columns(
    desk: Desk,
    names: Sequence[str],
    columns: ColumnSet = CUSTOMERS,
    widths: Mapping[str, int] | None = None,
) -> list[GridColumn]:
    """Columns of a list by their names: headers in the language in use, cells safe to show.

    ``widths`` are those, in terminal cells, that are not the registry's.
    """
    widths = widths or {}
    return [
        GridColumn(
            column.name,
            _(column.header),
            widths.get(column.name, column.width),
            column.right_aligned,
            cell_text(column, desk.time_zone, desk.glyphs),
            _narrowest(column),
        )
        for column in (columns.by_name[name] for name in names)
    ]
