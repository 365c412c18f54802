"""Saved views: a staff member's own, and those that the staff share.

Everybody keeps views of their own; changing a shared one takes the role lead and leaves an audit
entry. In which order the views stand is each person's own affair.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace

from custui.db import audit, staff_settings, views
from custui.db.connection import ShopDatabase
from custui.db.views import EVERYBODY
from custui.domain.permissions import OWN_SETTINGS, SHARED_VIEWS
from custui.domain.text import printable
from custui.domain.views import LONGEST_NAME, View, ViewTexts, texts_of
from custui.locale import _
from custui.services.actor import Actor
from custui.services.entries import entry
from custui.services.permission import require
from custui.services.refusals import InvalidValue, NameTaken, ViewGone


def save(
    database: ShopDatabase, actor: Actor, view: View, *, shared: bool, replacing: int | None = None
) -> int:
    """Keep a view under its name; returns its id.

    ``replacing`` is the view that may be overwritten: without it a name in use raises
    ``NameTaken``. Raises ``NotPermitted``, ``InvalidValue`` for the name, and ``ViewGone`` when the
    one to replace is not there any more. Needs an open connection and no transaction.
    """
    _require(database, actor, shared=shared)
    view = replace(view, name=_checked_name(view.name))
    owner = EVERYBODY if shared else actor.staff
    with database.writing():
        taken = views.id_called(database, owner, view.name)
        if taken is not None and taken != replacing:
            raise _taken(taken, view.name)
        if taken is None and replacing is not None:
            raise _gone()
        before = views.read_texts(database, taken) if taken is not None else None
        if taken is None:
            view_id = views.add(database, owner, view)
        else:
            view_id = taken
            views.overwrite(database, view_id, view)
        if shared:
            _record(database, actor, before and before[1], texts_of(view))
    return view_id


def rename(database: ShopDatabase, actor: Actor, view_id: int, name: str) -> None:
    """Call a view otherwise. Raises as ``save`` does."""
    _require_for(database, actor, view_id)
    name = _checked_name(name)
    with database.writing():
        owner, before = _found(database, actor, view_id)
        taken = views.id_called(database, owner, name)
        if taken not in (None, view_id):
            raise _taken(taken, name)
        views.rename(database, view_id, name)
        if owner == EVERYBODY:
            _record(database, actor, before, before._replace(name=name))


def delete(database: ShopDatabase, actor: Actor, view_id: int) -> None:
    """Forget a view. Raises ``NotPermitted`` and ``ViewGone``."""
    _require_for(database, actor, view_id)
    with database.writing():
        owner, before = _found(database, actor, view_id)
        views.remove(database, view_id)
        if owner == EVERYBODY:
            _record(database, actor, before, None)


def arrange(database: ShopDatabase, actor: Actor, ids: Iterable[int]) -> None:
    """Put the views in an order of one's own: the first nine have the digits.

    Raises ``NotPermitted``.
    """
    require(database, actor, OWN_SETTINGS)
    with database.writing():
        staff_settings.write_view_order(database, actor.staff, list(ids))


def _require(database: ShopDatabase, actor: Actor, *, shared: bool) -> None:
    require(database, actor, SHARED_VIEWS if shared else OWN_SETTINGS)


def _require_for(database: ShopDatabase, actor: Actor, view_id: int) -> None:
    owner, _texts = _found(database, actor, view_id)
    _require(database, actor, shared=owner == EVERYBODY)


def _found(database: ShopDatabase, actor: Actor, view_id: int) -> tuple[str, ViewTexts]:
    """Whose a view is, and the view; another person's is as good as none."""
    found = views.read_texts(database, view_id)
    if found is None or found[0] not in (EVERYBODY, actor.staff):
        raise _gone()
    return found


def _checked_name(name: str) -> str:
    name = name.strip()
    if not name:
        raise InvalidValue("name", _("A view needs a name."))
    if len(name) > LONGEST_NAME:
        raise InvalidValue(
            "name", _("A name has at most {count} characters.").format(count=LONGEST_NAME)
        )
    if not name.isprintable():
        raise InvalidValue("name", _("A name has only characters that can be seen."))
    return name


def _taken(view_id: int, name: str) -> NameTaken:
    return NameTaken(
        view_id,
        _("There is a view called {name} already. Nothing was changed.").format(
            name=printable(name)
        ),
    )


def _gone() -> ViewGone:
    return ViewGone(_("There is no such view any more. Nothing was changed."))


def _record(
    database: ShopDatabase, actor: Actor, before: ViewTexts | None, after: ViewTexts | None
) -> None:
    fields = _told(before, after)
    audit.append(database, [entry(actor, SHARED_VIEWS.name, int(time.time()), None, fields)])


def _told(before: ViewTexts | None, after: ViewTexts | None) -> Mapping[str, object]:
    """What of a view is another now, and in any case its name, each as ``[before, after]``."""
    old, new = (each._asdict() if each else {} for each in (before, after))
    return {
        "view" if name == "name" else name: [old.get(name), new.get(name)]
        for name in ViewTexts._fields
        if name == "name" or old.get(name) != new.get(name)
    }
