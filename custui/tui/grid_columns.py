"""The registry's columns as a grid shows them at this desk."""

from __future__ import annotations

from collections.abc import Sequence

from custui.domain.cells import cell_text
from custui.domain.columns import CUSTOMERS, ColumnSet
from custui.locale import _
from custui.tui.desk import Desk
from custui.tui.widgets.grid import GridColumn


def grid_columns(
    desk: Desk, names: Sequence[str], columns: ColumnSet = CUSTOMERS
) -> list[GridColumn]:
    """Columns of a list by their names: headers in the language in use, cells safe to show."""
    return [
        GridColumn(
            column.name,
            _(column.header),
            column.width,
            column.right_aligned,
            cell_text(column, desk.time_zone, desk.glyphs),
        )
        for column in (columns.by_name[name] for name in names)
    ]
