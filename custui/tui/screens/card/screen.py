"""The customer card: everything about one person, on one screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual.widget import Widget

from custui.db.queries.card.head import Head
from custui.db.queries.card.postal import read_postal_address
from custui.domain.panels.visits import STAGES
from custui.locale import _, ngettext
from custui.locale.formats import format_datetime, format_money, format_number
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.card import ACTS, MOVES
from custui.tui.commands.customer_form import AT_HAND
from custui.tui.commands.panels import COMMANDS as PANELS
from custui.tui.desk import Desk
from custui.tui.reading import Answered, Read
from custui.tui.screens.card.account import (
    AddressesPanel,
    GroupsPanel,
    HistoryPanel,
    SubscriptionsPanel,
)
from custui.tui.screens.card.contact import EmailsPanel, MessagesPanel, NotePanel, VouchersPanel
from custui.tui.screens.card.head import CardHead, HeadLines
from custui.tui.screens.card.personal import CompanyPanel, PersonalPanel
from custui.tui.screens.card.reading import ReadTop, Top
from custui.tui.screens.card.sales import CartsPanel, OrdersPanel, PurchasesPanel, ViewedPanel
from custui.tui.screens.card.visits import ConnectionsPanel, LoginsPanel
from custui.tui.screens.panels.screen import PanelsScreen
from custui.tui.sections import CARD, CUSTOMERS
from custui.tui.tasks import Lane, ask
from custui.tui.widgets.live_grid import LiveGrid
from custui.tui.widgets.panel import Panel


class CardScreen(PanelsScreen):
    """One customer. ``origin`` is the list that was come from, where there is one."""

    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (PANELS, ACTS, AT_HAND, MOVES)
    BINDINGS = bindings((ACTS, AT_HAND, MOVES))

    def __init__(
        self,
        desk: Desk,
        customer_id: int,
        top: Top,
        *,
        origin: LiveGrid | None = None,
        order_id: int | None = None,
    ) -> None:
        super().__init__(desk, CARD)
        self.customer_id = customer_id
        self._top = top
        self._origin = origin
        self._order_id = order_id
        self._lane = Lane(self, "top of the card")

    # --- frame --------------------------------------------------------------------------------

    @property
    def crumbs(self) -> tuple[str, ...]:
        """Where this is."""
        return (_(CUSTOMERS.title), str(self.customer_id))

    def head(self) -> Iterable[Widget]:
        """Who it is."""
        self._head = CardHead(self._head_lines(), ascii_only=self.desk.ascii_only)
        yield self._head

    def left(self) -> Sequence[Panel]:
        """The person and what was bought."""
        desk, number, person = self.desk, self.customer_id, self._top.head.person
        self._personal = PersonalPanel(desk, number, person)
        self._company = CompanyPanel(desk, number, person) if desk.preferences.b2b else None
        self._orders = OrdersPanel(desk, number)
        company = [] if self._company is None else [self._company]
        return [
            self._personal,
            *company,
            self._orders,
            CartsPanel(desk, number),
            PurchasesPanel(desk, number),
            ViewedPanel(desk, number),
        ]

    def right(self) -> Sequence[Panel]:
        """What was said and agreed, and how the customer comes in."""
        desk, number = self.desk, self.customer_id
        makers = (
            *(NotePanel, MessagesPanel, VouchersPanel, EmailsPanel),
            *(ConnectionsPanel, LoginsPanel, GroupsPanel, AddressesPanel),
            *(SubscriptionsPanel, HistoryPanel),
        )
        return [make(desk, number) for make in makers]

    def on_mount(self) -> None:
        """Go to the order that was asked for."""
        if self._order_id is not None:
            self.call_after_refresh(self._show_order, self._order_id)

    def _show_order(self, order_id: int) -> None:
        self._orders.go_to(order_id)

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._lane.interrupt()

    @property
    def shown_customer(self) -> int:
        """Whom the card is about."""
        return self.customer_id

    @property
    def customer_at_hand(self) -> tuple[int, str]:
        """Whom the card is about."""
        columns = self._top.head.person.columns
        return self.customer_id, f"{columns['first_name']} {columns['last_name']}"

    @property
    def guest_at_hand(self) -> bool:
        """Whether the card is about a guest."""
        return bool(self._top.head.person.columns["is_guest"])

    # --- reading ------------------------------------------------------------------------------

    def read(self) -> None:
        """Read who it is, and every panel."""
        desk = self.desk
        self._lane.start(ReadTop(desk.database, self.customer_id, desk.preferences))
        super().read()

    def on_read_top_answer(self, answer: ReadTop.Answer) -> None:
        """Who it is by now; or the customer is gone. A card to be opened is not its own affair."""
        if answer.opening is not None:
            return
        if answer.top is None:
            self._say_gone()
            return
        self._top = answer.top
        self._head.show(self._head_lines())
        self._personal.show_person(answer.top.head.person)
        if self._company is not None:
            self._company.show_person(answer.top.head.person)

    def _say_gone(self) -> None:
        lines = self._head_lines()
        said = _("This customer was deleted meanwhile. Esc goes back.")
        self._head.show(HeadLines(lines.name, (), said, is_in_shop=False, alarms=(said,)))

    # --- what the head says -------------------------------------------------------------------

    def _head_lines(self) -> HeadLines:
        head = self._top.head
        columns = head.person.columns
        name = " ".join(
            filter(None, (columns["title"], columns["first_name"], columns["last_name"]))
        )
        return HeadLines(
            name=name,
            contact=(columns["email"], columns["phone"]),
            presence=self._presence(head),
            is_in_shop=head.presence is not None,
            alarms=self._alarms(head),
            remarks=self._remarks(head),
            note=head.note.first_line if head.note else "",
        )

    def _moment(self, seconds: int) -> str:
        return format_datetime(seconds, self.desk.time_zone)

    def _presence(self, head: Head) -> str:
        here = head.presence
        if here is None:
            last = head.person.columns["last_visit_at"]
            if last is None:
                return _("never in the shop")
            return _("last in the shop {when}").format(when=self._moment(last))
        stage = _(dict(STAGES).get(here.stage, here.stage))
        said = _("in the shop: {stage} {page}").format(stage=stage, page=here.page)
        if here.cart_total:
            said += _(", cart {value}").format(value=format_money(here.cart_total))
        return said

    def _alarms(self, head: Head) -> list[str]:
        person, alarms = head.person, []
        if person.banned:
            alarms.append(_("banned"))
        if person.columns["locked"] and person.locked_until is not None:
            alarms.append(_("locked until {when}").format(when=self._moment(person.locked_until)))
        if not person.columns["enabled"]:
            alarms.append(_("disabled"))
        if head.standing is not None and head.standing.payment_required:
            alarms.append(_("payment required"))
        return alarms

    def _remarks(self, head: Head) -> list[str]:
        remarks = []
        if head.person.columns["is_guest"]:
            remarks.append(_("guest"))
        failed = self._top.failed
        if failed.count and failed.last_at is not None:
            text = ngettext(
                "{count} failed log-in, last {when}",
                "{count} failed log-ins, last {when}",
                failed.count,
            )
            remarks.append(
                text.format(count=format_number(failed.count), when=self._moment(failed.last_at))
            )
        return remarks

    # --- acts ---------------------------------------------------------------------------------

    def action_flag(self, flag: str) -> None:
        """Turn a flag on or off."""
        self.toggle_flag(self.customer_id, flag, value=not self._top.head.person.columns[flag])

    def action_note(self) -> None:
        """Write the private note."""
        from custui.tui.screens.note.screen import NoteScreen

        self.app.push_screen(NoteScreen(self.desk, self.customer_id))

    def action_copy_fact(self, name: str) -> None:
        """Copy one fact."""
        self.copy(self._top.head.person.columns[name])

    def action_copy_address(self) -> None:
        """Copy the postal address, as it is written on an envelope."""
        question = partial(read_postal_address, customer_id=self.customer_id)
        ask(self, Read(self.desk.database, question), "postal address")

    def on_answered(self, answer: Answered) -> None:
        """The address came."""
        if answer.value:
            self.copy(answer.value)
        else:
            self.notify(_("The customer has no address."))

    async def action_neighbour(self, step: int) -> None:
        """Show the next customer of the list that was come from, or the one before."""
        if self._origin is None:
            self.notify(_("This card was not opened from a list."))
            return
        key = await self._origin.step(step)
        if key is None:
            self.notify(_("There is nobody further in the list."))
        else:
            self.open_card(key, origin=self._origin, instead=True)
