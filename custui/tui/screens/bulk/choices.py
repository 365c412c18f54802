"""A short list to choose from, with the arrow keys or by digit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.widgets import OptionList

_DIGITS = range(1, 10)


class Choices(OptionList):
    """Numbered choices; the first nine can be had by their digit."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        *(Binding(str(digit), f"pick({digit})", show=False) for digit in _DIGITS),
    ]

    def __init__(self) -> None:
        super().__init__(markup=False)

    def offer(self, texts: Sequence[str]) -> None:
        """Show these, and take the keys."""
        self.clear_options()
        self.add_options(
            f"{number if number in _DIGITS else ' '}  {text}"
            for number, text in enumerate(texts, start=1)
        )
        self.highlighted = 0
        self.display = True
        self.focus()

    def action_pick(self, digit: int) -> None:
        """Choose by digit."""
        if digit <= self.option_count:
            self.highlighted = digit - 1
            self.action_select()
