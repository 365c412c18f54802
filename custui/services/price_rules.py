"""Adds, changes and deletes the price rules of a group."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.groups import read_group
from custui.db.price_rules import read_rule
from custui.db.row_changes import Value
from custui.db.rows import delete_row, insert_row, update_row
from custui.domain.groups import PriceRuleValues, rule_problems
from custui.domain.permissions import GROUPS
from custui.locale import N_, _
from custui.locale.formats import zone
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.moments import first_second, last_second
from custui.services.refusals import InvalidValues, NotThere
from custui.services.said import Said

_ADDED = N_("Price rule added: {name}")
_CHANGED = N_("Price rule changed: {name}")
_DELETED = N_("Price rule deleted: {name}")


def add_rule(database: ShopDatabase, actor: Actor, group_id: int, values: PriceRuleValues) -> Done:
    """Give a group one more price rule; ``row_id`` is its number.

    Raises ``NotPermitted``, ``NotThere`` (the group is not) and ``InvalidValues``.
    """
    values = _checked(values)
    said = Said(_ADDED, {"name": values.name})
    with acting(database, actor, GROUPS, said) as work:
        if read_group(database, group_id) is None:
            raise NotThere(_("There is no such group any more. Nothing was changed."))
        columns = _columns(database, values)
        work.row_id = insert_row(database, "price_rule", group_id=group_id, **columns)
    return work.done


def edit_rule(database: ShopDatabase, actor: Actor, rule_id: int, values: PriceRuleValues) -> Done:
    """Let a price rule be ``values``. Raises ``NotPermitted``, ``NotThere``, ``InvalidValues``."""
    values = _checked(values)
    with acting(database, actor, GROUPS, Said(_CHANGED)) as work:
        work.row_id, work.said = rule_id, Said(_CHANGED, {"name": _name(database, rule_id)})
        update_row(database, "price_rule", rule_id, **_columns(database, values))
    return work.done


def delete_rule(database: ShopDatabase, actor: Actor, rule_id: int) -> Done:
    """Delete a price rule. Raises ``NotPermitted`` and ``NotThere``."""
    with acting(database, actor, GROUPS, Said(_DELETED)) as work:
        work.row_id, work.said = rule_id, Said(_DELETED, {"name": _name(database, rule_id)})
        delete_row(database, "price_rule", rule_id)
    return work.done


def _checked(values: PriceRuleValues) -> PriceRuleValues:
    values = values.tidied()
    problems = rule_problems(values)
    if problems:
        raise InvalidValues(problems)
    return values


def _name(database: ShopDatabase, rule_id: int) -> str:
    rule = read_rule(database, rule_id)
    if rule is None:
        raise NotThere(_("There is no such price rule any more. Nothing was changed."))
    return rule.name


def _columns(database: ShopDatabase, values: PriceRuleValues) -> dict[str, Value]:
    clock = zone(read_preferences(database).time_zone)
    return {
        "name": values.name,
        "percent_off": values.percent_off,
        "amount_off": values.amount_off,
        "category": values.category,
        "valid_from": first_second(values.valid_from, clock),
        "valid_to": last_second(values.valid_until, clock),
        "active": int(values.active),
    }
