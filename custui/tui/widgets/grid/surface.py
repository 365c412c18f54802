"""What a grid looks like: its lines on the screen, drawn anew only where something changed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import ClassVar, Self

from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from custui.locale import _
from custui.tui.widgets.grid.layout import GridColumn, fit, lay_out, pins_that_fit
from custui.tui.widgets.grid.marks import Marks
from custui.tui.widgets.grid.pages import Missing, Pages
from custui.tui.widgets.grid.paint import Painter, Signs
from custui.tui.widgets.grid.strips import Strips
from custui.tui.widgets.grid.viewport import Viewport

HEADER_LINES = 2
"""Lines above the rows: the headers, and under them the filter row where there is one."""

FILTER_LINE = 1


class GridSurface(Widget):
    """The lines of a grid: headers, filter row, and the rows in sight of those read so far."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "grid--header",
        "grid--header-focus",
        "grid--filter",
        "grid--filter-set",
        "grid--filter-wrong",
        "grid--row",
        "grid--cursor",
        "grid--cell",
        "grid--thumb",
    }
    DEFAULT_CSS = """
    GridSurface {
        height: 1fr;
        background: $background;
        color: $foreground;
        & > .grid--header { text-style: bold; color: $text-muted; }
        & > .grid--header-focus { text-style: bold underline; color: $accent; }
        & > .grid--filter { color: $text-disabled; }
        & > .grid--filter-set { color: $accent; text-style: bold; }
        & > .grid--filter-wrong { color: $text-error; text-style: bold reverse; }
        & > .grid--cursor { background: $primary 30%; text-style: bold; }
        & > .grid--cell { background: $primary 60%; text-style: bold; }
        & > .grid--thumb { color: $text-disabled; }
    }
    """

    def __init__(self, columns: Sequence[GridColumn], *, pinned: int, signs: Signs) -> None:
        self._ready: dict[int, Strip] = {}
        super().__init__()
        self.columns = tuple(columns)
        self._wanted_pins = pinned
        self.signs = signs
        self.count: int | None = None
        self.focused = min(pinned, len(columns) - 1)
        self.marks = Marks()
        self.has_filter_row = True
        self.fits_columns = False
        """Whether columns become narrower or wider so that all stand in sight."""
        self.shows_cursor_always = True
        """Whether the cursor is also drawn while the focus is elsewhere."""
        self._sorted_by = ("", False)
        self._filters: dict[int, str] = {}
        self._wrong_filters: frozenset[int] = frozenset()
        self._view = Viewport()
        self._first_column = pinned
        self._pages = Pages()
        self._strips: Strips | None = None
        self._styles: dict[str, Style] = {}

    @property
    def pinned(self) -> int:
        """How many columns stay while the others scroll: as many as were wanted and fit."""
        return pins_that_fit(self.columns, self._wanted_pins, self._line_width)

    # --- what stands above the rows -----------------------------------------------------------

    def show_sort(self, column: str, *, descending: bool) -> None:
        """Mark the column that the list is sorted by."""
        self._sorted_by = (column, descending)
        self.refresh(Region(0, 0, self.size.width, 1))

    def show_filters(self, filters: Mapping[str, str], wrong: Collection[str]) -> None:
        """Show what each column is filtered by, by its name; ``wrong`` are no filters.

        A list may be filtered by columns that are not in the grid.
        """
        places = {column.name: index for index, column in enumerate(self.columns)}
        self._filters = {places[name]: text for name, text in filters.items() if name in places}
        self._wrong_filters = frozenset(places[name] for name in wrong if name in places)
        if self.has_filter_row:
            self.refresh(Region(0, FILTER_LINE, self.size.width, 1))

    def show_filter_row(self, shown: bool) -> None:
        """Let the filter row take a line, or give it to the rows."""
        if shown != self.has_filter_row:
            self.has_filter_row = shown
            self._fit_height()

    @property
    def header_lines(self) -> int:
        """How many lines stand above the rows."""
        return HEADER_LINES if self.has_filter_row else HEADER_LINES - 1

    def _fit_height(self) -> None:
        self._view.resize(self.size.height - self.header_lines)
        self.refresh()

    @property
    def filter_cell(self) -> Region:
        """Where the filter of the column in focus stands, within the grid."""
        for placed in self._drawn.painter.layout.placed:
            if placed.index == self.focused:
                return Region(placed.x, FILTER_LINE, placed.width, 1)
        return Region(0, FILTER_LINE, 0, 1)

    # --- where the rows stand -----------------------------------------------------------------

    @property
    def position(self) -> int:
        """Where the cursor is."""
        return self._view.position

    @property
    def length(self) -> int:
        """How many rows the cursor can reach."""
        return self._view.length

    @property
    def _line_width(self) -> int:
        return max(1, self.size.width - 1)

    def _line(self, position: int) -> Region:
        return Region(0, position - self._view.top + self.header_lines, self.size.width, 1)

    def _refresh_rows(self, first: int, last: int) -> None:
        in_sight = self._view.in_sight
        if not in_sight or last < in_sight[0] or first > in_sight[-1]:
            return
        first, last = max(first, in_sight[0]), min(last, in_sight[-1])
        line = self._line(first)
        self.refresh(Region(0, line.y, line.width, last - first + 1))

    # --- drawing ------------------------------------------------------------------------------

    def notify_style_update(self) -> None:
        """Forget the styles of the theme before."""
        super().notify_style_update()
        self._styles = {}
        self._ready.clear()

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = self.get_component_rich_style(f"grid--{name}")
        return self._styles[name]

    @property
    def _fitted(self) -> tuple[GridColumn, ...]:
        """The columns as wide as they stand on screen."""
        return (
            fit(self.columns, self.pinned, self._line_width) if self.fits_columns else self.columns
        )

    @property
    def _drawn(self) -> Strips:
        if self._strips is None:
            width, columns = self._line_width, self._fitted
            first = max(self.pinned, self._first_column)
            layout = lay_out(columns, self.pinned, first, width)
            painter = Painter(columns, layout, width, self.signs)
            self._strips = Strips(painter, self._style)
        return self._strips

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of ``crop``, from those drawn before where nothing changed.

        Textual redraws all lines between the cursor and the footer with every key. Its own way
        from a line to the screen (borders, padding, selection) takes longer than the line itself,
        and a grid has none of these.
        """
        filters = self.get_line_filters()
        background = self.background_colors[1]
        strips = []
        for y in crop.line_range:
            strip = self._ready.get(y)
            if strip is None:
                strip = self.render_line(y)
                for line_filter in filters:
                    strip = strip.apply_filter(line_filter, background)
                self._ready[y] = strip
            strips.append(strip)
        left, right = crop.column_span
        if (left, right) != (0, self.size.width):
            return [strip.crop(left, right) for strip in strips]
        return strips

    def refresh(
        self,
        *regions: Region,
        repaint: bool = True,
        layout: bool = False,
        recompose: bool = False,
    ) -> Self:
        """Have lines drawn anew: those of ``regions``, or all."""
        for region in regions:
            for y in region.line_range:
                self._ready.pop(y, None)
        if not regions:
            self._ready.clear()
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the screen."""
        if y < FILTER_LINE:
            name, descending = self._sorted_by
            names = [column.name for column in self.columns]
            index = names.index(name) if name in names else None
            return self._drawn.header(index, descending=descending, focused=self.focused)
        if y == FILTER_LINE and self.has_filter_row:
            return self._drawn.filters(self._filters, self._wrong_filters)
        line = y - self.header_lines
        position = self._view.top + line
        if position >= self.length:
            says_why = line == min(1, self._view.height - 1)
            return self._drawn.blank(self._why_empty() if says_why else "")
        return self._row(position, thumb=self._view.is_thumb(line))

    def _row(self, position: int, *, thumb: bool) -> Strip:
        row = self._pages.row(position)
        if isinstance(row, Missing):
            return self._drawn.waiting(thumb=thumb)
        if row is None:
            return self._drawn.notice(_("deleted meanwhile"), thumb=thumb)
        if position == self.position and (self.shows_cursor_always or self.has_focus):
            return self._drawn.cursor_row(
                row, focused=self.focused, marked=row[0] in self.marks, thumb=thumb
            )
        return self._drawn.row(row, marked=row[0] in self.marks, thumb=thumb)

    def _why_empty(self) -> str:
        if self.length:
            return ""
        return _("Nobody here.") if self.count == 0 else _("Reading…")
