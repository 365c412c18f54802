"""The customers' own rows, with their groups, notes, consents and subscriptions."""

from __future__ import annotations

from collections.abc import Sequence

from custui.db.defaults import GENERAL_GROUP
from custui.demo.clock import DAY
from custui.demo.draws import draws
from custui.demo.people import Person
from custui.demo.rows import Rows
from custui.demo.showcase import SHOWCASE
from custui.domain.text import email_key, fold

GUESTS, WHOLESALE, RETAILER = 1, 3, 4
STAFF = ("anna", "tomek", "ewa", "marek")

_NOTES = {
    "pl": (
        "Prosi o kontakt tylko telefoniczny.",
        "UWAGA: dwie paczki za pobraniem nieodebrane.",
        "Stały klient, zgoda szefowej na rabat 5 %.",
        "Prosi o fakturę papierową.\nAdres do faktury inny niż dostawy.",
        "Reklamacja lampy w toku, odpisać do piątku.",
    ),
    "": (
        "Wants to be called, not written to.",
        "WARNING: refused two parcels paid on delivery.",
        "Regular customer, 5 % off agreed with the boss.",
        "Needs a printed invoice.\nInvoices go to another address.",
        "Complaint about a lamp open, answer by Friday.",
    ),
}
_CONSENT_SOURCES = ("registration form", "order form", "newsletter box", "by phone")
_SERVICES = ("Coffee of the month", "Price alerts", "Back in stock")


def add_customers(people: Sequence[Person], seed: int, now: int, rows: Rows) -> None:
    """Write ``people`` down; their addresses and orders must be known by now."""
    stream = draws(len(people), 3, seed, "customers", people[0].id)
    for person, (flags, groups, more) in zip(people, stream, strict=True):
        showcase = person.id == SHOWCASE
        newsletter = flags & 1023 < 410 or showcase
        offers = flags >> 10 & 1023 < 205 or showcase
        default, others = _groups(person, groups)
        enabled = groups >> 20 & 127 < 125 or showcase
        _customer(person, default, (enabled, newsletter, offers), flags, now, rows)
        memberships = rows["group_membership"]
        memberships.append((person.id, default))
        for group in others:
            memberships.append((person.id, group))
        _consents(person, newsletter, offers, more, rows)
        if more >> 9 & 127 == 0 or showcase:
            notes = _NOTES.get(person.nation.language, _NOTES[""])
            at = max(person.registered_at, person.last_visit_at or 0)
            rows["customer_note"].append((person.id, notes[more % 5], STAFF[more & 3], at))
        if more >> 16 & 255 == 0:
            rows["credential"].append((person.id, "", person.last_visit_at))


def _groups(person: Person, number: int) -> tuple[int, tuple[int, ...]]:
    """The default group and the others."""
    if person.guest:
        return GUESTS, ()
    if person.company.name:
        default = WHOLESALE if number & 3 < 2 else RETAILER if number & 3 == 2 else GENERAL_GROUP
        return default, (GENERAL_GROUP,) if default != GENERAL_GROUP and number & 16 else ()
    if number >> 6 & 63 == 0:
        return RETAILER, (GENERAL_GROUP,)
    return GENERAL_GROUP, (RETAILER, WHOLESALE)[: number >> 12 & 1] if number & 31 == 0 else ()


def _customer(
    person: Person,
    group: int,
    flags: tuple[bool, bool, bool],
    number: int,
    now: int,
    rows: Rows,
) -> None:
    first, last, firm, city = person.first, person.last, person.company, person.city
    title = (1, 2)[person.female] if number >> 20 & 63 or person.id == SHOWCASE else None
    if number >> 24 == 0:
        person.opening_sales = (number & 0xFFFF) * 10
        person.sales += person.opening_sales
    changed = min(now, max(person.registered_at, person.last_visit_at or 0) + (number & 0xFFF))
    rows["customer"].append((
        person.id, group, title, *map(int, flags), int(person.guest), 0,
        int(number >> 5 & 3 > 0), person.registered_at, person.last_visit_at, changed, person.sales,
        person.opening_sales, person.order_count,
        first.text, last.text, person.email, firm.name, person.phone, person.country, city.text,
        person.postcode, person.phone_digits, first.fold, last.fold, fold(person.email), firm.fold,
        city.fold, first.sort, last.sort, firm.sort, city.sort, email_key(person.email),
        person.birthday, person.nation.language, firm.regon, firm.vat_id, firm.website, firm.risk,
        firm.allowed_outstanding, firm.max_payment_days, person.locked_until,
    ))  # fmt: skip


def _consents(person: Person, newsletter: bool, offers: bool, number: int, rows: Rows) -> None:
    """What was agreed to, when and how; a few agreed and thought better of it."""
    at, source = person.registered_at, _CONSENT_SOURCES[number & 3]
    consents = rows["consent"]
    if newsletter:
        consents.append((person.id, "newsletter", 1, at, source, ""))
        rows["subscription"].append((person.id, "newsletter", 1, at, source))
    elif number >> 2 & 15 == 0:
        consents.append((person.id, "newsletter", 1, at, source, ""))
        later = max(at, min(at + (number & 0xFF) * DAY, person.last_visit_at or at))
        consents.append((person.id, "newsletter", 0, later, "link in an e-mail", ""))
        rows["subscription"].append((person.id, "newsletter", 0, later, source))
    if offers:
        consents.append((person.id, "partner_offers", 1, at, source, ""))
    if number >> 24 < 5 or person.id == SHOWCASE:
        service = _SERVICES[number % len(_SERVICES)]
        rows["subscription"].append((person.id, service, int(number & 4 == 0), at, source))
