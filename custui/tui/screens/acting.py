"""What a person does about customers from any screen that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from custui.domain.columns import BY_NAME
from custui.domain.text import printable
from custui.locale import _
from custui.services.flags import asks_how
from custui.tui.acts import Acted, Refused, SetFlag, UndoLast
from custui.tui.screens.card.reading import ReadTop
from custui.tui.screens.consent.screen import ConsentScreen
from custui.tui.screens.copied.screen import CopiedScreen
from custui.tui.screens.section import SectionScreen
from custui.tui.tasks import QueryFailed, ask
from custui.tui.widgets.live_grid import LiveGrid

if TYPE_CHECKING:
    from custui.tui.app import CustuiApp


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
        self._origin, self._instead = origin, instead
        desk = self.desk
        ask(self, ReadTop(desk.database, customer_id, desk.preferences, references), "card")

    def on_read_top_answer(self, answer: ReadTop.Answer) -> None:
        """The card's top was read: show it."""
        from custui.tui.screens.card.screen import CardScreen
        from custui.tui.screens.recent.queries import NoteLook

        if answer.top is None:
            self.notify(_("This customer was deleted meanwhile."), severity="warning")
            return
        card = CardScreen(
            self.desk,
            answer.customer_id,
            answer.top,
            origin=self._origin,
            order_id=answer.order_id,
        )
        seen = cast("CustuiApp", self.app).seen
        seen.note(answer.customer_id)
        ask(self, NoteLook(self.desk, answer.customer_id), "note a look")
        if self._instead:
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

    # --- acts ---------------------------------------------------------------------------------

    def toggle_flag(self, customer_id: int, flag: str, *, value: bool) -> None:
        """Turn a flag on or off; a consent turned on asks how it was given."""

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
        # What is pasted runs somewhere else: nothing that a terminal obeys may be in it.
        lines = [printable(line) for line in text.splitlines()]
        self.app.copy_to_clipboard("\n".join(lines))
        self.app.push_screen(CopiedScreen(lines))

    def action_undo(self) -> None:
        """Take back what the person did last."""
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
