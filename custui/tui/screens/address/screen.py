"""The dialogs about addresses; each is dismissed with what was done, or ``None``."""

from __future__ import annotations

from custui.locale import _
from custui.services import addresses
from custui.services.acting import Done
from custui.tui.desk import Desk
from custui.tui.screens.address.work import AddressWork
from custui.tui.screens.decision.screen import Decision, DecisionScreen
from custui.tui.screens.form.screen import FormScreen


class AddressScreen(FormScreen[Done]):
    """Adds an address of a customer; with ``address_id`` changes that one."""

    def __init__(self, desk: Desk, customer_id: int, address_id: int | None = None) -> None:
        super().__init__(desk, AddressWork(desk, customer_id, address_id))


class DeleteAddressScreen(DecisionScreen[Done]):
    """Asks before an address is deleted; ``named`` is how the list calls it."""

    def __init__(self, desk: Desk, address_id: int, named: str) -> None:
        super().__init__(
            desk,
            _("Delete this address? {address}").format(address=named),
            (
                Decision(
                    _("Delete"),
                    _(
                        "Orders that went there keep it. Was it a default one, the oldest address"
                        " left takes its place. z undoes it."
                    ),
                    lambda database, actor: addresses.delete_address(database, actor, address_id),
                ),
                Decision(_("Leave it"), _("Nothing changes.")),
            ),
            title=_("Address"),
        )


class DefaultAddressScreen(DecisionScreen[Done]):
    """Makes an address the default one."""

    def __init__(self, desk: Desk, address_id: int, named: str) -> None:
        def make(*, billing: bool, shipping: bool) -> Decision[Done]:
            label = {
                (True, True): _("Invoices and parcels"),
                (True, False): _("Invoices"),
                (False, True): _("Parcels"),
            }[billing, shipping]
            return Decision(
                label,
                _("Phone, country, city and postcode in the list follow the default address."),
                lambda database, actor: addresses.choose_default(
                    database, actor, address_id, billing=billing, shipping=shipping
                ),
            )

        super().__init__(
            desk,
            _("Default address for what? {address}").format(address=named),
            (
                make(billing=True, shipping=True),
                make(billing=True, shipping=False),
                make(billing=False, shipping=True),
            ),
            title=_("Address"),
        )
