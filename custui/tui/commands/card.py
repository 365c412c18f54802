"""What works on a customer's card."""

from __future__ import annotations

from custui.locale import N_
from custui.tui.commands import Command, CommandGroup

MOVES = CommandGroup(
    N_("Customer"),
    (
        Command(
            "card.previous",
            "left_square_bracket",
            N_("Previous customer"),
            N_("The customer before, in the list you came from"),
            "screen.neighbour(-1)",
        ),
        Command(
            "card.next",
            "right_square_bracket",
            N_("Next customer"),
            N_("The next customer of the list you came from"),
            "screen.neighbour(1)",
        ),
    ),
)

ACTS = CommandGroup(
    N_("This customer"),
    (
        Command(
            "card.newsletter",
            "n",
            N_("Newsletter"),
            N_("Turn the newsletter on or off; on asks how the customer agreed"),
            "screen.flag('newsletter')",
            footer=True,
        ),
        Command("card.note", "N", N_("Note"), N_("Write the private note"), "screen.note"),
        Command(
            "card.copy_email",
            "y",
            N_("Copy e-mail"),
            N_("Copy the e-mail address"),
            "screen.copy_fact('email')",
        ),
        Command(
            "card.copy_phone",
            "p",
            N_("Copy phone"),
            N_("Copy the phone number"),
            "screen.copy_fact('phone')",
        ),
        Command(
            "card.copy_address",
            "o",
            N_("Copy address"),
            N_("Copy the postal address"),
            "screen.copy_address",
        ),
    ),
)

SUMS = CommandGroup(
    N_("Purchases"),
    (
        Command(
            "purchases.sums",
            "t",
            N_("Sums"),
            N_("Sums by product, by category, and each purchase again"),
            "sums",
            footer=True,
        ),
    ),
)

CONSENT_LOG = CommandGroup(
    N_("Subscriptions"),
    (
        Command(
            "subscriptions.log",
            "t",
            N_("Consent log"),
            N_("Every consent given or withdrawn, and the subscriptions again"),
            "consent_log",
            footer=True,
        ),
    ),
)

ADDRESSES = CommandGroup(
    N_("Addresses"),
    (
        Command("addresses.add", "a", N_("Add"), N_("Add an address"), "add", footer=True),
        Command(
            "addresses.default",
            "m",
            N_("Make default"),
            N_("Make the address under the cursor the default one"),
            "make_default",
            footer=True,
        ),
        Command(
            "addresses.delete",
            "d",
            N_("Delete"),
            N_("Delete the address under the cursor"),
            "delete_address",
            footer=True,
        ),
    ),
)

VOUCHERS = CommandGroup(
    N_("Vouchers"),
    (Command("vouchers.give", "a", N_("Give"), N_("Give a voucher"), "give", footer=True),),
)

GROUPS = CommandGroup(
    N_("Groups"),
    (
        Command(
            "memberships.choose",
            "a",
            N_("Choose"),
            N_("Choose the groups and the default one"),
            "choose",
            footer=True,
        ),
    ),
)

SERVICES = CommandGroup(
    N_("Services"),
    (Command("services.add", "a", N_("Add"), N_("Add a service"), "add", footer=True),),
)

REPLY = CommandGroup(
    N_("Messages"),
    (Command("thread.reply", "r", N_("Reply"), N_("Reply by e-mail"), "reply", footer=True),),
)
