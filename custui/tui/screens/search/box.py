"""The text field of the search box."""

from __future__ import annotations

from typing import ClassVar

from textual.widgets import Input

from custui.locale import _
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.search import COMMANDS

_LONGEST = 300


class SearchBox(Input):
    """Where the text is typed; it keeps the focus."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)

    def __init__(self, id: str) -> None:  # noqa: A002 - the name that widgets know
        super().__init__(placeholder=_("Whom are you looking for?"), max_length=_LONGEST, id=id)
        self.cursor_blink = False

    def validate_value(self, value: str) -> str:
        """What is pasted may be a stranger's: characters that do not print part words instead."""
        if value.isprintable():
            return value
        return "".join(char if char.isprintable() else " " for char in value)
