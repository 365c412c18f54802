"""Adding, changing and deleting customers, from the list and from the card."""

from __future__ import annotations

from custui.domain.permissions import ADD, DELETE, EDIT
from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

NEW = CommandGroup(
    N_("New customers"),
    (
        Command(
            "customer.add",
            "a",
            N_("Add"),
            N_("Add a customer"),
            "add_customer",
            footer=True,
            at_once=True,
            act=ADD,
        ),
        Command(
            "customer.drafts",
            "D",
            N_("Drafts"),
            N_("Forms that you left before they were saved"),
            "drafts",
        ),
    ),
)

AT_HAND = CommandGroup(
    N_("Change a customer"),
    (
        Command(
            "customer.edit",
            "e",
            N_("Edit"),
            N_("Change the customer"),
            "edit_customer",
            footer=True,
            at_once=True,
            act=EDIT,
        ),
        Command(
            "customer.delete",
            "d",
            N_("Delete"),
            N_("Delete the customer; asks in which of two ways"),
            "delete_customer",
            act=DELETE,
        ),
        Command(
            "customer.register",
            "T",
            N_("Register"),
            N_("Make a registered customer of a guest"),
            "register_guest",
            act=EDIT,
        ),
    ),
)

TYPED = {"add_customer": "a", "edit_customer": "e"}
"""Acts at once whose key is a character where text is typed."""
