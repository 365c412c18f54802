"""From a draft back to its form, and what it is called until then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from custui.db.drafts import Draft
from custui.locale import N_, _
from custui.locale.formats import format_datetime
from custui.tui.desk import Desk
from custui.tui.screens.form.screen import FormScreen


def _customer(desk: Desk, draft: Draft) -> FormScreen[object]:
    from custui.tui.screens.customer_form.screen import CustomerFormScreen

    return CustomerFormScreen(desk, draft.customer_id or None, draft=draft)  # type: ignore[return-value]


def _note(desk: Desk, draft: Draft) -> FormScreen[object]:
    from custui.tui.screens.note.screen import NoteScreen

    return NoteScreen(desk, draft.customer_id, draft=draft)  # type: ignore[return-value]


def _address(desk: Desk, draft: Draft) -> FormScreen[object]:
    from custui.tui.screens.address.screen import AddressScreen

    return AddressScreen(desk, draft.customer_id, draft.row_id or None, draft=draft)  # type: ignore[return-value]


def _voucher(desk: Desk, draft: Draft) -> FormScreen[object]:
    from custui.tui.screens.voucher.screen import VoucherScreen

    return VoucherScreen(desk, draft.customer_id, draft=draft)  # type: ignore[return-value]


def _reply(desk: Desk, draft: Draft) -> FormScreen[object]:
    from custui.tui.screens.reply.screen import ReplyScreen

    return ReplyScreen(desk, draft.row_id, draft=draft)  # type: ignore[return-value]


@dataclass(frozen=True)
class _Form:
    """What a form is called, about somebody new and about somebody known, and how it opens."""

    new: str
    known: str
    reopen: Callable[[Desk, Draft], FormScreen[object]]


FORMS: Mapping[str, _Form] = {
    "customer": _Form(N_("New customer"), N_("Customer {number}"), _customer),
    "note": _Form("", N_("Private note, customer {number}"), _note),
    "address": _Form("", N_("Address, customer {number}"), _address),
    "voucher": _Form("", N_("New voucher, customer {number}"), _voucher),
    "reply": _Form(N_("Reply"), N_("Reply"), _reply),
}


def reopened(desk: Desk, draft: Draft) -> FormScreen[object]:
    """The form with what was typed in it."""
    return FORMS[draft.form].reopen(desk, draft)


def described(desk: Desk, draft: Draft) -> str:
    """Which form it is, what its first texts are, and when it was left; not yet printable."""
    form = FORMS[draft.form]
    which = _(form.known).format(number=draft.customer_id) if draft.customer_id else _(form.new)
    name = " ".join(
        str(draft.typed.get(field, "")) for field in ("first_name", "last_name")
    ).strip()
    when = format_datetime(draft.saved_at, desk.time_zone)
    return "  ".join(filter(None, (when, which, name)))
