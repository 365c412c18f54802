"""Which rows are on screen and which one has the cursor; arithmetic alone."""

from __future__ import annotations

from dataclasses import dataclass

OVERLAP = 2
"""Rows of the old page that stay in sight when the cursor flips to the next one."""


@dataclass
class Viewport:
    """A window of ``height`` rows on a list of ``length`` rows.

    ``top`` is the position of the first row in sight, ``position`` that of the cursor; both count
    from 0. They are always within the list, and the cursor is always in sight.
    """

    length: int = 0
    height: int = 1
    position: int = 0
    top: int = 0

    @property
    def in_sight(self) -> range:
        """The positions on screen."""
        return range(self.top, min(self.top + self.height, self.length))

    def restart(self, length: int) -> None:
        """Another list: from its first row."""
        self.length, self.position, self.top = length, 0, 0

    def reorder(self, length: int, position: int) -> None:
        """The list was read anew; the cursor's row, now at ``position``, stays on its line."""
        line = self.position - self.top
        self.length = length
        self.position = self._within(position)
        self.top = self.position - line
        self._settle()

    def resize(self, height: int) -> None:
        """The window has another height."""
        self.height = max(1, height)
        self._settle()

    def move_to(self, position: int) -> None:
        """Put the cursor at ``position``, flipping most of a page at the edge.

        Scrolling by single rows would repaint the whole window for each of them.
        """
        self.position = self._within(position)
        flip = max(1, self.height - OVERLAP)
        if self.position < self.top:
            near = self.position > self.top - self.height
            self.top = self.position - flip + 1 if near else self.position
        elif self.position >= self.top + self.height:
            near = self.position < self.top + 2 * self.height
            self.top = self.position - self.height + (flip if near else 1)
        self._settle()

    def page(self, pages: int) -> None:
        """Move window and cursor by whole windows; at the ends the cursor goes all the way."""
        self.top += pages * self.height
        self.position = self._within(self.position + pages * self.height)
        self._settle()

    def is_thumb(self, line: int) -> bool:
        """Does the scrollbar's thumb cover ``line`` of the window?"""
        if self.length <= self.height:
            return False
        size = max(1, self.height * self.height // self.length)
        start = round((self.height - size) * self.top / (self.length - self.height))
        return start <= line < start + size

    def position_at_share(self, share: float) -> int:
        """The position at a ``share`` (0 to 1) of the whole list."""
        return self._within(round(share * (self.length - 1)))

    def _within(self, position: int) -> int:
        return max(0, min(position, self.length - 1))

    def _settle(self) -> None:
        """Keep the window within the list and the cursor within the window."""
        self.top = max(self.top, self.position - self.height + 1)
        self.top = min(self.top, self.position)
        self.top = max(0, min(self.top, self.length - self.height))
