"""Groups, addresses, subscriptions and the history of changes."""

from __future__ import annotations

from typing import ClassVar

from custui.db.queries.card import account
from custui.db.queries.panel import PanelList
from custui.domain.text import printable
from custui.locale import _
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.card import ADDRESSES, CONSENT_LOG, GROUPS, SERVICES
from custui.tui.desk import Desk
from custui.tui.screens.card.customer_panel import CustomerPanel


class GroupsPanel(CustomerPanel):
    """The groups that the customer is in."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (GROUPS,)
    BINDINGS = bindings(COMMAND_GROUPS)
    MOST_ROWS = 4

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, account.GROUPS, customer_id)

    def action_choose(self) -> None:
        """Choose the groups."""
        from custui.tui.screens.memberships.screen import MembershipsScreen

        self.app.push_screen(MembershipsScreen(self.desk, self.customer_id))


class AddressesPanel(CustomerPanel):
    """The customer's addresses."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (ADDRESSES,)
    BINDINGS = bindings(COMMAND_GROUPS)
    OPENS = True
    MOST_ROWS = 4

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, account.ADDRESSES, customer_id)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An address must be there to be made the default one or deleted."""
        needs_one = action in ("make_default", "delete_address")
        return self.grid.key_at_cursor is not None if needs_one else True

    def opened(self, key: int) -> None:
        """Change it."""
        from custui.tui.screens.address.screen import AddressScreen

        self.app.push_screen(AddressScreen(self.desk, self.customer_id, key))

    def action_add(self) -> None:
        """Add one."""
        from custui.tui.screens.address.screen import AddressScreen

        self.app.push_screen(AddressScreen(self.desk, self.customer_id))

    def action_make_default(self) -> None:
        """Ask whether the one under the cursor is to be the default one."""
        from custui.tui.screens.address.screen import DefaultAddressScreen

        key = self.grid.key_at_cursor
        self.app.push_screen(DefaultAddressScreen(self.desk, key, self._named))

    def action_delete_address(self) -> None:
        """Ask whether the one under the cursor is to be deleted."""
        from custui.tui.screens.address.screen import DeleteAddressScreen

        key = self.grid.key_at_cursor
        self.app.push_screen(DeleteAddressScreen(self.desk, key, self._named))

    @property
    def _named(self) -> str:
        cells = (self.grid.cell_at_cursor(name) for name in ("alias", "line1", "city"))
        return printable(", ".join(filter(None, cells)))


class SubscriptionsPanel(CustomerPanel):
    """Newsletter and services that recur; or every consent that was ever given or withdrawn."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (SERVICES, CONSENT_LOG)
    BINDINGS = bindings(COMMAND_GROUPS)
    MOST_ROWS = 5

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, account.SUBSCRIPTIONS, customer_id)
        self._shows_log = False

    def action_add(self) -> None:
        """Add a service."""
        from custui.tui.screens.service.screen import ServiceScreen

        self.app.push_screen(ServiceScreen(self.desk, self.customer_id))

    def action_consent_log(self) -> None:
        """Show the log of consents, or the subscriptions again."""
        self._shows_log = not self._shows_log
        panel = account.CONSENT_LOG if self._shows_log else account.SUBSCRIPTIONS
        zone = self.desk.preferences.time_zone
        self.show_list(PanelList(panel, self.customer_id, time_zone=zone))
        self.title.say(summary=_(panel.columns.label) if self._shows_log else "")


class HistoryPanel(CustomerPanel):
    """What staff changed about the customer."""

    MOST_ROWS = 6

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, account.HISTORY, customer_id)
