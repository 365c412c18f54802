"""What the views screen asks of the services, and the answers as messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.queries.lookups import read_lookups
from custui.db.views import SavedView, read_views
from custui.domain.views import View
from custui.services import views
from custui.services.refusals import ActRefused, NameTaken
from custui.tui.desk import Desk
from custui.tui.own_connection import OwnConnection


@dataclass
class Refused(Message):
    """The act was refused; ``sentence`` says why, ``taken`` is the view that has the name."""

    sentence: str
    taken: int | None = None


@dataclass
class Views(Message):
    """The views there are now; ``changed`` is the one that the act was about."""

    views: list[SavedView]
    changed: int | None = None

    @property
    def the_changed(self) -> SavedView | None:
        """The view that the act was about, if it is there."""
        return next((each for each in self.views if each.id == self.changed), None)


class ReadViews(OwnConnection):
    """The views that the person at the desk may use; what is done to them first is ``_act``."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.database)
        self._actor = desk.actor

    def run(self) -> Message:
        """Do it, and read what there is then."""
        with self.connected() as database:
            try:
                changed = self._act(database)
            except ActRefused as refusal:
                taken = refusal.view_id if isinstance(refusal, NameTaken) else None
                return Refused(str(refusal), taken)
            found = read_views(database, self._actor.staff, read_lookups(database))
        return Views(found, changed)

    def _act(self, database: ShopDatabase) -> int | None:
        return None


class SaveView(ReadViews):
    """Keep a view; ``replacing`` is the one that may be overwritten."""

    def __init__(
        self, desk: Desk, view: View, *, shared: bool, replacing: int | None = None
    ) -> None:
        super().__init__(desk)
        self._view = view
        self._shared = shared
        self._replacing = replacing

    def _act(self, database: ShopDatabase) -> int:
        return views.save(
            database, self._actor, self._view, shared=self._shared, replacing=self._replacing
        )


class RenameView(ReadViews):
    """Call a view otherwise."""

    def __init__(self, desk: Desk, view_id: int, name: str) -> None:
        super().__init__(desk)
        self._view_id = view_id
        self._name = name

    def _act(self, database: ShopDatabase) -> int:
        views.rename(database, self._actor, self._view_id, self._name)
        return self._view_id


class DeleteView(ReadViews):
    """Forget a view."""

    def __init__(self, desk: Desk, view_id: int) -> None:
        super().__init__(desk)
        self._view_id = view_id

    def _act(self, database: ShopDatabase) -> int:
        views.delete(database, self._actor, self._view_id)
        return self._view_id


class ArrangeViews(ReadViews):
    """Put the views in order; ``moved`` is the one that the person moved."""

    def __init__(self, desk: Desk, ids: Sequence[int], moved: int) -> None:
        super().__init__(desk)
        self._ids = ids
        self._moved = moved

    def _act(self, database: ShopDatabase) -> int:
        views.arrange(database, self._actor, self._ids)
        return self._moved
