"""The column chooser: what is chosen is seen at once in the list behind it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from custui.domain.columns import BY_NAME
from custui.domain.layouts import FROZEN, ColumnLayout
from custui.locale import N_, _
from custui.tui.desk import Desk
from custui.tui.screens.columns.choosing import Choosing
from custui.tui.widgets.grid.paint import fitted

_NAME_WIDTH = 20

KEYS = (
    (N_("Space"), N_("show or hide")),
    ("K J", N_("move up, down")),
    ("- +", N_("narrower, wider")),
    ("p", N_("pin at the left")),
    ("0", N_("as the shop has them")),
)
"""What can be done, as it is said at the foot of the card."""


class ColumnList(OptionList):
    """All columns; the keys act on the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("space", "screen.show_or_hide", show=False),
        Binding("J,shift+down", "screen.move(1)", show=False),
        Binding("K,shift+up", "screen.move(-1)", show=False),
        Binding("plus,equals_sign,right,l", "screen.widen(1)", show=False),
        Binding("minus,left,h", "screen.widen(-1)", show=False),
        Binding("p", "screen.pin", show=False),
        Binding("0", "screen.reset", show=False),
    ]


class ColumnsScreen(ModalScreen[ColumnLayout | None]):
    """Ends with the layout that was chosen, or with none: then all is to be as it was.

    ``preview`` is called with each layout on the way.
    """

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("w", "keep", show=False),
    ]

    def __init__(
        self,
        desk: Desk,
        layout: ColumnLayout,
        *,
        begins_as: ColumnLayout,
        kept_with: str,
        preview: Callable[[ColumnLayout], None],
    ) -> None:
        super().__init__()
        self._desk = desk
        self._before = layout
        self._begins_as = begins_as
        self._kept_with = kept_with
        self._preview = preview
        self._choosing = Choosing(layout)

    def compose(self) -> ComposeResult:
        """One card at the right, so that the list is seen beside it."""
        with Vertical(id="columns") as card:
            card.border_title = _("Columns")
            card.border_subtitle = _("Enter keeps, Esc leaves")
            yield ColumnList(markup=False)
            yield Static(self._kept_with, id="kept-with", markup=False)
            yield Static(self._keys(), id="keys", markup=False)

    def on_mount(self) -> None:
        """Begin at the first column that can be hidden."""
        self._show_all(1)
        self.query_one(ColumnList).focus()

    def _keys(self) -> Content:
        keys = [_(key) for key, _does in KEYS]
        width = max(map(cell_len, keys)) + 2
        return Content("\n").join(
            Content.assemble((f"{key:<{width}}", "$accent"), _(does))
            for key, (_key, does) in zip(keys, KEYS, strict=True)
        )

    # --- what is shown ------------------------------------------------------------------------

    def _show_all(self, place: int) -> None:
        columns = self.query_one(ColumnList)
        columns.clear_options()
        columns.add_options(map(self._line, self._choosing.names))
        columns.highlighted = place

    def _line(self, name: str) -> Content:
        """A column: is it shown, its name, its width, is it pinned."""
        choosing, glyphs = self._choosing, self._desk.glyphs
        shown = choosing.is_shown(name)
        label = fitted(_(BY_NAME[name].label), _NAME_WIDTH, False, glyphs.ellipsis)
        pinned = _("pinned") if choosing.is_pinned(name) else ""
        line = f"{glyphs.yes if shown else glyphs.no} {label} {choosing.width(name):>3}  {pinned}"
        return Content.styled(line, "" if shown else "$foreground-disabled")

    def _changed(self, place: int) -> None:
        self._show_all(place)
        self._preview(self._choosing.layout)

    # --- acts ---------------------------------------------------------------------------------

    @property
    def _place(self) -> int:
        return self.query_one(ColumnList).highlighted or 0

    def action_show_or_hide(self) -> None:
        """Show the column, or hide it; then on to the next one."""
        place = self._choosing.toggle(self._place)
        self._changed(min(place + 1, len(self._choosing.names) - 1))

    def action_move(self, step: int) -> None:
        """Move the column up or down."""
        self._changed(self._choosing.move(self._place, step))

    def action_widen(self, step: int) -> None:
        """Make the column wider or narrower."""
        self._changed(self._choosing.widen(self._place, step))

    def action_pin(self) -> None:
        """Pin the column, or unpin it."""
        self._changed(self._choosing.pin(self._place))

    def action_reset(self) -> None:
        """Back to what the shop begins with."""
        self._choosing = Choosing(self._begins_as)
        self._changed(self._choosing.names.index(FROZEN))

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Enter keeps what was chosen."""
        selected.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Keep what was chosen."""
        self.dismiss(self._choosing.layout)

    def action_leave(self) -> None:
        """Leave all as it was."""
        self._preview(self._before)
        self.dismiss(None)
