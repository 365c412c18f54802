"""The saved views of a staff member: their own, and those that the staff share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.queries.choices import check_filters
from custui.db.queries.lookups import Lookups
from custui.db.staff_settings import read_view_order
from custui.domain.filters import FilterError
from custui.domain.views import View, ViewTexts, read_view, texts_of, unfit

EVERYBODY: Final = ""
"""Whose a shared view is."""

_TEXTS = ", ".join(ViewTexts._fields)


@dataclass(frozen=True)
class SavedView:
    """A view in the database; an empty ``staff`` shares it.

    ``problems`` say, in sentences, what of it is not valid any more and left out of ``view``.
    """

    id: int
    staff: str
    view: View
    problems: tuple[str, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether it is everybody's."""
        return self.staff == EVERYBODY


def read_views(database: ShopDatabase, staff: str, lookups: Lookups) -> list[SavedView]:
    """The views that ``staff`` may use, in the order that they chose.

    Those they have not put in order follow: the shared ones, then their own.
    """
    rows = database.execute_sql(
        f"SELECT id, staff, {_TEXTS} FROM saved_view WHERE staff IN (?, ?)"
        " ORDER BY staff <> ?, position, id",
        (EVERYBODY, staff, EVERYBODY),
    ).fetchall()
    views = [_saved(number, owner, ViewTexts(*texts), lookups) for number, owner, *texts in rows]
    places = {number: place for place, number in enumerate(read_view_order(database, staff))}
    return sorted(views, key=lambda each: places.get(each.id, len(places)))


def _saved(number: int, owner: str, texts: ViewTexts, lookups: Lookups) -> SavedView:
    """A view of which a filter by a group, title or shop that is gone is left out as well."""
    view, problems = read_view(texts)
    fit = []
    for each in view.filters:
        try:
            check_filters([each], lookups)
            fit.append(each)
        except FilterError as error:
            problems = (*problems, unfit(error, str(each)))
    return SavedView(number, owner, replace(view, filters=tuple(fit)), problems)


def read_texts(database: ShopDatabase, view_id: int) -> tuple[str, ViewTexts] | None:
    """Whose a view is, and the view as it is kept."""
    row = database.execute_sql(
        f"SELECT staff, {_TEXTS} FROM saved_view WHERE id = ?", (view_id,)
    ).fetchone()
    return (row[0], ViewTexts(*row[1:])) if row else None


def id_called(database: ShopDatabase, owner: str, name: str) -> int | None:
    """The view of ``owner`` with this name, whatever its case."""
    rows = database.execute_sql(
        "SELECT id, name FROM saved_view WHERE staff = ?", (owner,)
    ).fetchall()
    wanted = name.casefold()
    return next((number for number, known in rows if known.casefold() == wanted), None)


def add(database: ShopDatabase, owner: str, view: View) -> int:
    """Keep a view as the last of its owner's; returns its id."""
    texts = texts_of(view)
    cursor = database.execute_sql(
        f"INSERT INTO saved_view (staff, position, {_TEXTS}) VALUES"
        " (?, (SELECT coalesce(max(position), 0) + 1 FROM saved_view WHERE staff = ?)"
        f"{', ?' * len(texts)})",
        (owner, owner, *texts),
    )
    return int(cursor.lastrowid or 0)


def overwrite(database: ShopDatabase, view_id: int, view: View) -> None:
    """Keep another view in the place of one."""
    assignments = ", ".join(f"{name} = ?" for name in ViewTexts._fields)
    database.execute_sql(
        f"UPDATE saved_view SET {assignments} WHERE id = ?", (*texts_of(view), view_id)
    )


def rename(database: ShopDatabase, view_id: int, name: str) -> None:
    """Call a view otherwise."""
    database.execute_sql("UPDATE saved_view SET name = ? WHERE id = ?", (name, view_id))


def remove(database: ShopDatabase, view_id: int) -> None:
    """Forget a view."""
    database.execute_sql("DELETE FROM saved_view WHERE id = ?", (view_id,))
