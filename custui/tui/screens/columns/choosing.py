"""Columns while somebody chooses them: all there are, in one order, those shown among them."""

from __future__ import annotations

from custui.domain.columns import BY_NAME
from custui.domain.layouts import FROZEN, ColumnLayout, layout_of, within_bounds

WIDER = 1
"""Terminal cells by which one key press changes a width."""


class Choosing:
    """A layout in the making. What is hidden keeps its place, so that it comes back there.

    ``names`` are all columns from the top of the list to its end; the acts take places in it and
    say where the column is then. ``FROZEN`` stays where and as it is, but for its width.
    """

    def __init__(self, layout: ColumnLayout) -> None:
        self.names = [*layout.names, *(name for name in BY_NAME if name not in layout.names)]
        self._shown = set(layout.names)
        self._pinned = layout.pinned
        self._widths = dict(layout.widths)

    @property
    def layout(self) -> ColumnLayout:
        """What was chosen so far."""
        return layout_of(self._in_sight(), pinned=self._pinned, widths=self._widths)

    def is_shown(self, name: str) -> bool:
        """Is the column shown?"""
        return name in self._shown

    def is_pinned(self, name: str) -> bool:
        """Does the column stay while the others scroll?"""
        return name in self._pins()

    def width(self, name: str) -> int:
        """How wide the column is, shown or not."""
        return self._widths.get(name, BY_NAME[name].width)

    def _in_sight(self) -> list[str]:
        return [name for name in self.names if name in self._shown]

    def _pins(self) -> list[str]:
        return self._in_sight()[: self._pinned]

    def toggle(self, place: int) -> int:
        """Show the column, or hide it."""
        name = self.names[place]
        if name == FROZEN:
            return place
        if name in self._shown:
            self._pinned -= self.is_pinned(name)
            self._shown.discard(name)
        else:
            self._shown.add(name)
            # One that comes back among the pinned ones pushes none of them out.
            self._pinned += self.is_pinned(name)
        return place

    def move(self, place: int, step: int) -> int:
        """Change places with the column above (-1) or below (1)."""
        other = place + step
        if not (0 <= other < len(self.names)) or FROZEN in (self.names[place], self.names[other]):
            return place
        self.names[place], self.names[other] = self.names[other], self.names[place]
        return other

    def widen(self, place: int, step: int) -> int:
        """Make the column wider, or narrower."""
        name = self.names[place]
        self._widths[name] = within_bounds(self.width(name) + step * WIDER)
        return place

    def pin(self, place: int) -> int:
        """Put the column beside the pinned ones as the last of them, or unpin it."""
        name = self.names[place]
        if name == FROZEN:
            return place
        pins = self._pins()
        self._pinned += -1 if name in pins else 1
        self._shown.add(name)
        *_others, last = (each for each in pins if each != name)
        self.names.remove(name)
        self.names.insert(self.names.index(last) + 1, name)
        return self.names.index(name)
