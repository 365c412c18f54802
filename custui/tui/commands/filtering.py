"""What works in every list that can be filtered."""

from __future__ import annotations

from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

COMMANDS = CommandGroup(
    N_("Filters"),
    (Command("filters.clear", "F", N_("Clear"), N_("Drop every filter"), "clear_filters"),),
)
