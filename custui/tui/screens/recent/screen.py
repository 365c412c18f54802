"""Recent customers: goes back to one of those looked at lately."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from custui.db.queries.lists import Row
from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_datetime
from custui.tui.desk import Desk
from custui.tui.screens.recent.queries import ReadRecent
from custui.tui.tasks import QueryFailed, ask
from custui.tui.widgets.grid.paint import fitted

DIGITS = range(1, 10)
_NUMBER_WIDTH = 8
_NAME_WIDTH = 22
_WHEN_WIDTH = 16
_GAPS = 9


class RecentList(OptionList):
    """The customers, the first nine under their digits."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        *(Binding(str(digit), f"screen.pick({digit})", show=False) for digit in DIGITS),
    ]


class RecentScreen(ModalScreen[int | None]):
    """Ends with the number of a customer, or with none."""

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,underscore", "dismiss(None)", show=False)
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._customers: list[tuple[Row, int]] | None = None
        self._picked: int | None = None

    def compose(self) -> ComposeResult:
        """One card."""
        with Vertical(id="recent") as card:
            card.border_title = _("Recent customers")
            card.border_subtitle = _("Enter goes there, Esc leaves")
            yield RecentList(markup=False)
            yield Static(id="says", markup=False)

    def on_mount(self) -> None:
        """Read them; keys typed meanwhile wait."""
        self.query_one(RecentList).focus()
        ask(self, ReadRecent(self._desk), "recent customers")

    def on_read_recent_answer(self, answer: ReadRecent.Answer) -> None:
        """Show them."""
        self._customers = answer.customers
        self._show(0)
        if not answer.customers:
            self._say(_("Nobody yet. Whomever you go to with / will be here."))
        if self._picked is not None:
            self.action_pick(self._picked)

    def on_resize(self) -> None:
        """The lines are as long as there is room for."""
        if self._customers is not None:
            self._show(self.query_one(RecentList).highlighted or 0)

    def _show(self, place: int) -> None:
        listed = self.query_one(RecentList)
        listed.clear_options()
        listed.add_options(
            self._line(number, row, at)
            for number, (row, at) in enumerate(self._customers or (), start=1)
        )
        listed.highlighted = place if listed.option_count else None

    def _line(self, number: int, row: Row, at: int) -> Content:
        customer_id, first_name, last_name, email = row
        width = self.query_one(RecentList).content_size.width
        ellipsis = self._desk.glyphs.ellipsis
        room = max(8, width - _NUMBER_WIDTH - _NAME_WIDTH - _WHEN_WIDTH - _GAPS)
        name = fitted(printable(f"{first_name} {last_name}"), _NAME_WIDTH, False, ellipsis)
        return Content.assemble(
            (f"{number if number in DIGITS else ' '} ", "$accent"),
            f"{customer_id:>{_NUMBER_WIDTH}}  {name}  ",
            f"{fitted(printable(email), room, False, ellipsis)}  ",
            (format_datetime(at, self._desk.time_zone), "$foreground-muted"),
        )

    def action_pick(self, digit: int) -> None:
        """Go to a customer by digit, as soon as it is known who that is."""
        if self._customers is None:
            self._picked = digit
        elif digit <= len(self._customers):
            self._go(digit - 1)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Enter goes to the customer under the cursor."""
        selected.stop()
        self._go(selected.option_index)

    def _go(self, place: int) -> None:
        if self._customers is not None:
            self.dismiss(self._customers[place][0][0])

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong."""
        self._say(failed.sentence)

    def _say(self, sentence: str) -> None:
        says = self.query_one("#says", Static)
        says.update(printable(sentence))
        says.add_class("-shown")
