"""What works in the search box, beside what every text field can do."""

from __future__ import annotations

from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

COMMANDS = CommandGroup(
    N_("Search"),
    (
        Command(
            "search.open",
            "enter",
            N_("Open"),
            N_("Go to the customer under the cursor"),
            "submit",
            footer=True,
        ),
        Command(
            "search.scope",
            "tab,ctrl+o",
            N_("Where"),
            N_("Search everywhere, by name or by IP address"),
            "screen.scope(1)",
            footer=True,
        ),
        Command(
            "search.scope_back",
            "shift+tab",
            N_("Where, back"),
            N_("The same the other way round"),
            "screen.scope(-1)",
            palette=False,
        ),
        Command(
            "search.close",
            "escape",
            N_("Close"),
            N_("Back to where you were"),
            "screen.dismiss",
            footer=True,
        ),
        Command("search.down", "down", N_("Down"), N_("Next row"), "screen.row(1)", palette=False),
        Command("search.up", "up", N_("Up"), N_("Row before"), "screen.row(-1)", palette=False),
        Command(
            "search.page_down",
            "pagedown",
            N_("Page down"),
            N_("A page further"),
            "screen.page(1)",
            palette=False,
        ),
        Command(
            "search.page_up",
            "pageup",
            N_("Page up"),
            N_("A page back"),
            "screen.page(-1)",
            palette=False,
        ),
    ),
)
