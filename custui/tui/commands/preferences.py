"""What works in the preferences section."""

from __future__ import annotations

from custui.domain.permissions import PREFERENCES
from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

COMMANDS = CommandGroup(
    N_("Preferences"),
    (
        Command(
            "preferences.change",
            "e",
            N_("Change"),
            N_("Change the setting under the cursor; Enter does so too"),
            "change",
            footer=True,
            act=PREFERENCES,
        ),
    ),
)
