"""A customer's fields as a form lays them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from custui.domain.columns import RISKS, Kind
from custui.domain.customer_form import CONSENTS, FIELD, GROUP, GROUPS, PASSWORD
from custui.domain.customer_form import Values as CustomerValues
from custui.domain.field_kinds import FormTerms
from custui.domain.field_kinds import Value as CustomerValue
from custui.domain.preferences import Preferences
from custui.locale import N_, _
from custui.services.emails import placeholder_email
from custui.services.passwords import new_password
from custui.tui.screens.consent.screen import WAYS
from custui.tui.widgets.form import Choice, Field, Form, Group, Raw, Value, Values
from custui.tui.widgets.form import Kind as Entry

SOURCE = "consent_source"
"""The field that tells how a consent was given; it is none of the customer's."""

_PERSON = ("title", "first_name", "last_name", "email", PASSWORD, "birthday", "language")
_ACCOUNT = ("enabled", "newsletter", "partner_offers", "assistance_allowed")
_GROUPS = (GROUPS, GROUP)

_ENTRIES = {
    Kind.FLAG: Entry.FLAG,
    Kind.MONEY: Entry.MONEY,
    Kind.NUMBER: Entry.NUMBER,
    Kind.DATE: Entry.DATE,
    Kind.CHOICE: Entry.CHOICE,
    Kind.CHOICES: Entry.SEVERAL,
}
_WIDTHS = {
    "title": 16,
    "email": 40,
    "birthday": 14,
    "regon": 20,
    "vat_id": 20,
    "website": 40,
    "allowed_outstanding": 16,
    "max_payment_days": 12,
    "risk": 12,
    GROUPS: 0,
}
_HINTS = {
    "email": N_("Who has none gets a placeholder, to which nothing is mailed"),
    "language": N_("Type a part of its name, or its code"),
    "enabled": N_("Who is not enabled cannot sign in"),
    "assistance_allowed": N_("Whether staff may log in as this customer"),
    GROUPS: N_("Arrows go along them, the space bar takes or leaves one"),
    GROUP: N_("Its prices and taxes prevail; one of those above"),
    "regon": N_("REGON, or the number of another register"),
    "allowed_outstanding": N_("How much may stay unpaid"),
    "max_payment_days": N_("How many days an invoice may stay unpaid"),
}


@dataclass(frozen=True)
class Around:
    """What a customer's form depends on beside the customer."""

    preferences: Preferences
    terms: FormTerms
    languages: Sequence[tuple[str, str]]


def customer_form(around: Around, *, is_new: bool, shown: Mapping[str, CustomerValue]) -> Form:
    """The form of a customer whose fields were ``shown`` when it opened."""
    maker = _Maker(around, is_new, shown)
    account = [*map(maker.field, _ACCOUNT), maker.source()]
    if not around.preferences.partner_offers:
        account = [field for field in account if field.name != "partner_offers"]
    person = [maker.field(name) for name in _PERSON]
    if not around.preferences.ask_birthday:
        person = [field for field in person if field.name != "birthday"]
    groups = [
        Group(tuple(person), N_("Person")),
        Group(tuple(account), N_("Account"), side=1),
        Group(tuple(map(maker.field, _GROUPS)), N_("Groups"), side=1),
    ]
    if around.preferences.b2b:
        company = tuple(maker.field(each.name) for each in FIELD.values() if each.b2b)
        groups.insert(1, Group(company, N_("Company")))
    return Form(tuple(groups))


class _Maker:
    def __init__(self, around: Around, is_new: bool, shown: Mapping[str, CustomerValue]) -> None:
        self._around = around
        self._is_new = is_new
        self._shown = shown

    def field(self, name: str) -> Field:
        """One of the customer's fields."""
        known = FIELD[name]
        entry = Entry.PASSWORD if name == PASSWORD else _ENTRIES.get(known.kind, Entry.TEXT)
        required = known.required or name in self._around.terms.required
        hint = _HINTS.get(name, "")
        if name == PASSWORD:
            required = self._is_new
            hint = "" if self._is_new else N_("Blank leaves the password as it is")
        return Field(
            name,
            known.label,
            entry,
            required=required,
            hint=hint,
            width=12 if entry is Entry.FLAG else _WIDTHS.get(name, 34),
            choices=self._choices(name),
            generate={"email": placeholder_email, PASSWORD: new_password}.get(name),
        )

    def _choices(self, name: str) -> tuple[Choice, ...]:
        terms, nothing = self._around.terms, (Choice("", ""),)
        if name == "title":
            return nothing + tuple(Choice(*title) for title in terms.titles.items())
        if name == "language":
            spoken = [Choice(code, f"{name} ({code})") for code, name in self._around.languages]
            return nothing + tuple(spoken)
        if name in (GROUPS, GROUP):
            return tuple(Choice(*group) for group in terms.groups.items())
        if name == "risk":
            return tuple(Choice(number, _(risk)) for number, risk in enumerate(RISKS))
        return ()

    def source(self) -> Field:
        """How a consent that is turned on was given."""
        return Field(
            SOURCE,
            N_("How they agreed"),
            required=True,
            hint=N_("by phone, by e-mail, in person, in writing, or in your own words"),
            choices=tuple(Choice(_(way), _(way)) for way in WAYS),
            when=self._turns_a_consent_on,
        )

    def _turns_a_consent_on(self, typed: Mapping[str, Raw]) -> bool:
        return any(typed.get(name) is True and not self._shown.get(name) for name in CONSENTS)


def customer_values(values: Values) -> dict[str, CustomerValue]:
    """What the form says, as the customer's fields are written."""
    return {name: _customer_value(name, values) for name in FIELD if name in values}


def _customer_value(name: str, values: Values) -> CustomerValue:
    kind = FIELD[name].kind
    if kind is Kind.FLAG:
        return int(values.flag(name))
    if kind in (Kind.MONEY, Kind.NUMBER):
        return values.number(name) or 0
    if kind is Kind.CHOICES:
        return tuple(sorted(values.ids(name)))
    if name in ("title", GROUP, "risk"):
        return values.id(name)
    text = str(values.key(name)) if kind is Kind.CHOICE else values.text(name)
    return text if name == PASSWORD else text.strip()


def form_values(values: CustomerValues) -> dict[str, Value]:
    """The customer's fields as the form takes them."""
    return {
        name: bool(value) if FIELD[name].kind is Kind.FLAG else value
        for name, value in values.items()
    }
