"""Gives a customer a voucher."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from custui.db.connection import ShopDatabase
from custui.domain.labels import field_label
from custui.domain.vouchers import VoucherValues, new_code, voucher_problems
from custui.locale import N_, _
from custui.services import vouchers
from custui.services.acting import Done
from custui.tui.desk import Desk
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Field, Form, Kind, Value, Values
from custui.tui.widgets.form.declaration import form_of


class VoucherWork(FormWork[Done]):
    """A new voucher: what it is called, what it is worth, how often and until when."""

    def __init__(self, desk: Desk, customer_id: int) -> None:
        self.title = _("New voucher")
        self._desk = desk
        self._customer_id = customer_id

    def form(self) -> Form:
        """One column."""

        def field(name: str, kind: Kind, hint: str, width: int) -> Field:
            return Field(name, field_label(name), kind, hint=hint, width=width)

        return form_of(
            Field(
                "code",
                field_label("code"),
                hint=N_("What the customer types; without one it is made up"),
                width=24,
                generate=new_code,
            ),
            Field("name", field_label("name"), hint=N_("What the customer reads")),
            field("percent_off", Kind.PERCENT, N_("Either this or an amount"), 12),
            field("amount_off", Kind.MONEY, N_("Either this or a percentage"), 16),
            field("quantity", Kind.NUMBER, N_("How often it can be used"), 12),
            field("valid_from", Kind.DATE, N_("Without a day: from now on"), 14),
            field(
                "valid_until", Kind.DATE, N_("The last day, all of it; without one: for ever"), 14
            ),
        )

    def opening(self) -> Mapping[str, Value]:
        """Usable once."""
        return {"quantity": 1}

    def check(self, values: Values) -> Mapping[str, str]:
        """What is wrong with it, by the shop's rules."""
        today = datetime.now(self._desk.time_zone).date()
        return voucher_problems(_voucher(values).tidied(), today)

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Give it."""
        return vouchers.give_voucher(
            database, self._desk.actor, self._customer_id, _voucher(values)
        )


def _voucher(values: Values) -> VoucherValues:
    quantity = values.number("quantity")
    return VoucherValues(
        code=values.text("code"),
        name=values.text("name"),
        percent_off=values.number("percent_off"),
        amount_off=values.number("amount_off"),
        quantity=1 if quantity is None else quantity,
        valid_from=_day(values.text("valid_from")),
        valid_until=_day(values.text("valid_until")),
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


class VoucherScreen(FormScreen[Done]):
    """Gives a customer a voucher."""

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, VoucherWork(desk, customer_id))
