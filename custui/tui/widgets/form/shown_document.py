"""A text being edited: kept as it is, and given out as it may be shown."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from textual.document._document import Document
from textual.document._wrapped_document import WrappedDocument

from custui.domain.text import printable_in_place

_shown = lru_cache(maxsize=4096)(printable_in_place)


class ShownDocument(Document):
    """Its lines are given out safe to show; each has as many characters as the one that is kept."""

    @property
    def lines(self) -> list[str]:
        """Every line, safe to show."""
        return [_shown(line) for line in self._lines]

    def get_line(self, index: int) -> str:
        """A line, safe to show."""
        return _shown(self._lines[index])


class ShownWrapping(WrappedDocument):
    """The lines that a document has on screen, parted where the shown ones are."""

    def get_sections(self, line_index: int) -> list[str]:
        """The parts of a line that stand under each other."""
        line = self.document.get_line(line_index)
        places = (0, *self.get_offsets(line_index), len(line))
        return [line[begin:end] for begin, end in pairwise(places)]

    def section(self, y: int) -> tuple[int, int, str] | None:
        """What stands on the screen line ``y``: line, first column, text; ``None`` below it all."""
        if not 0 <= y < len(self._offset_to_line_info):
            return None
        line_index, section = self._offset_to_line_info[y]
        line, offsets = self.document.get_line(line_index), self.get_offsets(line_index)
        begin = offsets[section - 1] if section else 0
        end = offsets[section] if section < len(offsets) else len(line)
        return line_index, begin, line[begin:end]
