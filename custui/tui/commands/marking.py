"""Marking rows, and what is done with the marked ones."""

from __future__ import annotations

from custui.domain.permissions import BULK_EDIT
from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

MARKING = CommandGroup(
    N_("Marking"),
    (
        Command(
            "grid.mark",
            "space",
            N_("Mark"),
            N_("Mark the row, or unmark it"),
            "mark",
            palette=False,
        ),
        Command(
            "grid.mark_range",
            "m",
            N_("Mark a range"),
            N_("Mark from the row marked last to the cursor"),
            "mark_range",
        ),
        Command(
            "grid.mark_all",
            "asterisk",
            N_("Mark all"),
            N_("Mark all that match the filters; again: unmark all"),
            "mark_all",
        ),
    ),
)

BULK = CommandGroup(
    N_("Bulk actions"),
    (
        Command(
            "customers.bulk",
            "b",
            N_("Bulk"),
            N_("Change every marked customer"),
            "bulk",
            footer=True,
            act=BULK_EDIT,
        ),
    ),
)
