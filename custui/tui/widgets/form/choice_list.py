"""The list under a choice field while one is being looked for."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widgets import OptionList
from textual.widgets.option_list import Option

from custui.domain.text import printable
from custui.locale import _
from custui.tui.widgets.form.declaration import Choice


class ChoiceList(OptionList, can_focus=False):
    """Choices to take one of; the field it belongs to keeps the focus and steers it."""

    DEFAULT_CSS = """
    ChoiceList {
        overlay: screen;
        constrain: inside inflect;
        offset: -1 1;
        margin: 1 0 0 0;
        height: auto;
        max-height: 8;
        border: none;
        padding: 0;
        background: $panel;
        scrollbar-size-vertical: 1;
        & > .option-list--option { padding: 0 1; }
        & > .option-list--option-highlighted {
            background: $primary; color: $foreground; text-style: bold;
        }
        & > .option-list--option-disabled { color: $text-muted; }
    }
    """

    def __init__(self) -> None:
        super().__init__(markup=False)

    def offer(self, choices: Sequence[Choice], at: int, empty: str) -> None:
        """Show these; ``empty`` stands for a choice of nothing."""
        if not choices:
            self.set_options([Option(_("no such choice"), disabled=True)])
            return
        self.set_options([printable(choice.label) or empty for choice in choices])
        self.highlighted = at
