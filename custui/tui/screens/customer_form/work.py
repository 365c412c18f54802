"""A customer in a form: somebody new, or one who is there."""

from __future__ import annotations

import time
from collections.abc import Mapping

from custui.db.connection import ShopDatabase
from custui.db.customers import country_of, read_form_terms, read_values
from custui.db.defaults import read_preferences
from custui.domain.customer_form import PASSWORD, form_problems
from custui.domain.field_kinds import Value as CustomerValue
from custui.locale import _
from custui.locale.codes import languages
from custui.services import customers
from custui.services.acting import Done
from custui.services.refusals import CustomerGone
from custui.services.registry_numbers import POLAND, doubts
from custui.tui.desk import Desk
from custui.tui.screens.customer_form.fields import (
    SOURCE,
    Around,
    customer_form,
    customer_values,
    form_values,
)
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Form, Value, Values


class CustomerWork(FormWork[Done]):
    """Adds a customer, or changes the one called ``customer_id``."""

    def __init__(self, desk: Desk, customer_id: int | None = None) -> None:
        self.customer_id = customer_id
        self._desk = desk
        self._shown: dict[str, CustomerValue] = {}
        self._around: Around | None = None
        self._country = ""

    @property
    def is_new(self) -> bool:
        """Whether it is about somebody who is not there yet."""
        return self.customer_id is None

    @property
    def name(self) -> str:
        """Whom the form is about, as it opened."""
        return f"{self._shown.get('first_name', '')} {self._shown.get('last_name', '')}".strip()

    def load(self, database: ShopDatabase) -> None:
        """The customer as shown, and what the form depends on."""
        preferences = read_preferences(database)
        self._around = Around(preferences, read_form_terms(database, int(time.time())), languages())
        self._country = POLAND if preferences.currency == "PLN" else ""
        if self.customer_id is None:
            self._shown.update(customers.new_values(database))
            return
        values = read_values(database, self.customer_id)
        if values is None:
            raise CustomerGone(_("This customer is not there any more."))
        self._shown.update(values)
        self._country = country_of(database, self.customer_id) or self._country

    def form(self) -> Form:
        """The fields that the shop's preferences ask for."""
        if self._around is None:
            raise RuntimeError("load comes first")
        # It goes by what was shown: that changes when somebody else's version has been seen.
        return customer_form(self._around, is_new=self.is_new, shown=self._shown)

    def opening(self) -> Mapping[str, Value]:
        """As the customer is."""
        return form_values(self._shown)

    def check(self, values: Values) -> Mapping[str, str]:
        """What is wrong, by the rules; what a shop once accepted may stay."""
        if self._around is None:
            return {}
        wanted = customer_values(values)
        changed = self._changed(wanted)
        return form_problems(wanted, self._around.terms, None if self.is_new else changed)

    def warnings(self, database: ShopDatabase, values: Values) -> Mapping[str, str]:
        """Registry numbers whose check digits do not fit."""
        wanted = customer_values(values)
        found = doubts(wanted, self._country)
        changed = self._changed(wanted)
        return {name: doubt for name, doubt in found.items() if name in changed}

    def _changed(self, wanted: Mapping[str, CustomerValue]) -> list[str]:
        return [name for name, value in wanted.items() if self._shown.get(name, "") != value]

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Add or change."""
        wanted, actor = customer_values(values), self._desk.actor
        reason = values.text(SOURCE)
        if self.customer_id is None:
            return customers.add_customer(
                database, actor, wanted, shop_id=self._shop_id(), reason=reason, needs_password=True
            )
        if not wanted[PASSWORD]:
            del wanted[PASSWORD]
        return customers.edit_customer(
            database, actor, self.customer_id, wanted, shown=self._shown, reason=reason
        )

    def _shop_id(self) -> int | None:
        """The shop that the desk is at, where there are several."""
        code = self._desk.shop_code
        return next(
            (number for number, each in self._desk.lookups.shops.items() if each == code), None
        )

    def saw(self, theirs: Mapping[str, Value]) -> None:
        """What they wrote was seen."""
        for name, value in theirs.items():
            if not isinstance(value, tuple):
                self._shown[name] = value
            else:
                self._shown[name] = tuple(key for key in value if isinstance(key, int))
