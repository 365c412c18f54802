"""Yes or no."""

from __future__ import annotations

from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.strip import Strip
from textual.widget import Widget

from custui.locale import _
from custui.tui.widgets.form.declaration import Raw
from custui.tui.widgets.form.editor import Done, Edited
from custui.tui.widgets.form.signs import FormSigns

_YES = frozenset("yt1+")
_NO = frozenset("n0-")


class FlagField(Widget, can_focus=True):
    """A flag: the space bar turns it, and so does a click; y and n say which."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", show=False),
        Binding("enter", "done", show=False),
    ]
    DEFAULT_CSS = """
    FlagField {
        height: 1;
        padding: 0 1;
        background: $surface;
        pointer: pointer;
        &:focus { background: $primary 35%; text-style: bold; }
    }
    """

    def __init__(self, signs: FormSigns) -> None:
        super().__init__()
        self._signs = signs
        self._is_on = False

    @property
    def raw(self) -> Raw:
        """Yes or no."""
        return self._is_on

    def put(self, raw: Raw) -> None:
        """Turn it on or off."""
        if bool(raw) != self._is_on:
            self._is_on = bool(raw)
            self.refresh()
            self.post_message(Edited(self))

    def lines_at(self, width: int) -> int:
        """One."""
        return 1

    def render_line(self, y: int) -> Strip:
        """The sign and the word for it."""
        sign, word = (self._signs.yes, _("yes")) if self._is_on else (self._signs.no, _("no"))
        return Strip([Segment(f"{sign} {word}", self.rich_style)]).adjust_cell_length(
            self.size.width, self.rich_style
        )

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """No letter typed here is a command: y and n answer, the others do nothing."""
        return character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Yes or no by its letter."""
        if event.character is None or not event.is_printable or event.character == " ":
            return
        event.stop()
        event.prevent_default()
        if event.character.lower() in _YES:
            self.put(True)
        elif event.character.lower() in _NO:
            self.put(False)

    def on_click(self) -> None:
        """The mouse turns it."""
        self.action_turn()

    def action_turn(self) -> None:
        """Turn it."""
        self.put(not self._is_on)

    def action_done(self) -> None:
        """On to the next field."""
        self.post_message(Done())
