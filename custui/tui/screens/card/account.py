"""Groups, addresses, subscriptions and the history of changes."""

from __future__ import annotations

from typing import ClassVar

from custui.db.queries.card import account
from custui.db.queries.panel import PanelList
from custui.locale import _
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.card import CONSENT_LOG
from custui.tui.desk import Desk
from custui.tui.screens.card.customer_panel import CustomerPanel


class GroupsPanel(CustomerPanel):
    """The groups that the customer is in."""

    MOST_ROWS = 4

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, account.GROUPS, customer_id)


class AddressesPanel(CustomerPanel):
    """The customer's addresses."""

    MOST_ROWS = 4

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, account.ADDRESSES, customer_id)


class SubscriptionsPanel(CustomerPanel):
    """Newsletter and services that recur; or every consent that was ever given or withdrawn."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (CONSENT_LOG,)
    BINDINGS = bindings(COMMAND_GROUPS)
    MOST_ROWS = 5

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, account.SUBSCRIPTIONS, customer_id)
        self._shows_log = False

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
