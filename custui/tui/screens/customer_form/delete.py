"""Deletes a customer in one of two ways, and makes a customer of a guest."""

from __future__ import annotations

from custui.locale import _
from custui.services.acting import Done
from custui.services.deleting import delete_customer
from custui.services.guests import to_registered
from custui.tui.desk import Desk
from custui.tui.screens.decision.screen import Decision, DecisionScreen


class DeleteCustomerScreen(DecisionScreen[Done]):
    """Asks in which way; ``named`` is how the screen below calls the customer."""

    def __init__(self, desk: Desk, customer_id: int, named: str) -> None:
        def way(label: str, means: str, *, may_register_again: bool) -> Decision[Done]:
            return Decision(
                label,
                means,
                lambda database, actor: delete_customer(
                    database, actor, customer_id, may_register_again=may_register_again
                ),
            )

        super().__init__(
            desk,
            _("Delete customer {number}, {name}?").format(number=customer_id, name=named),
            (
                way(
                    _("Delete; may register again"),
                    _(
                        "Gone with addresses, carts, vouchers, notes and messages. Orders stay,"
                        " without the person. The e-mail is free for a new account. z undoes it."
                    ),
                    may_register_again=True,
                ),
                way(
                    _("Delete; may not register again"),
                    _(
                        "Leaves every list and cannot sign in; kept as banned, so that nobody"
                        " registers with this e-mail. z undoes it."
                    ),
                    may_register_again=False,
                ),
                Decision(_("Leave it"), _("Nothing changes.")),
            ),
            title=_("Delete"),
        )


class RegisterGuestScreen(DecisionScreen[Done]):
    """Makes a registered customer of a guest."""

    def __init__(self, desk: Desk, customer_id: int, named: str) -> None:
        super().__init__(
            desk,
            _("Make a customer of guest {number}, {name}?").format(number=customer_id, name=named),
            (
                Decision(
                    _("Register"),
                    _(
                        "Orders, carts and addresses stay. There is no password yet: the customer"
                        " sets one with a reset link. z undoes it."
                    ),
                    lambda database, actor: to_registered(database, actor, customer_id),
                ),
                Decision(_("Leave it"), _("Nothing changes.")),
            ),
            title=_("Guest"),
        )
