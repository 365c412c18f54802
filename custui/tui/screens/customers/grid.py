"""The customers' grid."""

from __future__ import annotations

from textual.message import Message

from custui.domain.flags import FLAGS
from custui.tui.widgets.live_grid import LiveMarkingGrid


class CustomersGrid(LiveMarkingGrid):
    """A click on a flag toggles it; anywhere else in the row it opens the card."""

    class FlagClicked(Message):
        """The flag in focus of the row under the cursor was clicked."""

    def row_clicked(self, index: int | None) -> None:
        """Toggle or open."""
        if index is not None and self.columns[index].name in FLAGS:
            self.post_message(self.FlagClicked())
        else:
            super().row_clicked(index)
