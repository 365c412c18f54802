"""What a list is shown as: saved views, and its columns."""

from __future__ import annotations

from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

VIEWS = CommandGroup(
    N_("Views and columns"),
    (
        Command(
            "customers.views",
            "v",
            N_("Views"),
            N_("Apply a saved view by its digit; save this list as one"),
            "views",
            footer=True,
        ),
        Command(
            "customers.columns",
            "w",
            N_("Columns"),
            N_("Show, hide, move, widen and pin columns"),
            "columns",
        ),
    ),
)
