"""What can be done with a list as a whole."""

from __future__ import annotations

from custui.domain.permissions import EXPORT, IMPORT
from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

TOOLS = CommandGroup(
    N_("This list"),
    (
        Command(
            "list.count",
            "number_sign",
            N_("Count"),
            N_("Count the list by the column in focus"),
            "count",
        ),
        Command(
            "list.export",
            "x",
            N_("Export"),
            N_("Write the marked customers, or the whole list, to a file"),
            "export",
            act=EXPORT,
        ),
        Command(
            "list.import",
            "i",
            N_("Import"),
            N_("Read customers from a file"),
            "import",
            act=IMPORT,
        ),
        Command(
            "list.gear",
            "comma",
            N_("More"),
            N_("Refresh, export, import, SQL of this list"),
            "gear",
            footer=True,
        ),
        Command("list.refresh", "r", N_("Refresh"), N_("Read the list anew"), "refresh_list"),
    ),
)
