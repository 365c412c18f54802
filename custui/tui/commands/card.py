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
