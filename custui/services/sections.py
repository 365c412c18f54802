"""Sections of the shop, which groups may enter."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.named_rows import names_in
from custui.db.rows import delete_row, insert_row, update_row
from custui.domain.groups import LONGEST_NAME, unique_name_problem
from custui.domain.permissions import GROUPS
from custui.locale import N_, _
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.refusals import InvalidValues, NotThere
from custui.services.said import Said

_TABLE = "shop_section"
_ADDED = N_("Section added: {name}")
_RENAMED = N_("Section renamed: {name}")
_DELETED = N_("Section deleted: {name}")


def add_section(database: ShopDatabase, actor: Actor, name: str) -> Done:
    """Add a section, which no group enters yet; ``row_id`` is its number.

    Raises ``NotPermitted`` and ``InvalidValues``.
    """
    name = name.strip()
    with acting(database, actor, GROUPS, Said(_ADDED, {"name": name})) as work:
        _check_name(database, name, None)
        work.row_id = insert_row(database, _TABLE, name=name)
    return work.done


def rename_section(database: ShopDatabase, actor: Actor, section_id: int, name: str) -> Done:
    """Call a section ``name``. Raises ``NotPermitted``, ``NotThere`` and ``InvalidValues``."""
    name = name.strip()
    with acting(database, actor, GROUPS, Said(_RENAMED, {"name": name})) as work:
        _name_of(database, section_id)
        _check_name(database, name, section_id)
        work.row_id = section_id
        update_row(database, _TABLE, section_id, name=name)
    return work.done


def delete_section(database: ShopDatabase, actor: Actor, section_id: int) -> Done:
    """Delete a section, whoever may enter it. Raises ``NotPermitted`` and ``NotThere``."""
    with acting(database, actor, GROUPS, Said(_DELETED)) as work:
        work.said = Said(_DELETED, {"name": _name_of(database, section_id)})
        work.row_id = section_id
        delete_row(database, _TABLE, section_id)
    return work.done


def _name_of(database: ShopDatabase, section_id: int) -> str:
    name = names_in(database, _TABLE).get(section_id)
    if name is None:
        raise NotThere(_("There is no such section any more. Nothing was changed."))
    return name


def _check_name(database: ShopDatabase, name: str, section_id: int | None) -> None:
    others = [each for number, each in names_in(database, _TABLE).items() if number != section_id]
    problem = unique_name_problem(name, others, LONGEST_NAME)
    if problem:
        raise InvalidValues({"name": problem})
