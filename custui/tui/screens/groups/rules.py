"""The price rules of a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from textual.screen import ModalScreen

from custui.db.connection import ShopDatabase
from custui.db.price_rules import StoredRule, read_rule, read_rules
from custui.domain.groups import PriceRuleValues, rule_problems
from custui.domain.labels import field_label
from custui.domain.permissions import GROUPS
from custui.locale import N_, _
from custui.locale.formats import format_date, format_money
from custui.services import price_rules
from custui.services.acting import Done
from custui.services.refusals import NotThere
from custui.tui.desk import Desk
from custui.tui.screens.decision.screen import Decision, DecisionScreen
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork
from custui.tui.screens.rows.screen import RowsScreen
from custui.tui.widgets.form import Field, Form, Kind, Value, Values
from custui.tui.widgets.form.declaration import form_of
from custui.tui.widgets.form.reading import write_percent
from custui.tui.widgets.rows_list import RowShown


class RulesScreen(RowsScreen):
    """The price rules of one group, in the order in which they hold."""

    def __init__(self, desk: Desk, group_id: int, named: str) -> None:
        super().__init__(desk, _("Price rules: {group}").format(group=named), GROUPS)
        self._group_id = group_id
        self._rules: dict[int, StoredRule] = {}

    def read(self, database: ShopDatabase) -> Sequence[RowShown]:
        """The rules."""
        self._rules = {rule.id: rule for rule in read_rules(database, self._group_id)}
        return [RowShown(str(number), self._cells(rule)) for number, rule in self._rules.items()]

    def _cells(self, rule: StoredRule) -> tuple[str, ...]:
        glyphs = self.desk.glyphs
        off = (
            f"-{write_percent(rule.percent_off)} %"
            if rule.percent_off is not None
            else f"-{format_money(rule.amount_off or 0)}"
        )
        first, last = (self._day(each) for each in (rule.valid_from, rule.valid_to))
        span = f"{first or '…'} – {last or '…'}" if first or last else _("always")
        if self.desk.ascii_only:
            span = span.replace("…", "...").replace("–", "-")
        sign = glyphs.yes if rule.active else glyphs.no
        return (f"{sign} {rule.name}", off, rule.category or _("everything"), span)

    def _day(self, moment: int | None) -> str:
        if moment is None:
            return ""
        return format_date(datetime.fromtimestamp(moment, self.desk.time_zone).date().isoformat())

    def adding(self) -> ModalScreen[Any]:
        """A new one."""
        return FormScreen(self.desk, RuleWork(self.desk, self._group_id, None))

    def editing(self, key: str) -> ModalScreen[Any]:
        """Change it."""
        return FormScreen(self.desk, RuleWork(self.desk, self._group_id, int(key)))

    def removing(self, key: str) -> ModalScreen[Any]:
        """Ask first."""
        number = int(key)
        return DecisionScreen(
            self.desk,
            _("Delete the price rule {name}?").format(name=self._rules[number].name),
            (
                Decision(
                    _("Delete"),
                    _("Prices are without it from now on. z undoes it."),
                    lambda database, actor: price_rules.delete_rule(database, actor, number),
                ),
                Decision(_("Leave it"), _("Nothing changes.")),
            ),
            title=_("Price rules"),
        )


class RuleWork(FormWork[Done]):
    """A price rule in a form."""

    def __init__(self, desk: Desk, group_id: int, rule_id: int | None) -> None:
        self.title = _("New price rule") if rule_id is None else _("Price rule")
        self._desk = desk
        self._group_id = group_id
        self._rule_id = rule_id
        self._shown: dict[str, Value] = {"active": True}

    def load(self, database: ShopDatabase) -> None:
        """As it is."""
        if self._rule_id is None:
            return
        rule = read_rule(database, self._rule_id)
        if rule is None:
            raise NotThere(_("This price rule is not there any more."))
        self._shown = {
            "name": rule.name,
            "percent_off": rule.percent_off,
            "amount_off": rule.amount_off,
            "category": rule.category,
            "valid_from": self._day(rule.valid_from),
            "valid_until": self._day(rule.valid_to),
            "active": rule.active,
        }

    def _day(self, moment: int | None) -> str:
        if moment is None:
            return ""
        return datetime.fromtimestamp(moment, self._desk.time_zone).date().isoformat()

    def form(self) -> Form:
        """One under the other."""

        def field(name: str, kind: Kind, hint: str, width: int) -> Field:
            return Field(name, field_label(name), kind, hint=hint, width=width)

        return form_of(
            Field("name", field_label("name"), required=True),
            field("percent_off", Kind.PERCENT, N_("Either this or an amount"), 12),
            field("amount_off", Kind.MONEY, N_("Either this or a percentage"), 16),
            Field("category", N_("Category"), hint=N_("Of products; blank is every one")),
            field("valid_from", Kind.DATE, N_("Without a day: from now on"), 14),
            field(
                "valid_until", Kind.DATE, N_("The last day, all of it; without one: for ever"), 14
            ),
            Field("active", N_("Active"), Kind.FLAG, width=12),
        )

    def opening(self) -> Mapping[str, Value]:
        """As it is."""
        return self._shown

    def check(self, values: Values) -> Mapping[str, str]:
        """By the rules."""
        return rule_problems(_rule(values))

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Add or change it."""
        actor, wanted = self._desk.actor, _rule(values)
        if self._rule_id is None:
            return price_rules.add_rule(database, actor, self._group_id, wanted)
        return price_rules.edit_rule(database, actor, self._rule_id, wanted)


def _rule(values: Values) -> PriceRuleValues:
    def day(name: str) -> date | None:
        text = values.text(name)
        return date.fromisoformat(text) if text else None

    return PriceRuleValues(
        name=values.text("name"),
        percent_off=values.number("percent_off"),
        amount_off=values.number("amount_off"),
        category=values.text("category"),
        valid_from=day("valid_from"),
        valid_until=day("valid_until"),
        active=values.flag("active"),
    ).tidied()
