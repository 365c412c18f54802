"""A long text to read and scroll, whatever is in it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from textual.widget import Widget
from textual.widgets import TextArea

from custui.db.connection import ShopDatabase
from custui.db.queries.panel import PanelList
from custui.tui.desk import Desk
from custui.tui.screens.panels.reading_panel import ReadingPanel
from custui.tui.screens.panels.text_panel import printable_lines


class LongText(TextArea, inherit_bindings=True):
    """Scrolls; nothing in it can be changed."""

    DEFAULT_CSS = """
    LongText {
        border: none;
        padding: 0 1;
        height: 1fr;
        min-height: 5;
        background: $background;
        &:focus { border: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__(read_only=True, soft_wrap=True, show_line_numbers=False)
        self.cursor_blink = False

    def show(self, text: str) -> None:
        """Show a stranger's text."""
        shown = "\n".join(printable_lines(text))
        if shown != self.text:
            self.load_text(shown)


class BodyPanel(ReadingPanel[Any]):
    """One text column of a row, whole."""

    DEFAULT_CSS = "BodyPanel { height: 1fr; min-height: 8; }"

    def __init__(
        self, desk: Desk, title: str, rows: PanelList, key: int | None, column: str
    ) -> None:
        super().__init__("body", title, desk)
        self._rows = rows
        self._column = column
        self._text = LongText()
        self.key = key

    def body(self) -> Iterable[Widget]:
        """The text."""
        yield self._text

    @property
    def entrance(self) -> Widget:
        """The text scrolls when it has the focus."""
        return self._text

    def ask(self, database: ShopDatabase) -> str:
        """The text; empty when the row is gone."""
        if self.key is None:
            return ""
        rows = self._rows.rows_by_key(database, [self.key], (self._column,))
        return rows[self.key][0] if self.key in rows else ""

    def show(self, value: Any) -> None:
        """Show it."""
        self._text.show(value)
