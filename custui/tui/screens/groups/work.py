"""A group in a form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace

from custui.db.connection import ShopDatabase
from custui.db.groups import read_group
from custui.db.named_rows import names_in
from custui.domain.groups import LONGEST_GROUP_NAME, GroupValues, group_problems
from custui.locale import N_, _
from custui.services.acting import Done
from custui.services.customer_groups import add_group, edit_group
from custui.services.refusals import NotThere
from custui.tui.desk import Desk
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Choice, Field, Form, Kind, Value, Values
from custui.tui.widgets.form.declaration import form_of


class GroupWork(FormWork[Done]):
    """Adds a group, or changes the one called ``group_id``."""

    def __init__(self, desk: Desk, group_id: int | None = None) -> None:
        self.title = _("New group") if group_id is None else _("Group")
        self._desk = desk
        self._group_id = group_id
        self._shown = GroupValues()
        self._others: list[str] = []
        self._taxes: dict[int, str] = {}
        self._sections: dict[int, str] = {}

    def load(self, database: ShopDatabase) -> None:
        """As it is, and what there is to choose from."""
        self._taxes = names_in(database, "tax_class")
        self._sections = names_in(database, "shop_section")
        names = names_in(database, "customer_group")
        self._others = [name for number, name in names.items() if number != self._group_id]
        if self._group_id is None:
            self._shown = GroupValues(tax_class=next(iter(self._taxes), None))
            return
        stored = read_group(database, self._group_id)
        if stored is None:
            raise NotThere(_("This group is not there any more."))
        self._shown = stored.values

    def form(self) -> Form:
        """Name, then what its members pay, then where they may go."""
        sections = tuple(Choice(*section) for section in self._sections.items())
        return form_of(
            Field("name", N_("Name"), required=True, width=LONGEST_GROUP_NAME + 2),
            Field(
                "discount",
                N_("Discount (%)"),
                Kind.PERCENT,
                hint=N_("Off every price, before the price rules"),
                width=12,
            ),
            Field(
                "tax_class",
                N_("Tax class"),
                Kind.CHOICE,
                required=True,
                choices=tuple(Choice(*each) for each in self._taxes.items()),
            ),
            Field(
                "prices_with_tax",
                N_("Prices with tax"),
                Kind.FLAG,
                hint=N_("How the shop shows prices to this group"),
                width=12,
            ),
            *(() if not sections else (_sections_field(sections),)),
        )

    def opening(self) -> Mapping[str, Value]:
        """As it is."""
        return asdict(self._shown)

    def _values(self, values: Values) -> GroupValues:
        sections = values.ids("sections") if self._sections else self._shown.sections
        return GroupValues(
            values.text("name"),
            values.number("discount") or 0,
            values.id("tax_class"),
            values.flag("prices_with_tax"),
            sections,
        ).tidied()

    def check(self, values: Values) -> Mapping[str, str]:
        """By the rules."""
        return group_problems(self._values(values), self._others)

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Add or change it."""
        actor, wanted = self._desk.actor, self._values(values)
        if self._group_id is None:
            return add_group(database, actor, wanted)
        return edit_group(database, actor, self._group_id, wanted, shown=self._shown)

    def saw(self, theirs: Mapping[str, Value]) -> None:
        """What somebody else wrote was seen."""
        seen = Values(theirs)
        shown = self._shown
        self._shown = replace(
            shown,
            name=seen.text("name") if "name" in seen else shown.name,
            discount=seen.number("discount") or 0 if "discount" in seen else shown.discount,
            tax_class=seen.id("tax_class") if "tax_class" in seen else shown.tax_class,
            prices_with_tax=seen.flag("prices_with_tax")
            if "prices_with_tax" in seen
            else shown.prices_with_tax,
            sections=seen.ids("sections") if "sections" in seen else shown.sections,
        )


def _sections_field(sections: tuple[Choice, ...]) -> Field:
    return Field(
        "sections",
        N_("May enter"),
        Kind.SEVERAL,
        hint=N_("Sections of the shop"),
        width=0,
        choices=sections,
    )
