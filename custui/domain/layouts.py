"""Which columns a grid shows, in which order, how wide, and which of them do not scroll away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from custui.domain.columns import BY_NAME, DEFAULT
from custui.domain.text import printable
from custui.locale import _

FROZEN = "id"
"""The column that is always shown, first and pinned: it says which customer a row is."""

NARROWEST = 3
WIDEST = 60
"""Terminal cells that a column may be wide."""


@dataclass(frozen=True)
class ColumnLayout:
    """The columns shown, from left to right; the first ``pinned`` stay while the rest scrolls.

    ``widths`` are in terminal cells, of the columns whose width is not the registry's. Made by
    ``layout_of``, which keeps it sound: ``FROZEN`` comes first, no column comes twice.
    """

    names: tuple[str, ...]
    pinned: int = 1
    widths: Mapping[str, int] = field(default_factory=dict)

    def width(self, name: str) -> int:
        """How wide a column is, in terminal cells."""
        return self.widths.get(name, BY_NAME[name].width)

    def with_width(self, name: str, width: int) -> ColumnLayout:
        """The same with a column of another width, as near to ``width`` as may be."""
        widths = {**self.widths, name: within_bounds(width)}
        if widths[name] == BY_NAME[name].width:
            del widths[name]
        return replace(self, widths=widths)


def within_bounds(width: int) -> int:
    """The nearest width that a column may have."""
    return max(NARROWEST, min(width, WIDEST))


def layout_of(
    names: Iterable[str], *, pinned: int = 1, widths: Mapping[str, int] | None = None
) -> ColumnLayout:
    """A sound layout of columns that there are; widths of columns not shown are dropped."""
    shown = tuple(dict.fromkeys((FROZEN, *names)))
    kept = {
        name: within_bounds(width)
        for name, width in (widths or {}).items()
        if name in shown and within_bounds(width) != BY_NAME[name].width
    }
    return ColumnLayout(shown, max(1, min(pinned, len(shown))), kept)


def default_layout(*, several_shops: bool) -> ColumnLayout:
    """What a grid begins with: the shop's column only where there are several."""
    return layout_of((*DEFAULT, "shop") if several_shops else DEFAULT)


def read_layout(
    columns: object, widths: object, pinned: object
) -> tuple[ColumnLayout | None, tuple[str, ...]]:
    """The layout that was kept as JSON values, and what of it is not valid any more, in sentences.

    ``columns`` is a list of names, ``widths`` an object of name to cells. ``None`` when no column
    of it is left.
    """
    listed = columns if isinstance(columns, list) else []
    names = [name for name in listed if isinstance(name, str)]
    there = [name for name in names if name in BY_NAME]
    problems = tuple(
        _("There is no column {name} any more.").format(name=printable(name))
        for name in dict.fromkeys(names)
        if name not in BY_NAME
    )
    if not there:
        return None, (*problems, _("None of its columns can be read."))
    wide = {
        name: width
        for name, width in (widths.items() if isinstance(widths, dict) else ())
        if name in BY_NAME and isinstance(width, int)
    }
    return layout_of(there, pinned=pinned if isinstance(pinned, int) else 1, widths=wide), problems
