"""What has a name and nothing else, in a form: a tax class, a section of the shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from textual.screen import ModalScreen

from custui.db.connection import ShopDatabase
from custui.db.named_rows import names_in
from custui.domain.groups import LONGEST_NAME
from custui.domain.permissions import GROUPS
from custui.locale import N_, _
from custui.services import sections
from custui.services.acting import Done
from custui.services.actor import Actor
from custui.tui.desk import Desk
from custui.tui.screens.decision.screen import Decision, DecisionScreen
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork
from custui.tui.screens.rows.screen import RowsScreen
from custui.tui.widgets.form import Field, Form, Value, Values
from custui.tui.widgets.form.declaration import form_of
from custui.tui.widgets.rows_list import RowShown

Naming = Callable[[ShopDatabase, Actor, str], Done]
"""Gives something a name."""


class NameWork(FormWork[Done]):
    """A name; ``naming`` says whose."""

    def __init__(self, desk: Desk, title: str, naming: Naming, name: str = "") -> None:
        self.title = title
        self._desk = desk
        self._naming = naming
        self._name = name

    def form(self) -> Form:
        """One field."""
        return form_of(Field("name", N_("Name"), required=True, width=min(40, LONGEST_NAME)))

    def opening(self) -> Mapping[str, Value]:
        """As it is."""
        return {"name": self._name}

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Call it so."""
        return self._naming(database, self._desk.actor, values.text("name"))


class SectionsScreen(RowsScreen):
    """The sections of the shop that groups may or may not enter."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Sections of the shop"), GROUPS)
        self._names: dict[int, str] = {}

    def read(self, database: ShopDatabase) -> Sequence[RowShown]:
        """The sections."""
        self._names = names_in(database, "shop_section")
        return [RowShown(str(number), (name,)) for number, name in self._names.items()]

    def adding(self) -> ModalScreen[Any]:
        """A new one."""
        return FormScreen(self.desk, NameWork(self.desk, _("New section"), sections.add_section))

    def editing(self, key: str) -> ModalScreen[Any]:
        """Rename it."""
        number = int(key)
        work = NameWork(
            self.desk,
            _("Section"),
            lambda database, actor, name: sections.rename_section(database, actor, number, name),
            self._names[number],
        )
        return FormScreen(self.desk, work)

    def removing(self, key: str) -> ModalScreen[Any]:
        """Ask first."""
        number = int(key)
        return DecisionScreen(
            self.desk,
            _("Delete the section {name}?").format(name=self._names[number]),
            (
                Decision(
                    _("Delete"),
                    _("No group enters it any more. z undoes it."),
                    lambda database, actor: sections.delete_section(database, actor, number),
                ),
                Decision(_("Leave it"), _("Nothing changes.")),
            ),
            title=_("Sections of the shop"),
        )
