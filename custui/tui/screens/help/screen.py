"""Help: every key that works where the user is, from the commands' own declarations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from custui.locale import _
from custui.tui.commands import KEY_CAPS, CommandGroup

_KEY_WIDTH = 14


class HelpScreen(ModalScreen[None]):
    """A card with the commands by group; ``why_not`` has those that the person may not use."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar = [
        Binding("escape,question_mark,q,f1,enter", "dismiss", show=False),
        Binding("down,j", "scroll_help(1)", show=False),
        Binding("up,k", "scroll_help(-1)", show=False),
    ]

    def __init__(self, groups: Sequence[CommandGroup], why_not: Mapping[str, str]) -> None:
        super().__init__()
        self._groups = groups
        self._why_not = why_not

    def compose(self) -> ComposeResult:
        """The card."""
        with VerticalScroll(id="help") as card:
            card.border_title = _("Help")
            card.border_subtitle = _("Esc closes")
            yield Static(self._text(), markup=False)

    def _text(self) -> Content:
        lines = []
        for group in self._groups:
            lines.append(Content.styled(_(group.heading), "bold $accent"))
            for command in group.commands:
                keys = " ".join(KEY_CAPS.get(key, key) for key in command.keys.split(","))
                padding = " " * max(1, _KEY_WIDTH - cell_len(keys))
                line = Content(f"  {keys}{padding}{_(command.help)}")
                reason = self._why_not.get(command.id)
                lines.append(line.stylize("dim") if reason else line)
                if reason:
                    lines.append(Content(f"{' ' * (_KEY_WIDTH + 2)}{reason}").stylize("dim italic"))
            lines.append(Content(""))
        return Content("\n").join(lines[:-1])

    def action_scroll_help(self, step: int) -> None:
        """Scroll the card by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=step, animate=False)
