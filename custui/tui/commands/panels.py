"""Moving between the panels of a screen."""

from __future__ import annotations

from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

COMMANDS = CommandGroup(
    N_("Panels"),
    (
        Command(
            "panels.jump",
            "g",
            N_("Go to"),
            N_("Go to a panel: g, then its letter"),
            "screen.jump",
            footer=True,
            at_once=True,
        ),
        Command(
            "panels.next", "tab", N_("Next"), N_("Next panel"), "screen.step(1)", palette=False
        ),
        Command(
            "panels.previous",
            "shift+tab",
            N_("Previous"),
            N_("Panel before"),
            "screen.step(-1)",
            palette=False,
        ),
        Command(
            "panels.whole",
            "space",
            N_("Zoom"),
            N_("Give the panel the whole screen, or put it back"),
            "screen.whole",
            footer=True,
        ),
        Command(
            "panels.back",
            "escape",
            N_("Back"),
            N_("Back to where you were"),
            "screen.back",
            footer=True,
        ),
    ),
)
