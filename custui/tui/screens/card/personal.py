"""Personal data, and in B2B mode the company."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.queries.card.person import Agreed, Person
from custui.db.queries.card.standing import Standing, read_standing
from custui.db.queries.card.totals import read_rank
from custui.domain.cells import cell_text
from custui.domain.columns import BY_NAME
from custui.locale import _, ngettext
from custui.locale.formats import country_name, format_datetime, format_money, format_number
from custui.tui.desk import Desk
from custui.tui.screens.panels.reading_panel import FactsPanel
from custui.tui.widgets.panel import Fact, fact


class PersonalPanel(FactsPanel):
    """Who the customer is; ``show_person`` says it, the rank follows."""

    def __init__(self, desk: Desk, customer_id: int, person: Person) -> None:
        super().__init__("personal", _("Personal data"), desk)
        self._customer_id = customer_id
        self._person = person
        self._rank: int | None = None

    def on_mount(self) -> None:
        """What is known already stands there at once."""
        self.show(self._rank)

    def show_person(self, person: Person) -> None:
        """The person as it is now."""
        self._person = person
        self.show(self._rank)

    def ask(self, database: ShopDatabase) -> int | None:
        """How many buy more."""
        return read_rank(database, self._customer_id)

    def facts(self, value: Any) -> Sequence[Fact]:
        """Everything about the person."""
        self._rank = value
        return list(self._all())

    def _cell(self, name: str) -> Fact:
        column = BY_NAME[name]
        write = cell_text(column, self.desk.time_zone, self.desk.glyphs)
        return fact(_(column.label), write(self._person.columns[name]))

    def _all(self) -> Iterator[Fact]:
        person, preferences = self._person, self.desk.preferences
        columns = person.columns
        yield self._cell("email")
        yield self._cell("phone")
        place = " ".join(filter(None, (columns["postcode"], columns["city"])))
        country = country_name(columns["country"])
        yield fact(_("Place"), ", ".join(filter(None, (place, country))) or self._nothing)
        if preferences.ask_birthday:
            yield self._born()
        yield self._cell("registered_at")
        last = columns["last_visit_at"]
        yield fact(_("Last visit"), _("never") if last is None else self._moment(last))
        yield self._cell("group")
        yield self._cell("language")
        yield self._consent("newsletter", person.newsletter_consent)
        if preferences.partner_offers:
            yield self._consent("partner_offers", person.partner_offers_consent)
        yield fact(_("Status"), self._status())
        allowed = self._cell("assistance_allowed")
        yield Fact(_("Assistance"), allowed.value)
        yield self._sales()
        if self._rank is not None:
            text = _("number {number} of the best customers")
            yield fact(_("Rank"), text.format(number=format_number(self._rank)))
        yield from self._changed()
        if self.desk.has_several_shops:
            yield self._cell("shop")

    @property
    def _nothing(self) -> str:
        return self.desk.glyphs.empty

    def _moment(self, seconds: int) -> str:
        return format_datetime(seconds, self.desk.time_zone)

    def _born(self) -> Fact:
        born, age = self._cell("birthday"), self._person.age
        if age is None:
            return born
        years = ngettext("{count} year", "{count} years", age).format(count=age)
        return Fact(_("Born"), f"{born.value} ({years})")

    def _consent(self, name: str, agreed: Agreed) -> Fact:
        cell = self._cell(name)
        parts = [] if agreed.since is None else [self._moment(agreed.since)]
        if agreed.source:
            parts.append(agreed.source)
        said = " ".join((cell.value, ", ".join(parts))).rstrip()
        return fact(cell.label, said)

    def _status(self) -> str:
        columns = self._person.columns
        kind = _("guest") if columns["is_guest"] else _("registered")
        state = _("enabled") if columns["enabled"] else _("disabled")
        return ", ".join([kind, state] + [_("banned")] * self._person.banned)

    def _sales(self) -> Fact:
        columns = self._person.columns
        said = format_money(columns["sales"])
        if self._person.opening_sales:
            opening = format_money(self._person.opening_sales)
            said += " " + _("({amount} of it brought in)").format(amount=opening)
        return fact(_("Sales"), said)

    def _changed(self) -> Iterator[Fact]:
        change = self._person.last_change
        if change is not None:
            by = _("{when} by {staff}").format(when=self._moment(change.at), staff=change.staff)
            yield fact(_("Last change"), by)


class CompanyPanel(FactsPanel):
    """In B2B mode: the company, and what it owes."""

    def __init__(self, desk: Desk, customer_id: int, person: Person) -> None:
        super().__init__("company", _("Company"), desk)
        self._customer_id = customer_id
        self._person = person

    def show_person(self, person: Person) -> None:
        """The person as it is now."""
        self._person = person

    def ask(self, database: ShopDatabase) -> Standing:
        """What it owes."""
        zone = self.desk.preferences.time_zone
        return read_standing(database, self._customer_id, now=int(time.time()), time_zone=zone)

    def facts(self, value: Any) -> Sequence[Fact]:
        """Its numbers, and how it stands."""
        standing: Standing = value
        cells = []
        for name in ("company", "regon", "vat_id", "website", "risk"):
            column = BY_NAME[name]
            write = cell_text(column, self.desk.time_zone, self.desk.glyphs)
            cells.append(fact(_(column.label), write(self._person.columns[name])))
        owed = _("{owed} of {allowed} allowed").format(
            owed=format_money(standing.owed), allowed=format_money(standing.allowed_outstanding)
        )
        days = _("{days} of {most} days").format(
            days=format_number(standing.oldest_unpaid_days),
            most=format_number(standing.max_payment_days),
        )
        alarm = standing.payment_required
        self.title.say(summary=_("payment required") if alarm else "")
        return [
            *cells,
            fact(_("Owed"), owed, alarm=standing.owed > standing.allowed_outstanding),
            fact(
                _("Oldest unpaid"),
                days,
                alarm=alarm and standing.oldest_unpaid_days > standing.max_payment_days,
            ),
        ]
