"""A section that is not there yet, and says so."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.widget import Widget
from textual.widgets import Static

from custui.locale import _
from custui.tui.screens.section import SectionScreen


class UnbuiltScreen(SectionScreen):
    """Says what the section will be, and that it is not built yet."""

    CSS_PATH: ClassVar = ["../section.tcss", "screen.tcss"]

    def body(self) -> Iterable[Widget]:
        """One sentence."""
        sentence = _("{summary}: this section is not built yet. Press 1 for the customers.")
        yield Static(sentence.format(summary=_(self.section.summary)), markup=False, id="unbuilt")
