"""The field for a view's name, and the line that says for whom the view is to be."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding
from textual.content import Content
from textual.widgets import Input, Static

from custui.domain.views import LONGEST_NAME
from custui.locale import _


class NameField(Input):
    """Where the name is typed; Tab changes for whom the view is."""

    BINDINGS: ClassVar = [Binding("tab,shift+tab,ctrl+o", "screen.share", show=False)]

    def __init__(self) -> None:
        super().__init__(max_length=LONGEST_NAME, id="name")
        self.cursor_blink = False

    def begin(self, name: str) -> None:
        """Offer a name; what is typed takes its place."""
        self.value = name
        self.action_select_all()

    def validate_value(self, value: str) -> str:
        """What is pasted may be a stranger's: characters that do not print part words instead."""
        return "".join(char if char.isprintable() else " " for char in value)


class ForWhom(Static):
    """For oneself, or for everybody; ``may_share`` where the role allows it."""

    def __init__(self, *, may_share: bool) -> None:
        super().__init__(id="for-whom", markup=False)
        self.may_share = may_share
        self.shared = False

    def say(self, *, shared: bool) -> None:
        """Say for whom the view is to be."""
        self.shared = shared and self.may_share
        if not self.may_share:
            self.update(_("for yourself (sharing takes the role lead)"))
            return
        mine, everybody = _("for yourself"), _("for everybody")
        told = (f" {mine} ", f"[{everybody}]") if self.shared else (f"[{mine}]", f" {everybody} ")
        self.update(
            Content("  ").join(
                Content.styled(text, "bold $foreground" if text.startswith("[") else "")
                for text in told
            )
        )
