"""Changes what the shop sets for itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from custui.db import preferences as kept
from custui.db.connection import ShopDatabase
from custui.db.rows import update_row
from custui.db.shop_terms import group_of_role, groups, required_columns
from custui.domain.customer_form import MAY_BE_REQUIRED
from custui.domain.permissions import PREFERENCES
from custui.domain.preferences import SETTINGS, preference_problems
from custui.domain.settings import Value
from custui.locale import N_, _
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.refusals import Conflict, Difference, InvalidValue, InvalidValues
from custui.services.said import Said

ROLES: Mapping[str, str] = {
    "guests": N_("Group of guests: {group}"),
    "new": N_("Group of new customers: {group}"),
}
"""The roles that a group can have, one group each; and what choosing another one is called."""


_CHANGED = N_("Preferences: {labels}")


def change_preferences(
    database: ShopDatabase,
    actor: Actor,
    values: Mapping[str, Value],
    *,
    shown: Mapping[str, Value] | None = None,
    reason: str = "",
) -> Done:
    """Let settings be ``values``, in one act.

    ``shown`` are those that the form was opened with: what somebody else has changed since is a
    ``Conflict``. Raises ``NotPermitted``, ``InvalidValue`` and ``InvalidValues``.
    """
    for name in values:
        if name not in SETTINGS:
            raise InvalidValue(name, _("There is no setting {name}.").format(name=name))
    problems = preference_problems(values)
    if problems:
        raise InvalidValues(problems)
    with acting(database, actor, PREFERENCES, Said(_CHANGED), reason=reason) as work:
        stored = kept.read_settings(database)
        _check_shown(values, shown or {}, stored)
        changed = {name: value for name, value in values.items() if stored[name] != value}
        work.said = Said(_CHANGED, labels=tuple(SETTINGS[name].label for name in changed))
        kept.write_settings(database, changed)
    return work.done


def _check_shown(
    values: Mapping[str, Value], shown: Mapping[str, Value], stored: Mapping[str, Value]
) -> None:
    differences = [
        Difference(name, shown[name], stored[name], value)
        for name, value in values.items()
        if name in shown and stored[name] not in (shown[name], value)
    ]
    if differences:
        raise Conflict(differences)


def set_required_fields(
    database: ShopDatabase, actor: Actor, names: Iterable[str], *, reason: str = ""
) -> Done:
    """Require these fields of new customers, and no others beside those that every shop does.

    Raises ``NotPermitted`` and ``InvalidValue``.
    """
    wanted = set(names)
    for name in sorted(wanted - set(MAY_BE_REQUIRED)):
        raise InvalidValue(name, _("{name} cannot be required.").format(name=name))
    with acting(database, actor, PREFERENCES, Said(N_("Required fields")), reason=reason) as work:
        there = required_columns(database)
        kept.require_fields(database, wanted - there)
        kept.require_no_more(database, there - wanted)
    return work.done


def choose_group(
    database: ShopDatabase, actor: Actor, role: str, group_id: int, *, reason: str = ""
) -> Done:
    """Let a group be the one of a role: ``guests``, or ``new`` customers.

    A group has one role at most. Raises ``NotPermitted`` and ``InvalidValue``.
    """
    if role not in ROLES:
        raise InvalidValue("role", _("There is no role {name}.").format(name=role))
    with acting(database, actor, PREFERENCES, Said(ROLES[role]), reason=reason) as work:
        names = dict(groups(database))
        if group_id not in names:
            raise InvalidValue("group", _("There is no such group any more. Nothing was changed."))
        for other in ROLES:
            if other != role and group_of_role(database, other) == group_id:
                raise InvalidValue(
                    "group",
                    _("{group} has another role already. Nothing was changed.").format(
                        group=names[group_id]
                    ),
                )
        work.said = Said(ROLES[role], {"group": names[group_id]})
        before = group_of_role(database, role)
        if before is not None and before != group_id:
            update_row(database, "customer_group", before, role="")
        update_row(database, "customer_group", group_id, role=role)
    return work.done
