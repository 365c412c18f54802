"""The titles that customers bear: added, renamed, removed with everybody getting another one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from textual.screen import ModalScreen

from custui.db.connection import ShopDatabase
from custui.db.shop_terms import titles
from custui.db.titles import bearers_by_title
from custui.domain.permissions import PREFERENCES
from custui.domain.rules import LONGEST_CHOICE
from custui.locale import N_, _, ngettext
from custui.locale.formats import format_number
from custui.services import titles as acts
from custui.services.acting import Done
from custui.tui.desk import Desk
from custui.tui.screens.decision.screen import Decision, DecisionScreen
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork
from custui.tui.screens.rows.screen import RowsScreen
from custui.tui.widgets.form import Choice, Field, Form, Kind, Value, Values
from custui.tui.widgets.form.declaration import form_of
from custui.tui.widgets.rows_list import RowShown

_GENDERS = {"": N_("not said"), "m": N_("man"), "f": N_("woman")}


class TitlesScreen(RowsScreen):
    """Every title with how many bear it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Titles"), PREFERENCES)
        self._titles: dict[int, tuple[str, str, int]] = {}

    def read(self, database: ShopDatabase) -> Sequence[RowShown]:
        """The titles in their order."""
        bearers = bearers_by_title(database)
        self._titles = {
            number: (name, gender, bearers.get(number, 0))
            for number, name, gender in titles(database)
        }
        return [
            RowShown(str(number), (name, _(_GENDERS[gender]), _customers(count)))
            for number, (name, gender, count) in self._titles.items()
        ]

    def adding(self) -> ModalScreen[Any]:
        """A new one."""
        return FormScreen(self.desk, TitleWork(self.desk, None, {}))

    def editing(self, key: str) -> ModalScreen[Any]:
        """Rename it."""
        name, gender, _bearers = self._titles[int(key)]
        return FormScreen(
            self.desk, TitleWork(self.desk, int(key), {"name": name, "gender": gender})
        )

    def removing(self, key: str) -> ModalScreen[Any]:
        """Ask whom its bearers become."""
        number = int(key)
        name, _gender, bearers = self._titles[number]

        def to(other: int | None, label: str) -> Decision[Done]:
            return Decision(
                label,
                _("{name} is removed from the list. z undoes it.").format(name=name),
                long_deed=lambda database, actor, progress, cancelled: acts.remove_title(
                    database, actor, number, other, progress, cancelled
                ),
            )

        others = [
            to(other, _("They get {name}").format(name=called))
            for other, (called, *_rest) in self._titles.items()
            if other != number
        ]
        question = _("Remove the title {name}? {customers}").format(
            name=name, customers=_customers(bearers)
        )
        return DecisionScreen(
            self.desk, question, (*others, to(None, _("They get none"))), title=_("Titles")
        )


def _customers(bearers: int) -> str:
    return ngettext("{count} customer bears it", "{count} customers bear it", bearers).format(
        count=format_number(bearers)
    )


class TitleWork(FormWork[Done]):
    """A title in a form."""

    def __init__(self, desk: Desk, title_id: int | None, shown: Mapping[str, Value]) -> None:
        self.title = _("New title") if title_id is None else _("Title")
        self._desk = desk
        self._title_id = title_id
        self._shown = shown

    def form(self) -> Form:
        """Its name, and whose it is: the share of the main title goes by it."""
        genders = tuple(Choice(code, _(label)) for code, label in _GENDERS.items())
        return form_of(
            Field(
                "name",
                N_("Name"),
                required=True,
                hint=N_("What stands before the name: Mr, Mrs"),
                width=LONGEST_CHOICE,
            ),
            Field("gender", N_("Gender"), Kind.CHOICE, width=20, choices=genders),
        )

    def opening(self) -> Mapping[str, Value]:
        """As it is."""
        return self._shown

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Add or rename it."""
        name, gender = values.text("name"), str(values.key("gender"))
        if self._title_id is None:
            return acts.add_title(database, self._desk.actor, name, gender)
        return acts.edit_title(database, self._desk.actor, self._title_id, name, gender)
