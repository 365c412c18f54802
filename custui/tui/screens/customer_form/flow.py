"""How a screen leads into the forms of customers, and what follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from custui.db.drafts import Draft
from custui.locale import _
from custui.services.acting import Done

if TYPE_CHECKING:
    from collections.abc import Sequence

    from custui.tui.screens.acting import ActingScreen


async def add(screen: ActingScreen) -> None:
    """Add a customer, and show the card of who was added."""
    from custui.tui.screens.customer_form.screen import CustomerFormScreen

    def added(done: Done | None) -> None:
        if done is not None and done.customer_id is not None:
            screen.notify(
                _("Customer {number} added. z undoes it.").format(number=done.customer_id),
                markup=False,
            )
            screen.open_card(done.customer_id)

    await screen.app.push_screen(CustomerFormScreen(screen.desk), added)


async def edit(screen: ActingScreen, customer_id: int) -> None:
    """Change a customer."""
    from custui.tui.screens.customer_form.screen import CustomerFormScreen

    await screen.app.push_screen(
        CustomerFormScreen(screen.desk, customer_id), lambda done: tell(screen, done)
    )


def delete(screen: ActingScreen, customer_id: int, named: str) -> None:
    """Delete a customer; a card of who is gone is left."""
    from custui.tui.screens.customer_form.delete import DeleteCustomerScreen

    def deleted(done: Done | None) -> None:
        tell(screen, done)
        if done is not None and screen.shown_customer is not None:
            screen.dismiss()

    screen.app.push_screen(DeleteCustomerScreen(screen.desk, customer_id, named), deleted)


def register(screen: ActingScreen, customer_id: int, named: str) -> None:
    """Make a customer of a guest."""
    from custui.tui.screens.customer_form.delete import RegisterGuestScreen

    screen.app.push_screen(
        RegisterGuestScreen(screen.desk, customer_id, named), lambda done: tell(screen, done)
    )


def tell(screen: ActingScreen, done: Done | None) -> None:
    """Say that it was done, unless all was so already."""
    if done is None:
        return
    said = _("Done. z undoes it.") if done.changed else _("Nothing was to be changed.")
    screen.notify(said, markup=False)


def offer_drafts(screen: ActingScreen, drafts: Sequence[Draft], *, is_asked: bool) -> None:
    """Offer forms that were left unsaved."""
    from custui.tui.screens.drafts.reopening import FORMS, reopened
    from custui.tui.screens.drafts.screen import DraftsScreen

    there = [draft for draft in drafts if draft.form in FORMS]
    if not there:
        if is_asked:
            screen.notify(_("You left no form unsaved."))
        return

    async def chosen(draft: Draft | None) -> None:
        if draft is not None:
            await screen.app.push_screen(
                reopened(screen.desk, draft),
                lambda done: tell(screen, done if isinstance(done, Done) else None),
            )

    screen.app.push_screen(DraftsScreen(screen.desk, there), chosen)
