"""Several lines of text."""

from __future__ import annotations

from functools import lru_cache

from textual.document._document import Document
from textual.document._document_navigator import DocumentNavigator
from textual.document._wrapped_document import WrappedDocument
from textual.widgets import TextArea

from custui.domain.text import printable_in_place
from custui.tui.widgets.form.declaration import Raw

_shown = lru_cache(maxsize=4096)(printable_in_place)


class ShownDocument(Document):
    """Keeps a text as it is; its lines are given out as they may be shown.

    A line has as many characters one way as the other, so that columns are the same in both.
    """

    @property
    def lines(self) -> list[str]:
        """Every line, safe to show."""
        return [_shown(line) for line in self._lines]

    def get_line(self, index: int) -> str:
        """A line, safe to show."""
        return _shown(self._lines[index])


class LongText(TextArea):
    """Holds a text as typed; one that was not touched stays what it was to the byte."""

    DEFAULT_CSS = """
    LongText {
        border: none;
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background: $primary 20%; }
    }
    """

    def __init__(self, lines: int) -> None:
        self._untouched = ""
        super().__init__(highlight_cursor_line=False, compact=True)
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._opened = self.document.text
        self._lines = lines

    @property
    def raw(self) -> Raw:
        """The text as typed."""
        text = self.document.text
        return self._untouched if text == self._opened else text

    def put(self, raw: Raw) -> None:
        """Make a text stand here."""
        self._untouched = str(raw)
        self.load_text(self._untouched)
        self._opened = self.document.text

    def lines_at(self, width: int) -> int:
        """As many as were asked for."""
        return self._lines

    def _set_document(self, text: str, language: str | None) -> None:
        self.document = ShownDocument(text)
        self.wrapped_document = WrappedDocument(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()
