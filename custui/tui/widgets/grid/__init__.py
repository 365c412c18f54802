"""The virtual grid: draws a list of any length from the pages that were read so far."""

from custui.tui.widgets.grid.layout import GridColumn
from custui.tui.widgets.grid.marking import MarkingGrid
from custui.tui.widgets.grid.widget import Grid

__all__ = ["Grid", "GridColumn", "MarkingGrid"]
