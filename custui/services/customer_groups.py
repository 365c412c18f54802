"""Adds, changes and deletes customer groups."""

from __future__ import annotations

import threading
from dataclasses import asdict

from custui.db import groups
from custui.db.connection import ShopDatabase
from custui.db.customer_fields import GROUP, LEAVE
from custui.db.groups import StoredGroup
from custui.db.named_rows import names_in
from custui.db.rows import delete_row
from custui.db.shop_terms import group_for_new
from custui.domain.groups import GroupValues, group_problems
from custui.domain.permissions import GROUPS
from custui.locale import N_, _
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.batches import Progress, silent
from custui.services.moving import move_many
from custui.services.permission import require
from custui.services.refusals import Conflict, Difference, GroupStays, InvalidValues, NotThere
from custui.services.said import Said

_ADDED = N_("Group added: {name}")
_CHANGED = N_("Group changed: {name}")
_DELETED = N_("Group deleted: {name}")


def add_group(
    database: ShopDatabase, actor: Actor, values: GroupValues, *, reason: str = ""
) -> Done:
    """Add a group; ``row_id`` is its number. Raises ``NotPermitted`` and ``InvalidValues``."""
    values = values.tidied()
    said = Said(_ADDED, {"name": values.name})
    with acting(database, actor, GROUPS, said, reason=reason) as work:
        _check(database, values, None)
        work.row_id = groups.insert_group(database, values)
    return work.done


def edit_group(
    database: ShopDatabase,
    actor: Actor,
    group_id: int,
    values: GroupValues,
    *,
    shown: GroupValues | None = None,
    reason: str = "",
) -> Done:
    """Let a group be ``values``; what somebody else changed since it was ``shown`` is a conflict.

    Raises ``NotPermitted``, ``NotThere``, ``InvalidValues`` and ``Conflict``.
    """
    values = values.tidied()
    with acting(database, actor, GROUPS, Said(_CHANGED), reason=reason) as work:
        stored = _stored(database, group_id)
        work.row_id, work.said = group_id, Said(_CHANGED, {"name": stored.values.name})
        if shown is not None:
            _check_shown(shown, stored.values, values)
        _check(database, values, group_id)
        groups.update_group(database, group_id, values)
    return work.done


def delete_group(
    database: ShopDatabase,
    actor: Actor,
    group_id: int,
    progress: Progress = silent,
    cancelled: threading.Event | None = None,
    *,
    reason: str = "",
) -> Done:
    """Delete a group with its price rules; its members go to the group of new customers.

    Who has another default group only leaves it. Ask first, saying how many members there are
    (``db.groups.members_of``). Raises ``NotPermitted``, ``NotThere``, ``GroupStays`` (the group of
    guests and that of new customers do), and ``NotFinished`` when ``cancelled``.
    """
    require(database, actor, GROUPS)
    _deletable(_stored(database, group_id))
    to = group_for_new(database)
    members = groups.members_of(database, group_id)
    moved = move_many(database, actor, members, {GROUP: to, LEAVE: group_id}, progress, cancelled)
    with acting(database, actor, GROUPS, Said(_DELETED), reason=reason) as work:
        stored = _stored(database, group_id)
        _deletable(stored)
        work.row_id, work.follows = group_id, moved
        work.said = Said(_DELETED, {"name": stored.values.name})
        groups.empty_group(database, group_id, to)
        delete_row(database, "customer_group", group_id)
    return work.done


def _stored(database: ShopDatabase, group_id: int) -> StoredGroup:
    stored = groups.read_group(database, group_id)
    if stored is None:
        raise NotThere(_("There is no such group any more. Nothing was changed."))
    return stored


def _deletable(stored: StoredGroup) -> None:
    if stored.role:
        sentence = (
            _("{name} is the group of guests; it stays.")
            if stored.role == "guests"
            else _("{name} is the group that new customers get; choose another one first.")
        )
        raise GroupStays(sentence.format(name=stored.values.name))


def _check(database: ShopDatabase, values: GroupValues, group_id: int | None) -> None:
    names = names_in(database, "customer_group")
    problems = group_problems(values, [name for n, name in names.items() if n != group_id])
    if values.tax_class is not None and values.tax_class not in names_in(database, "tax_class"):
        problems["tax_class"] = _("is not there any more")
    if set(values.sections) - names_in(database, "shop_section").keys():
        problems["sections"] = _("is not there any more")
    if problems:
        raise InvalidValues(problems)


def _check_shown(shown: GroupValues, stored: GroupValues, wanted: GroupValues) -> None:
    base, theirs, mine = asdict(shown), asdict(stored), asdict(wanted)
    differences = [
        Difference(field, base[field], theirs[field], mine[field])
        for field in mine
        if theirs[field] not in (base[field], mine[field])
    ]
    if differences:
        raise Conflict(differences)
