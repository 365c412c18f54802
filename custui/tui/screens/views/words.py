"""A view in words: what it filters and sorts by, which columns it has."""

from __future__ import annotations

from custui.domain.columns import BY_NAME
from custui.domain.filters import NEWEST_FIRST
from custui.domain.text import printable
from custui.domain.views import View
from custui.locale import _
from custui.tui.desk import Desk


def in_words(view: View, desk: Desk) -> str:
    """What the list is filtered and sorted by, as ``Country PL · Sales >100 · ↓ Sales``."""
    parts = [f"{_(BY_NAME[each.column].label)} {printable(str(each))}" for each in view.filters]
    if view.sort == NEWEST_FIRST:
        parts.append(_("newest first"))
    else:
        signs = desk.signs
        parts += (
            f"{signs.descending if each.descending else signs.ascending} "
            f"{_(BY_NAME[each.column].label)}"
            for each in view.sort
        )
    return (" | " if desk.ascii_only else " · ").join(parts)


def columns_in_words(view: View) -> str:
    """The names of its columns."""
    return _("Columns: {names}").format(
        names=", ".join(_(BY_NAME[name].label) for name in view.layout.names)
    )
