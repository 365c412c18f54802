"""The grid that reads itself: a list of the database, live, over the virtual grid."""

from custui.tui.widgets.live_grid.marking import LiveMarkingGrid
from custui.tui.widgets.live_grid.widget import LiveGrid

__all__ = ["LiveGrid", "LiveMarkingGrid"]
