"""An address in a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from custui.db.addresses import read_address
from custui.db.connection import ShopDatabase
from custui.db.queries.customers import CustomerList
from custui.domain.addresses import FIELDS, REQUIRED, AddressValues, address_problems
from custui.domain.labels import field_label
from custui.locale import N_, _
from custui.locale.codes import countries
from custui.services import addresses
from custui.services.acting import Done
from custui.services.refusals import CustomerGone
from custui.tui.desk import Desk
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Choice, Field, Form, Group, Kind, Value, Values

_WIDTHS = {
    "alias": 24,
    "postcode": 12,
    "phone": 24,
    "phone_mobile": 24,
    "vat_id": 24,
    "country": 30,
}
_ORDER = (
    *("alias", "first_name", "last_name", "company", "vat_id"),
    *("line1", "line2", "postcode", "city", "region", "country", "phone", "phone_mobile"),
)


class AddressWork(FormWork[Done]):
    """Adds an address of a customer, or changes the one called ``address_id``."""

    def __init__(self, desk: Desk, customer_id: int, address_id: int | None = None) -> None:
        self.title = _("Address") if address_id else _("New address")
        self._desk = desk
        self._customer_id = customer_id
        self._address_id = address_id
        self._shown = AddressValues()
        self._countries: list[tuple[str, str]] = []

    def load(self, database: ShopDatabase) -> None:
        """The address as it is; a new one begins with the customer's name."""
        self._countries = countries()
        if self._address_id is None:
            number = self._customer_id
            rows = CustomerList().rows_by_key(database, [number], ("first_name", "last_name"))
            if number not in rows:
                raise CustomerGone(_("This customer is not there any more."))
            first, last = rows[number]
            self._shown = AddressValues(first_name=first, last_name=last)
            return
        stored = read_address(database, self._address_id)
        if stored is None:
            raise CustomerGone(_("This address is not there any more."))
        self._shown = stored.values

    def form(self) -> Form:
        """One column: name, place, phones; for a new one also what it is the default of."""
        fields = [self._field(name) for name in _ORDER]
        if self._address_id is None:
            fields += [
                Field("default_billing", N_("Default for invoices"), Kind.FLAG, width=12),
                Field("default_shipping", N_("Default for parcels"), Kind.FLAG, width=12),
            ]
        return Form((Group(tuple(fields)),))

    def _field(self, name: str) -> Field:
        kind, choices = Kind.TEXT, tuple[Choice, ...]()
        if name == "country":
            known = [Choice(code, f"{country} ({code})") for code, country in self._countries]
            kind, choices = Kind.CHOICE, tuple(known)
        return Field(
            name,
            field_label(name),
            kind,
            required=name in REQUIRED,
            hint=_HINTS.get(name, ""),
            width=_WIDTHS.get(name, 34),
            choices=choices,
        )

    def opening(self) -> Mapping[str, Value]:
        """What it is now."""
        return asdict(self._shown)

    def check(self, values: Values) -> Mapping[str, str]:
        """What is wrong with it, by the shop's rules."""
        return address_problems(_address(values), self._desk.preferences.name_rule)

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Add or change it."""
        actor, address = self._desk.actor, _address(values)
        if self._address_id is not None:
            return addresses.edit_address(
                database, actor, self._address_id, address, shown=self._shown
            )
        return addresses.add_address(
            database,
            actor,
            self._customer_id,
            address,
            default_billing=values.flag("default_billing"),
            default_shipping=values.flag("default_shipping"),
        )

    def saw(self, theirs: Mapping[str, Value]) -> None:
        """What they wrote is what was shown from now on."""
        self._shown = replace(self._shown, **{name: str(text) for name, text in theirs.items()})


_HINTS = {
    "alias": N_("What the customer calls it: home, office"),
    "postcode": N_("In the country's form: 00-000 in Poland"),
    "phone": N_("Written as you like; the digits are searched"),
    "country": N_("Type a part of its name, or its code"),
}


def _address(values: Values) -> AddressValues:
    texts = {name: values.text(name) for name in FIELDS}
    return AddressValues(**texts).tidied()
