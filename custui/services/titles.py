"""The titles that customers bear: Mr, Ms …"""

from __future__ import annotations

import threading
from typing import Final

from custui.db import titles
from custui.db.connection import ShopDatabase
from custui.db.customer_fields import TITLE
from custui.db.named_rows import names_in
from custui.db.rows import delete_row, insert_row, update_row
from custui.domain.groups import unique_name_problem
from custui.domain.permissions import PREFERENCES
from custui.domain.rules import LONGEST_CHOICE
from custui.locale import N_, _
from custui.services.acting import Done, acting
from custui.services.actor import Actor
from custui.services.batches import Progress, silent
from custui.services.moving import move_many
from custui.services.permission import require
from custui.services.refusals import InvalidValues, NotThere
from custui.services.said import Said

GENDERS: Final = ("m", "f", "")

_ADDED = N_("Title added: {name}")
_CHANGED = N_("Title changed: {name}")
_REMOVED = N_("Title removed: {name}")


def add_title(database: ShopDatabase, actor: Actor, name: str, gender: str = "") -> Done:
    """Add a title at the end; ``gender`` is ``m``, ``f`` or empty, ``row_id`` its number.

    Raises ``NotPermitted`` and ``InvalidValues``.
    """
    name = name.strip()
    with acting(database, actor, PREFERENCES, Said(_ADDED, {"name": name})) as work:
        _check(database, name, gender, None)
        position = titles.last_position(database) + 1
        work.row_id = insert_row(database, "title", name=name, gender=gender, position=position)
    return work.done


def edit_title(
    database: ShopDatabase, actor: Actor, title_id: int, name: str, gender: str = ""
) -> Done:
    """Call a title ``name``, with its gender. Raises ``NotPermitted``, ``NotThere`` and
    ``InvalidValues``."""
    name = name.strip()
    with acting(database, actor, PREFERENCES, Said(_CHANGED, {"name": name})) as work:
        _name_of(database, title_id)
        _check(database, name, gender, title_id)
        work.row_id = title_id
        update_row(database, "title", title_id, name=name, gender=gender)
    return work.done


def remove_title(
    database: ShopDatabase,
    actor: Actor,
    title_id: int,
    to: int | None,
    progress: Progress = silent,
    cancelled: threading.Event | None = None,
) -> Done:
    """Remove a title; who bears it gets the title ``to``, or none.

    Ask first, saying how many bear it (``db.titles.bearers_of``). Raises ``NotPermitted``,
    ``NotThere``, ``InvalidValues``, and ``NotFinished`` when ``cancelled``.
    """
    require(database, actor, PREFERENCES)
    _check_removal(database, title_id, to)
    bearers = titles.bearers_of(database, title_id)
    moved = move_many(database, actor, bearers, {TITLE: to}, progress, cancelled)
    with acting(database, actor, PREFERENCES, Said(_REMOVED)) as work:
        work.said = Said(_REMOVED, {"name": _check_removal(database, title_id, to)})
        work.row_id, work.follows = title_id, moved
        titles.give_title(database, title_id, to)
        delete_row(database, "title", title_id)
    return work.done


def _check_removal(database: ShopDatabase, title_id: int, to: int | None) -> str:
    """The name of the title, when it can be removed so."""
    name = _name_of(database, title_id)
    if to == title_id or (to is not None and to not in names_in(database, "title")):
        raise InvalidValues({"title": _("is not there any more")})
    return name


def _name_of(database: ShopDatabase, title_id: int) -> str:
    name = names_in(database, "title").get(title_id)
    if name is None:
        raise NotThere(_("There is no such title any more. Nothing was changed."))
    return name


def _check(database: ShopDatabase, name: str, gender: str, title_id: int | None) -> None:
    others = [each for number, each in names_in(database, "title").items() if number != title_id]
    problem = unique_name_problem(name, others, LONGEST_CHOICE)
    problems = {"name": problem} if problem else {}
    if gender not in GENDERS:
        problems["gender"] = _("is none of {names}").format(names="m, f")
    if problems:
        raise InvalidValues(problems)
