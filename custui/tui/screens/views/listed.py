"""The list of views, each with the digit that applies it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList

from custui.db.views import SavedView
from custui.domain.text import printable
from custui.locale import _
from custui.tui.desk import Desk
from custui.tui.screens.views.words import in_words
from custui.tui.widgets.grid.paint import fitted

DIGITS = range(1, 10)
_NAME_WIDTH = 24
_WHOSE_WIDTH = 9


KEYS = (
    ("k", "cursor_up"),
    ("j", "cursor_down"),
    ("g", "first"),
    ("G", "last"),
    ("K,shift+up", "screen.move(-1)"),
    ("J,shift+down", "screen.move(1)"),
    *((str(digit), f"screen.pick({digit})") for digit in (0, *DIGITS)),
    ("n", "screen.save_as"),
    ("r", "screen.rename"),
    ("d,delete", "screen.delete"),
)


class ViewList(OptionList):
    """No view at all first, under 0; then the views, the first nine under their digits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(keys, action, show=False) for keys, action in KEYS
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__(markup=False)
        self._desk = desk

    def offer(self, views: Sequence[SavedView], place: int) -> None:
        """Show these, with the cursor at ``place`` (0 is no view)."""
        self.clear_options()
        self.add_option(self._line("0", _("No view"), "", _("your own columns, newest first")))
        for number, each in enumerate(views, start=1):
            digit = str(number) if number in DIGITS else " "
            whose = _("shared") if each.is_shared else ""
            said = in_words(each.view, self._desk)
            if each.problems:
                said = f"! {said}"
            self.add_option(self._line(digit, printable(each.view.name), whose, said))
        self.highlighted = place

    def _line(self, digit: str, name: str, whose: str, said: str) -> Content:
        ellipsis = self._desk.glyphs.ellipsis
        room = max(8, self.content_size.width - _NAME_WIDTH - _WHOSE_WIDTH - 6)
        return Content.assemble(
            (f"{digit}  ", "$accent"),
            f"{fitted(name, _NAME_WIDTH, False, ellipsis)}  ",
            (fitted(whose, _WHOSE_WIDTH, False, ellipsis), "$foreground-muted"),
            (fitted(said, room, False, ellipsis).rstrip(), "$foreground-muted"),
        )
