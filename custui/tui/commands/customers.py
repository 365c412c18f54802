"""What works in the customers section, beside what works in every grid."""

from __future__ import annotations

from custui.domain.permissions import EDIT
from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

COMMANDS = CommandGroup(
    N_("Customers"),
    (
        Command(
            "customers.toggle",
            "t",
            N_("Toggle"),
            N_("Turn the flag in focus on or off"),
            "toggle_flag",
            footer=True,
            act=EDIT,
        ),
        Command("customers.copy", "c", N_("Copy"), N_("Copy the cell in focus"), "copy_cell"),
        Command(
            "customers.copy_email",
            "y",
            N_("Copy e-mail"),
            N_("Copy the e-mail address"),
            "copy_email",
        ),
    ),
)
