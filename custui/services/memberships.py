"""Chooses the groups of one customer."""

from __future__ import annotations

from collections.abc import Sequence

from custui.db import audit, shop_terms
from custui.db.connection import ShopDatabase
from custui.db.memberships import default_of, set_memberships
from custui.db.rows import update_row
from custui.domain.permissions import EDIT
from custui.domain.rules import groups_problem
from custui.locale import N_, _
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.refusals import Conflict, Difference, InvalidValue, InvalidValues
from custui.services.said import Said


def set_groups(
    database: ShopDatabase,
    actor: Actor,
    customer_id: int,
    groups: Sequence[int],
    default_group: int,
    *,
    shown: tuple[Sequence[int], int] | None = None,
    reason: str = "",
) -> Done:
    """Let a customer be in ``groups`` and in no others, ``default_group`` (one of them) first.

    ``shown`` are the groups and the default one when the form was opened: what somebody else has
    changed since is a ``Conflict``. Raises ``NotPermitted``, ``CustomerGone``, ``InvalidValue``.
    """
    problem = groups_problem(default_group, groups)
    if problem:
        raise InvalidValues({"group": problem})
    said = Said(N_("Groups chosen"))
    with acting(database, actor, EDIT, said, customer_id=customer_id, reason=reason) as work:
        check_groups(database, groups)
        if shown is not None:
            _check_shown(database, customer_id, shown, (groups, default_group))
        set_memberships(database, customer_id, groups)
        update_row(database, "customer", customer_id, default_group_id=default_group)
    return work.done


def _check_shown(
    database: ShopDatabase,
    customer_id: int,
    shown: tuple[Sequence[int], int],
    mine: tuple[Sequence[int], int],
) -> None:
    theirs = (shop_terms.groups_of(database, customer_id), default_of(database, customer_id))
    three = [{"groups": tuple(sorted(set(g))), "group": d} for g, d in (shown, theirs, mine)]
    differences = [
        Difference(field, *(each[field] for each in three))
        for field in ("groups", "group")
        if three[1][field] not in (three[0][field], three[2][field])
    ]
    if differences:
        raise Conflict(differences, *(audit.last_about(database, customer_id) or ()))


def check_groups(database: ShopDatabase, groups: Sequence[int]) -> None:
    """All groups must be there, inside the transaction that assigns them; else ``InvalidValue``."""
    if set(groups) - dict(shop_terms.groups(database)).keys():
        raise InvalidValue("groups", _("There is no such group any more. Nothing was changed."))
