"""A grid with its filter row in use: the editor over a cell, the hint under it, the chips above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.geometry import Offset
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Static

from custui.domain.filters import Filter, expected
from custui.locale import _
from custui.locale.formats import format_number
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.filtering import COMMANDS
from custui.tui.tasks import QueryFailed, ask
from custui.tui.widgets.chips import Chips
from custui.tui.widgets.filter_editor import FilterEditor
from custui.tui.widgets.filtering import Filtering
from custui.tui.widgets.grid import Grid, GridColumn
from custui.tui.widgets.live_grid import LiveGrid
from custui.tui.widgets.live_grid.queries import ReadChoices


class FilteredGrid(Widget):
    """A live list that can be filtered by every column, with a line for what went wrong.

    A ``compact`` one has no chips, and a filter row only where it is filtered.
    """

    BLANK = True  # its parts cover it

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)
    DEFAULT_CSS = """
    FilteredGrid {
        height: 1fr;
        layout: vertical;
        layers: below above;

        & > #problem {
            height: auto;
            max-height: 3;
            padding: 0 1;
            background: $error-muted;
            color: $foreground;
            display: none;
            &.-shown { display: block; }
        }
        #filter-hint {
            layer: above;
            position: absolute;
            height: 1;
            background: $panel;
            color: $text-muted;
            padding: 0 1;
            &.-problem { color: $text-error; text-style: bold; }
        }
    }
    """

    class RowShown(Message):
        """The filter row of a compact list came or went."""

    def __init__(
        self,
        grid: LiveGrid,
        *,
        ascii_only: bool,
        compact: bool = False,
    ) -> None:
        super().__init__()
        self.filtering = Filtering(grid.listing.columns)
        self.grid = grid
        self._compact = compact
        self._chips = Chips(ascii_only=ascii_only)
        self._editor: FilterEditor | None = None
        self._total: int | None = None
        self._of_list = ""

    def compose(self) -> ComposeResult:
        """Chips above the grid."""
        yield Static(id="problem", markup=False)
        if not self._compact:
            yield self._chips
        yield self.grid

    def on_mount(self) -> None:
        """A compact list begins without a filter row."""
        self.grid.show_filter_row(not self._compact)

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters in force."""
        return self.filtering.filters

    def say_count(self, count: int | None) -> None:
        """Say how many rows the filters leave; None while they are being counted."""
        if count is not None and not self.filters:
            self._total = count
        if count is None:
            words = _("counting…")
        elif self._total is None:
            words = format_number(count)
        else:
            words = _("{count} of {total}").format(
                count=format_number(count), total=format_number(self._total)
            )
        self._chips.show(self.filtering.chips(), words)

    def say_view(self, words: str) -> None:
        """Say which view of the list this is."""
        self._chips.show_view(words)

    def say_of_list(self, sentence: str) -> None:
        """Say what is wrong with the list itself; it stands until another list is shown."""
        self._of_list = sentence
        self._say_problem(sentence)

    def _say_problem(self, sentence: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(sentence)
        problem.set_class(bool(sentence), "-shown")

    def say_figures(self, figures: str) -> None:
        """What to say of the whole list while nothing is filtered."""
        self._chips.show_figures(figures)

    # --- what the grid tells ------------------------------------------------------------------

    def on_live_grid_counted(self, counted: LiveGrid.Counted) -> None:
        """Say the count, and that nothing is wrong any more."""
        self.say_count(counted.count)
        if counted.count is not None:
            self._say_problem(self._of_list)

    def on_query_failed(self, failed: QueryFailed) -> None:
        """The list keeps its last good state and says what went wrong."""
        failed.stop()
        self._say_problem(failed.sentence)

    def _show_filter_row(self, shown: bool) -> None:
        if shown != self.grid.has_filter_row:
            self.grid.show_filter_row(shown)
            self.post_message(self.RowShown())

    def forget_filters(self) -> None:
        """Another list is to be shown here: it is not filtered."""
        self.filtering = Filtering(self.grid.listing.columns)
        self._show()

    # --- editing ------------------------------------------------------------------------------

    async def on_grid_filter_wanted(self, wanted: Grid.FilterWanted) -> None:
        """Cycle a yes-or-no column, or open the editor over the cell."""
        wanted.stop()
        if self.filtering.is_flag(wanted.column):
            self._changed(self.filtering.cycle(wanted.column))
        else:
            await self._edit(wanted.column)

    async def _edit(self, column: str) -> None:
        await self._close_editor()
        self._show_filter_row(True)
        text = self.filtering.typed.get(column, "")
        self._editor = FilterEditor(column, text)
        hint = Static(id="filter-hint", markup=False)
        await self.mount(self._editor, hint)
        within = self.grid.region.offset - self.region.offset
        self._editor.place(self.grid.filter_cell.translate(within), self.size.width)
        self._show_hint()
        self._editor.focus()
        ask(self, ReadChoices(self.grid.database, self.grid.listing, column), "choices")

    def on_read_choices_answer(self, answer: ReadChoices.Answer) -> None:
        """Offer the choices of the column in use."""
        answer.stop()
        if self._editor is not None and self._editor.column == answer.column:
            self._editor.offer(answer.choices)

    def _show_hint(self) -> None:
        """What is expected, or what is wrong, stands under the cell."""
        if self._editor is None:
            return
        column = self._editor.column
        problem = self.filtering.problems.get(column)
        text = problem or expected(self.grid.listing.columns.by_name[column])
        hint = self.query_one("#filter-hint", Static)
        hint.set_class(problem is not None, "-problem")
        hint.update(text)
        width = min(cell_len(text) + 2, self.size.width)
        cell = self._editor.styles.offset
        x = min(int(cell.x.value), self.size.width - width)
        hint.styles.width = width
        hint.styles.offset = Offset(x, int(cell.y.value) + 1)

    def on_filter_editor_typed(self, typed: FilterEditor.Typed) -> None:
        """Filter by what was typed so far."""
        typed.stop()
        self._changed(self.filtering.type(typed.column, typed.text))
        self._show_hint()

    async def on_filter_editor_left(self, left: FilterEditor.Left) -> None:
        """Back to the rows, or on to the column beside."""
        left.stop()
        self.filtering.settle(left.column)
        self._show()
        if left.step:
            self._step(left.step)
            await self._edit(self.grid.columns[self.grid.focused].name)
        else:
            await self._close_editor()
            self._show()
            self.grid.focus()

    def _step(self, step: int) -> None:
        """Put the next column in focus that has a text to type."""
        index, columns = self.grid.focused + step, self.grid.columns
        while 0 <= index < len(columns) and self.filtering.is_flag(columns[index].name):
            index += step
        if 0 <= index < len(columns):
            self.grid.focus_column(index)

    async def _close_editor(self) -> None:
        if self._editor is not None:
            editor, self._editor = self._editor, None
            await editor.remove()
            await self.query("#filter-hint").remove()

    # --- other ways to filter -----------------------------------------------------------------

    def action_clear_filters(self) -> None:
        """Drop every filter."""
        self._changed(self.filtering.clear())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be filters to drop them."""
        return bool(self.filters) if action == "clear_filters" else True

    def on_chips_dropped(self, dropped: Chips.Dropped) -> None:
        """Drop one filter."""
        dropped.stop()
        self._changed(self.filtering.type(dropped.column, ""))

    def filter_by(self, column: str, text: str) -> None:
        """Filter by a column as if ``text`` had been typed into its cell."""
        self._changed(self.filtering.type(column, text))

    def take_filters(self, filters: Iterable[Filter]) -> None:
        """Filter by these; the owner shows the list that they leave."""
        self.filtering.replace(filters)
        self._show()
        self.refresh_bindings()

    def set_columns(self, columns: Sequence[GridColumn], *, pinned: int) -> None:
        """Show other columns; the owner has their rows read."""
        self.grid.set_columns(columns, pinned=pinned)
        self._show()

    def _changed(self, others: bool) -> None:
        self._show()
        if others:
            self._of_list = ""
            self.say_count(None)
            self.refresh_bindings()
            self.grid.change_list(self.grid.listing.filtered(self.filters))

    def _show(self) -> None:
        if self._compact:
            self._show_filter_row(bool(self.filtering.typed) or self._editor is not None)
        self.grid.show_filters(self.filtering.typed, self.filtering.problems)
