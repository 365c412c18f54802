"""What a person does about customers from any screen that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from custui.domain.columns import BY_NAME
from custui.domain.flags import asks_how
from custui.domain.text import printable
from custui.locale import _
from custui.tui.commands.available import is_typed
from custui.tui.commands.customer_form import TYPED
from custui.tui.screens.section import SectionScreen
from custui.tui.tasks import QueryFailed, ask
from custui.tui.widgets.live_grid import LiveGrid

# What an act needs is loaded with the first one: no row waits for it at the start.
if TYPE_CHECKING:
    from custui.tui.acts import Acted, Refused
    from custui.tui.app import CustuiApp
    from custui.tui.screens.card.reading import ReadTop
    from custui.tui.screens.drafts.finding import FindDrafts


class ActingScreen(SectionScreen):
    """Opens cards, toggles flags, copies, takes back; says what came of it."""

    # --- cards --------------------------------------------------------------------------------

    def open_card(
        self,
        customer_id: int,
        *,
        origin: LiveGrid | None = None,
        references: Sequence[str] = (),
        instead: bool = False,
    ) -> None:
        """Show a customer's card; ``instead`` of this screen, or over it.

        ``references`` may name one of the customer's orders, to go to.
        """
        from custui.tui.screens.card.reading import Opening, ReadTop

        desk = self.desk
        opening = Opening(origin, tuple(references), instead)
        ask(self, ReadTop(desk.database, customer_id, desk.preferences, opening), "card")

    def on_read_top_answer(self, answer: ReadTop.Answer) -> None:
        """The top of a card that is to be opened was read: show it."""
        from custui.tui.screens.card.screen import CardScreen
        from custui.tui.screens.recent.queries import NoteLook

        opening = answer.opening
        if opening is None:
            return  # a card reads its own top again
        if answer.top is None:
            self.notify(_("This customer was deleted meanwhile."), severity="warning")
            return
        card = CardScreen(
            self.desk,
            answer.customer_id,
            answer.top,
            origin=opening.origin,
            order_id=answer.order_id,
        )
        seen = cast("CustuiApp", self.app).seen
        seen.note(answer.customer_id)
        ask(self, NoteLook(self.desk, answer.customer_id), "note a look")
        if opening.instead:
            self.app.switch_screen(card)
        else:
            self.app.push_screen(card)

    def action_card_before(self) -> None:
        """Show the customer seen before this one."""
        before = cast("CustuiApp", self.app).seen.before(self.shown_customer)
        if before is None:
            self.notify(_("You have seen no customer before this one."))
        else:
            self.open_card(before, instead=self.shown_customer is not None)

    @property
    def shown_customer(self) -> int | None:
        """The customer whom the whole screen is about, where it is about one."""
        return None

    # --- forms --------------------------------------------------------------------------------

    @property
    def customer_at_hand(self) -> tuple[int, str] | None:
        """Whom an act is about, by number and name: who is shown, or who is under the cursor."""
        return None

    @property
    def guest_at_hand(self) -> bool:
        """Whether that one is a guest, or it is not known."""
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There must be somebody to be changed; where text is typed a and e are characters."""
        if is_typed(self, TYPED.get(action, "")):
            return False
        if action == "register_guest" and not self.guest_at_hand:
            return False
        return super().check_action(action, parameters)

    async def action_add_customer(self) -> None:
        """Add a customer; keys typed meanwhile wait until the form is there."""
        from custui.tui.screens.customer_form import flow

        await flow.add(self)

    async def action_edit_customer(self) -> None:
        """Change the customer."""
        from custui.tui.screens.customer_form import flow

        if self.customer_at_hand is not None:
            await flow.edit(self, self.customer_at_hand[0])

    def action_delete_customer(self) -> None:
        """Delete the customer."""
        from custui.tui.screens.customer_form import flow

        if self.customer_at_hand is not None:
            flow.delete(self, *self.customer_at_hand)

    def action_register_guest(self) -> None:
        """Make a customer of the guest."""
        from custui.tui.screens.customer_form import flow

        if self.customer_at_hand is not None:
            flow.register(self, *self.customer_at_hand)

    def action_drafts(self) -> None:
        """Show the forms that were left unsaved."""
        from custui.tui.screens.drafts.finding import FindDrafts

        ask(self, FindDrafts(self.desk, is_asked=True), "drafts")

    def on_find_drafts_answer(self, answer: FindDrafts.Answer) -> None:
        """Offer them."""
        from custui.tui.screens.customer_form import flow

        flow.offer_drafts(self, answer.drafts, is_asked=answer.is_asked)

    # --- acts ---------------------------------------------------------------------------------

    def toggle_flag(self, customer_id: int, flag: str, *, value: bool) -> None:
        """Turn a flag on or off; a consent turned on asks how it was given."""
        from custui.tui.acts import SetFlag
        from custui.tui.screens.consent.screen import ConsentScreen

        def toggle(reason: str | None) -> None:
            if reason is not None:
                act = SetFlag(self.desk, customer_id, flag, value=value, reason=reason)
                ask(self, act, "act")

        if asks_how(flag, value=value):
            question = _("{consent}: how did the customer agree?")
            self.app.push_screen(
                ConsentScreen(question.format(consent=_(BY_NAME[flag].label))), toggle
            )
        else:
            toggle("")

    def copy(self, text: str) -> None:
        """Send a text to the terminal's clipboard, and show it where that does not work."""
        from custui.tui.screens.copied.screen import CopiedScreen

        # What is pasted runs somewhere else: nothing that a terminal obeys may be in it.
        lines = [printable(line) for line in text.splitlines()]
        self.app.copy_to_clipboard("\n".join(lines))
        self.app.push_screen(CopiedScreen(lines))

    def action_undo(self) -> None:
        """Take back what the person did last."""
        from custui.tui.acts import UndoLast

        ask(self, UndoLast(self.desk), "act")

    def on_acted(self, acted: Acted) -> None:
        """Say what was done; the screen shows it by itself."""
        if acted.sentence:
            self.notify(acted.sentence, markup=False)

    def on_refused(self, refused: Refused) -> None:
        """Say why nothing was done."""
        self.notify(refused.sentence, severity="warning", markup=False)

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong with an act, or with a card that was to be opened."""
        self.notify(failed.sentence, severity="error", markup=False)
