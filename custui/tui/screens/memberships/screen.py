"""Chooses the groups that a customer is in, and the default one among them."""

from __future__ import annotations

from collections.abc import Mapping

from custui.db.connection import ShopDatabase
from custui.db.queries.card.account import GROUPS
from custui.db.queries.panel import PanelList
from custui.db.shop_terms import groups
from custui.domain.rules import groups_problem
from custui.locale import N_, _
from custui.services import memberships
from custui.services.acting import Done
from custui.tui.desk import Desk
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Choice, Field, Form, Kind, Value, Values
from custui.tui.widgets.form.declaration import form_of


class MembershipsWork(FormWork[Done]):
    """The groups of a customer in a form."""

    def __init__(self, desk: Desk, customer_id: int) -> None:
        self.title = _("Groups")
        self._desk = desk
        self._customer_id = customer_id
        self._groups: list[tuple[int, str]] = []
        self._member_of: tuple[int, ...] = ()
        self._default: int | None = None

    def load(self, database: ShopDatabase) -> None:
        """All groups, and those of the customer."""
        self._groups = groups(database)
        panel = PanelList(GROUPS, self._customer_id)
        rows = panel.first_rows(database, ("id", "is_default"), len(self._groups))
        self._member_of = tuple(number for number, _is_default in rows)
        self._default = next((number for number, is_default in rows if is_default), None)

    def form(self) -> Form:
        """Membership, then the default one."""
        choices = tuple(Choice(number, name) for number, name in self._groups)
        return form_of(
            Field(
                "groups",
                N_("Group access"),
                Kind.SEVERAL,
                required=True,
                hint=N_("Arrows go along them, the space bar takes or leaves one"),
                width=0,
                choices=choices,
            ),
            Field(
                "group",
                N_("Default group"),
                Kind.CHOICE,
                required=True,
                hint=N_("Its prices and taxes prevail; one of those above"),
                choices=choices,
            ),
        )

    def opening(self) -> Mapping[str, Value]:
        """As it is."""
        return {"groups": self._member_of, "group": self._default}

    def check(self, values: Values) -> Mapping[str, str]:
        """The default one is among them."""
        problem = groups_problem(values.id("group"), values.ids("groups"))
        return {"group": problem} if problem else {}

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Let it be so."""
        return memberships.set_groups(
            database,
            self._desk.actor,
            self._customer_id,
            values.ids("groups"),
            values.id("group") or 0,
        )


class MembershipsScreen(FormScreen[Done]):
    """Chooses the groups of a customer."""

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, MembershipsWork(desk, customer_id))
