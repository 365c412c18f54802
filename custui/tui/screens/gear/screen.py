"""The gear menu: what can be done with a list as a whole, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from custui.locale import _


@dataclass(frozen=True)
class Entry:
    """One entry: its ``key`` in this menu, what it is called, and why it cannot be used.

    ``why_not`` is safe to show; nothing when the entry can be used.
    """

    key: str
    title: str
    action: str
    why_not: str = ""


class GearScreen(ModalScreen[str | None]):
    """Ends with the action of the entry that was chosen, or with none."""

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,comma,q", "leave", show=False),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]

    def __init__(self, entries: Sequence[Entry]) -> None:
        super().__init__()
        self._entries = tuple(entries)
        for entry in self._entries:
            self._bindings.bind(entry.key, f"choose('{entry.key}')", show=False)

    def compose(self) -> ComposeResult:
        """One card with a line for each entry, and for each reason."""
        with Vertical(id="gear") as card:
            card.border_title = _("This list")
            card.border_subtitle = _("Enter or its key chooses, Esc leaves")
            yield OptionList(*map(self._option, self._entries), markup=False)

    def _option(self, entry: Entry) -> Option:
        title = Content(f"{entry.key}  {_(entry.title)}")
        if not entry.why_not:
            return Option(title, id=entry.key)
        reason = Content(f"\n   {entry.why_not}")
        return Option(title + reason.stylize("italic"), id=entry.key, disabled=True)

    def on_mount(self) -> None:
        """Begin at the first one that can be used."""
        entries = self.query_one(OptionList)
        entries.action_first()
        self.set_focus(entries)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        selected.stop()
        self.action_choose(selected.option.id or "")

    def action_choose(self, key: str) -> None:
        """End with the entry of this key, or say why it cannot be used."""
        entry = next(each for each in self._entries if each.key == key)
        if entry.why_not:
            self.notify(entry.why_not, severity="warning", markup=False)
        else:
            self.dismiss(entry.action)

    def action_move(self, step: int) -> None:
        """Move as the arrow keys do."""
        entries = self.query_one(OptionList)
        if step > 0:
            entries.action_cursor_down()
        else:
            entries.action_cursor_up()

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)
