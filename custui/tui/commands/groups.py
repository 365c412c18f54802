"""What works in the groups section."""

from __future__ import annotations

from custui.domain.permissions import GROUPS
from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

COMMANDS = CommandGroup(
    N_("Groups"),
    (
        Command(
            "groups.edit",
            "e",
            N_("Edit"),
            N_("Change the group under the cursor"),
            "edit_group",
            footer=True,
            at_once=True,
            act=GROUPS,
        ),
        Command(
            "groups.add",
            "a",
            N_("Add"),
            N_("Add a group"),
            "add_group",
            footer=True,
            at_once=True,
            act=GROUPS,
        ),
        Command(
            "groups.price",
            "p",
            N_("Price"),
            N_("What would this group pay?"),
            "price",
            footer=True,
            at_once=True,
        ),
        Command(
            "groups.rules",
            "R",
            N_("Rules"),
            N_("The price rules of the group"),
            "rules",
            footer=True,
        ),
        Command(
            "groups.taxes",
            "T",
            N_("Taxes"),
            N_("Tax classes, with their rate in each country"),
            "taxes",
            footer=True,
        ),
        Command(
            "groups.sections",
            "S",
            N_("Sections"),
            N_("The sections of the shop that groups may enter"),
            "sections",
        ),
        Command(
            "groups.delete",
            "d",
            N_("Delete"),
            N_("Delete the group; its members go to the group of new customers"),
            "delete_group",
            act=GROUPS,
        ),
        Command("groups.undo", "z", N_("Undo"), N_("Take back what you did last"), "undo"),
    ),
)

TYPED = {"edit_group": "e", "add_group": "a", "price": "p"}
"""Acts at once whose key is a character where text is typed."""
