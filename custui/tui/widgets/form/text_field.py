"""One line of text, without a box around it; a secret one shows dots."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text
from textual import events
from textual.suggester import SuggestFromList
from textual.widgets import Input

from custui.domain.text import printable_in_place
from custui.tui.widgets.form.declaration import Raw

_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")


class TextField(Input):
    """Holds the text as typed, and shows it so that nothing in it reaches the terminal.

    ``offered`` texts complete what is typed; the right arrow takes them.
    """

    DEFAULT_CSS = """
    TextField {
        height: 1;
        border: none;
        padding: 0 1;
        background: $surface;
        &:focus { border: none; background: $primary 35%; background-tint: transparent; }
        &>.input--placeholder { color: $text-muted; }
    }
    """

    def __init__(self, empty: str, hidden: str = "", offered: Sequence[str] = ()) -> None:
        super().__init__(
            placeholder=empty,
            select_on_focus=False,
            suggester=SuggestFromList(offered, case_sensitive=False) if offered else None,
        )
        self.cursor_blink = False
        self._hidden = hidden
        self._is_shown = not hidden

    # --- as an editor -------------------------------------------------------------------------

    @property
    def raw(self) -> Raw:
        """The text as typed."""
        return self.value

    def put(self, raw: Raw) -> None:
        """Make a text stand here."""
        self.value = str(raw)
        self.cursor_position = len(self.value)

    def lines_at(self, width: int) -> int:
        """One."""
        return 1

    def reveal(self) -> None:
        """Show a secret from now on: it was made up and is to be read out."""
        self._is_shown = True
        self.refresh()

    # --- what is shown ------------------------------------------------------------------------

    def _shown(self, end: int | None = None) -> str:
        text = self.value[:end]
        return printable_in_place(text) if self._is_shown else self._hidden * len(text)

    @property
    def _value(self) -> Text:
        return Text(self._shown(), no_wrap=True, overflow="ignore", end="")

    def _position_to_cell(self, position: int) -> int:
        return cell_len(self._shown(position))

    def _cell_offset_to_index(self, offset: int) -> int:
        wanted, cells = offset + self.scroll_offset.x, 0
        for index, char in enumerate(self._shown()):
            cells += cell_len(char)
            if wanted < cells:
                return index
        return len(self.value)

    # --- what is typed ------------------------------------------------------------------------

    def _on_paste(self, event: events.Paste) -> None:
        """Several lines become one; whatever else is in them stays."""
        event.stop()
        event.prevent_default()
        text = _BREAKS.sub(" ", event.text)
        if event.text.endswith(("\r", "\n")):
            text = text[:-1]
        self.replace(text, *self.selection)
