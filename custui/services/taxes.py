"""Tax classes of groups, and their rates country by country."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.named_rows import names_in
from custui.db.rows import delete_row, insert_row, update_row
from custui.db.taxes import groups_in_class, set_rate
from custui.domain.groups import LONGEST_NAME, rate_problems, unique_name_problem
from custui.domain.permissions import GROUPS
from custui.locale import N_, _
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.refusals import InvalidValues, NotThere, StillUsed
from custui.services.said import Said

_TABLE = "tax_class"
_ADDED = N_("Tax class added: {name}")
_RENAMED = N_("Tax class renamed: {name}")
_DELETED = N_("Tax class deleted: {name}")
_RATE = N_("Tax rate: {name}, {country}")


def add_tax_class(database: ShopDatabase, actor: Actor, name: str) -> Done:
    """Add a tax class; ``row_id`` is its number. Raises ``NotPermitted``, ``InvalidValues``."""
    name = name.strip()
    with acting(database, actor, GROUPS, Said(_ADDED, {"name": name})) as work:
        _check_name(database, name, None)
        work.row_id = insert_row(database, _TABLE, name=name)
    return work.done


def rename_tax_class(database: ShopDatabase, actor: Actor, class_id: int, name: str) -> Done:
    """Call a tax class ``name``. Raises ``NotPermitted``, ``NotThere`` and ``InvalidValues``."""
    name = name.strip()
    with acting(database, actor, GROUPS, Said(_RENAMED, {"name": name})) as work:
        _name_of(database, class_id)
        _check_name(database, name, class_id)
        work.row_id = class_id
        update_row(database, _TABLE, class_id, name=name)
    return work.done


def delete_tax_class(database: ShopDatabase, actor: Actor, class_id: int) -> Done:
    """Delete a tax class with its rates.

    Raises ``NotPermitted``, ``NotThere``, and ``StillUsed`` while a group has it.
    """
    with acting(database, actor, GROUPS, Said(_DELETED)) as work:
        name = _name_of(database, class_id)
        work.row_id, work.said = class_id, Said(_DELETED, {"name": name})
        users = groups_in_class(database, class_id)
        if users:
            raise StillUsed(
                _("{name} is the tax class of {groups}; give them another one first.").format(
                    name=name, groups=", ".join(users)
                )
            )
        delete_row(database, _TABLE, class_id)
    return work.done


def set_tax_rate(
    database: ShopDatabase, actor: Actor, class_id: int, country: str, rate: int | None
) -> Done:
    """Let a tax class be ``rate`` (hundredths of a percent) in a country; ``None``: no rate.

    Raises ``NotPermitted``, ``NotThere`` and ``InvalidValues``.
    """
    country = country.strip().upper()
    with acting(database, actor, GROUPS, Said(_RATE)) as work:
        values = {"name": _name_of(database, class_id), "country": country}
        work.row_id, work.said = class_id, Said(_RATE, values)
        problems = rate_problems(country, rate)
        if problems:
            raise InvalidValues(problems)
        set_rate(database, class_id, country, rate)
    return work.done


def _name_of(database: ShopDatabase, class_id: int) -> str:
    name = names_in(database, _TABLE).get(class_id)
    if name is None:
        raise NotThere(_("There is no such tax class any more. Nothing was changed."))
    return name


def _check_name(database: ShopDatabase, name: str, class_id: int | None) -> None:
    others = [each for number, each in names_in(database, _TABLE).items() if number != class_id]
    problem = unique_name_problem(name, others, LONGEST_NAME)
    if problem:
        raise InvalidValues({"name": problem})
