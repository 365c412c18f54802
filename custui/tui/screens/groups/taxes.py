"""Tax classes, and the rate of each in every country."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from textual.screen import ModalScreen

from custui.db.connection import ShopDatabase
from custui.db.named_rows import names_in
from custui.db.taxes import rates_of
from custui.domain.permissions import GROUPS
from custui.locale import N_, _
from custui.locale.codes import countries
from custui.locale.formats import country_name
from custui.services import taxes
from custui.services.acting import Done
from custui.tui.desk import Desk
from custui.tui.screens.decision.screen import Decision, DecisionScreen
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork
from custui.tui.screens.groups.named import NameWork
from custui.tui.screens.rows.screen import RowsScreen
from custui.tui.widgets.form import Choice, Field, Form, Kind, Value, Values
from custui.tui.widgets.form.declaration import form_of
from custui.tui.widgets.form.reading import write_percent
from custui.tui.widgets.rows_list import RowShown


class TaxClassesScreen(RowsScreen):
    """Every tax class with its rates; Enter opens them."""

    KEYS: ClassVar[str] = N_("Enter rates, e renames, a adds, d removes, z undoes, Esc closes")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Tax classes"), GROUPS)
        self._names: dict[int, str] = {}

    def read(self, database: ShopDatabase) -> Sequence[RowShown]:
        """The classes."""
        self._names = names_in(database, "tax_class")
        return [
            RowShown(str(number), (name, _rates(rates_of(database, number))))
            for number, name in self._names.items()
        ]

    def adding(self) -> ModalScreen[Any]:
        """A new one."""
        return FormScreen(self.desk, NameWork(self.desk, _("New tax class"), taxes.add_tax_class))

    def editing(self, key: str) -> ModalScreen[Any]:
        """Rename it."""
        number = int(key)
        work = NameWork(
            self.desk,
            _("Tax class"),
            lambda database, actor, name: taxes.rename_tax_class(database, actor, number, name),
            self._names[number],
        )
        return FormScreen(self.desk, work)

    def opening(self, key: str) -> ModalScreen[Any]:
        """Its rates."""
        return TaxRatesScreen(self.desk, int(key), self._names[int(key)])

    def removing(self, key: str) -> ModalScreen[Any]:
        """Ask first."""
        number = int(key)
        return DecisionScreen(
            self.desk,
            _("Delete the tax class {name} with its rates?").format(name=self._names[number]),
            (
                Decision(
                    _("Delete"),
                    _("Only a class that no group has can be deleted. z undoes it."),
                    lambda database, actor: taxes.delete_tax_class(database, actor, number),
                ),
                Decision(_("Leave it"), _("Nothing changes.")),
            ),
            title=_("Tax classes"),
        )


def _rates(rates: Mapping[str, int]) -> str:
    return ", ".join(f"{country} {write_percent(rate)} %" for country, rate in rates.items())


class TaxRatesScreen(RowsScreen):
    """The rates of one tax class."""

    def __init__(self, desk: Desk, class_id: int, named: str) -> None:
        super().__init__(desk, _("Tax rates: {name}").format(name=named), GROUPS)
        self._class_id = class_id
        self._rates: dict[str, int] = {}

    def read(self, database: ShopDatabase) -> Sequence[RowShown]:
        """The rates by country."""
        self._rates = rates_of(database, self._class_id)
        return [
            RowShown(country, (country_name(country), country, f"{write_percent(rate)} %"))
            for country, rate in self._rates.items()
        ]

    def adding(self) -> ModalScreen[Any]:
        """Of one more country."""
        return FormScreen(self.desk, RateWork(self.desk, self._class_id, "", None))

    def editing(self, key: str) -> ModalScreen[Any]:
        """Another rate."""
        return FormScreen(self.desk, RateWork(self.desk, self._class_id, key, self._rates[key]))

    def removing(self, key: str) -> ModalScreen[Any]:
        """Ask first."""
        return DecisionScreen(
            self.desk,
            _("Remove the rate of {country}?").format(country=country_name(key)),
            (
                Decision(
                    _("Remove"),
                    _("There is no tax of this class in that country then. z undoes it."),
                    lambda database, actor: taxes.set_tax_rate(
                        database, actor, self._class_id, key, None
                    ),
                ),
                Decision(_("Leave it"), _("Nothing changes.")),
            ),
            title=_("Tax rates"),
        )


class RateWork(FormWork[Done]):
    """The rate of a tax class in a country."""

    def __init__(self, desk: Desk, class_id: int, country: str, rate: int | None) -> None:
        self.title = _("Tax rate")
        self._desk = desk
        self._class_id = class_id
        self._country = country
        self._rate = rate
        self._countries: list[tuple[str, str]] = []

    def load(self, database: ShopDatabase) -> None:
        """The countries there are."""
        self._countries = countries()

    def form(self) -> Form:
        """Country and rate."""
        known = [Choice(code, f"{name} ({code})") for code, name in self._countries]
        return form_of(
            Field(
                "country",
                N_("Country"),
                Kind.CHOICE,
                required=True,
                hint=N_("Type a part of its name, or its code"),
                choices=tuple(known),
            ),
            Field("rate", N_("Rate (%)"), Kind.PERCENT, required=True, width=12),
        )

    def opening(self) -> Mapping[str, Value]:
        """As it is."""
        return {"country": self._country, "rate": self._rate}

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Let it be so."""
        return taxes.set_tax_rate(
            database,
            self._desk.actor,
            self._class_id,
            str(values.key("country")),
            values.number("rate"),
        )
