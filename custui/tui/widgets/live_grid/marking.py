"""A grid that reads itself, with rows that can be marked."""

from __future__ import annotations

from typing import ClassVar

from custui.locale import _
from custui.locale.formats import format_number
from custui.tui.commands import CommandGroup
from custui.tui.tasks import ask
from custui.tui.widgets.grid import MarkingGrid
from custui.tui.widgets.live_grid.queries import MOST_IN_A_RANGE, ReadRange
from custui.tui.widgets.live_grid.widget import LiveGrid


class LiveMarkingGrid(LiveGrid, MarkingGrid):
    """Marks go with the rows, and are dropped when another list is chosen."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = MarkingGrid.COMMAND_GROUPS
    # A range begins and ends at positions.
    ALWAYS_FIXES_ORDER = True

    def on_marking_grid_range_wanted(self, wanted: MarkingGrid.RangeWanted) -> None:
        """Find the rows between: they need not have been read."""
        wanted.stop()
        if self.snapshot is not None:
            ask(self, ReadRange(self.snapshot, wanted.anchor, wanted.to), "range")
        else:
            self.notify(_("The list is still being counted. Try again in a moment."))

    def on_read_range_answer(self, answer: ReadRange.Answer) -> None:
        """Mark them."""
        answer.stop()
        if answer.too_long:
            text = _("A range has at most {count} rows; * marks all that match.")
            self.notify(text.format(count=format_number(MOST_IN_A_RANGE)), markup=False)
        self.mark(answer.keys)
