"""Every version of a note, the one under the cursor whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList

from custui.db.notes import NoteVersion
from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_datetime
from custui.tui.desk import Desk
from custui.tui.widgets.form.long_text import LongText


class NoteHistoryScreen(ModalScreen[None]):
    """Versions of a note, the newest first; nothing is changed here."""

    CSS_PATH: ClassVar = [Path(__file__).with_name("screen.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", show=False),
        Binding("pagedown", "scroll(1)", show=False),
        Binding("pageup", "scroll(-1)", show=False),
    ]

    def __init__(self, desk: Desk, versions: Sequence[NoteVersion]) -> None:
        super().__init__()
        self._desk = desk
        self._versions = versions

    def compose(self) -> ComposeResult:
        """The versions over the text of one."""
        with Vertical(id="history") as card:
            card.set_class(self._desk.ascii_only, "-ascii")
            card.border_title = _("What the note said")
            card.border_subtitle = _("PgDn scrolls the text, Esc closes")
            yield OptionList(*map(self._named, self._versions), markup=False)
            text = LongText(10)
            text.read_only, text.show_cursor, text.can_focus = True, False, False
            yield text

    def _named(self, version: NoteVersion) -> str:
        when = format_datetime(version.written_at, self._desk.time_zone)
        said = f"{when}  {printable(version.written_by)}"
        return said if version.body else _("{version}  (taken away)").format(version=said)

    def on_mount(self) -> None:
        """Begin with the newest."""
        versions = self.query_one(OptionList)
        versions.highlighted = 0
        versions.focus()

    def on_option_list_option_highlighted(self, at: OptionList.OptionHighlighted) -> None:
        """Show its text."""
        self.query_one(LongText).put(self._versions[at.option_index].body)

    def action_scroll(self, pages: int) -> None:
        """Scroll the text."""
        text = self.query_one(LongText)
        text.scroll_relative(y=pages * max(1, text.size.height - 1), animate=False)
