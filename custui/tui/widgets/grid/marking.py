"""Marking rows of a grid: one, a range, all of the list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, ClassVar

from textual.message import Message

from custui.locale import _
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.marking import MARKING
from custui.tui.widgets.grid.widget import Grid


class MarkingGrid(Grid):
    """A grid with rows that can be marked; its owner answers ``RangeWanted``."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (*Grid.COMMAND_GROUPS, MARKING)
    BINDINGS = bindings((MARKING,))

    @dataclass
    class RangeWanted(Message):
        """The user asked to mark every row from that of key ``anchor`` to position ``to``.

        Answered by ``mark``.
        """

        anchor: Any
        to: int

    def action_mark(self) -> None:
        """Mark the row under the cursor, or unmark it, and go to the next one."""
        row = self.row_at_cursor
        if row is None:
            return
        if self.marks.every:
            self.drop_marks()
            self.notify(_("Nothing is marked any more: all of a list has no exceptions."))
            return
        self.marks.toggle(row[0])
        self.refresh(self._line(self.position))
        before = self.position
        self.action_down()
        if self.position == before:
            self.moved.publish(before)

    def action_mark_range(self) -> None:
        """Mark every row between the one marked last and the cursor."""
        if self.marks.anchor is None:
            self.notify(_("Mark the first row with the space bar; then go to the last one."))
        else:
            self.post_message(self.RangeWanted(self.marks.anchor, self.position))

    def action_mark_all(self) -> None:
        """Mark all that the list has; again: drop every mark."""
        if self.marks.every:
            self.drop_marks()
        else:
            self.marks.mark_every()
            self._draw()

    def mark(self, keys: Collection[Any]) -> None:
        """Mark rows by their keys; the last one is where the next range begins."""
        self.marks.add(keys)
        self._draw()

    def drop_marks(self) -> None:
        """Nothing is marked any more."""
        if self.marks:
            self.marks.clear()
            self._draw()
