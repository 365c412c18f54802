"""Several lines of text."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.document._document_navigator import DocumentNavigator
from textual.strip import Strip
from textual.widgets import TextArea

from custui.tui.widgets.form.declaration import Raw
from custui.tui.widgets.form.shown_document import ShownDocument, ShownWrapping


class LongText(TextArea):
    """Holds a text as typed; one that was not touched stays what it was to the byte.

    A text without line breaks may be as long as one with them: a line on screen is drawn by itself.
    """

    DEFAULT_CSS = """
    LongText {
        border: none;
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1;
        &:focus { border: none; background: $primary 20%; }
    }
    """

    wrapped_document: ShownWrapping

    def __init__(self, lines: int) -> None:
        self._untouched = ""
        super().__init__(highlight_cursor_line=False, compact=True)
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._opened = self.document.text
        self._lines = lines

    # --- as an editor -------------------------------------------------------------------------

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

    # --- what is shown ------------------------------------------------------------------------

    def _set_document(self, text: str, language: str | None) -> None:
        self.document = ShownDocument(text)
        self.wrapped_document = ShownWrapping(self.document, tab_width=self.indent_width)
        self.navigator = DocumentNavigator(self.wrapped_document)
        self.move_cursor((0, 0))
        self._rewrap_and_refresh_virtual_size()

    def _render_line(self, y: int) -> Strip:
        width, style = self.scrollable_content_region.width, self.rich_style
        section = self.wrapped_document.section(y + self.scroll_offset.y)
        if section is None:
            return Strip.blank(width, style)
        line, begin, text = section
        segments = [Segment(char, look) for char, look in self._looks(line, begin, text)]
        strip = Strip(segments).simplify().adjust_cell_length(width)
        return strip.apply_style(style)

    def _looks(self, line: int, begin: int, text: str) -> list[tuple[str, Style | None]]:
        """Each character with the style that it has beside the text's own."""
        (top, bottom), cursor = sorted(self.selection), self.selection.end
        cursor_style = self._theme.cursor_style if self._draw_cursor else None
        at_end = begin + len(text) == len(self.document.get_line(line))
        looks: list[tuple[str, Style | None]] = []
        for column, char in enumerate(f"{text} " if at_end else text, begin):
            place = (line, column)
            if place == cursor and cursor_style is not None:
                looks.append((char, cursor_style))
            elif top <= place < bottom:
                looks.append((char, self._theme.selection_style))
            else:
                looks.append((char, None))
        return looks
