"""What works in every grid."""

from __future__ import annotations

from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

COMMANDS = CommandGroup(
    N_("In a list"),
    (
        Command(
            "grid.open",
            "enter",
            N_("Open"),
            N_("Open the row under the cursor"),
            "open",
            footer=True,
            palette=False,
        ),
        Command("grid.down", "down,j", N_("Down"), N_("Next row"), "down", palette=False),
        Command("grid.up", "up,k", N_("Up"), N_("Row before"), "up", palette=False),
        Command(
            "grid.page_down",
            "pagedown",
            N_("Page down"),
            N_("A page further"),
            "page(1)",
            palette=False,
        ),
        Command(
            "grid.page_up", "pageup", N_("Page up"), N_("A page back"), "page(-1)", palette=False
        ),
        Command("grid.first", "home,g", N_("First row"), N_("Go to the first row"), "first"),
        Command("grid.last", "end,G", N_("Last row"), N_("Go to the last row"), "last"),
        Command(
            "grid.left",
            "left,h",
            N_("Column left"),
            N_("Column to the left"),
            "column(-1)",
            palette=False,
        ),
        Command(
            "grid.right",
            "right,l",
            N_("Column right"),
            N_("Column to the right"),
            "column(1)",
            palette=False,
        ),
        Command(
            "grid.filter",
            "f",
            N_("Filter"),
            N_("Filter by the column in focus"),
            "filter",
            footer=True,
        ),
        Command(
            "grid.sort",
            "s",
            N_("Sort"),
            N_("Sort by the column in focus; again: reverse"),
            "sort",
            footer=True,
        ),
    ),
)
