"""The views screen: applies a view by its digit; keeps the list in sight as a view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList

from custui.db.views import SavedView
from custui.domain.permissions import SHARED_VIEWS
from custui.domain.text import printable
from custui.domain.views import View
from custui.locale import _
from custui.services.permission import permitted
from custui.tui.desk import Desk
from custui.tui.screens.views.card import CHOOSE, DELETE, NAME, RENAME, REPLACE, ViewsCard
from custui.tui.screens.views.queries import (
    ArrangeViews,
    DeleteView,
    ReadViews,
    Refused,
    RenameView,
    SaveView,
    Views,
)
from custui.tui.screens.views.words import columns_in_words, in_words
from custui.tui.tasks import Query, QueryFailed, ask


@dataclass(frozen=True)
class Left:
    """How the screen was left: which view is in force now, ``None`` for no view.

    It is to be shown where ``shows``; otherwise the list stays as it is.
    """

    view: SavedView | None
    shows: bool


class ViewsScreen(ModalScreen[Left]):
    """Chooses a view; saves ``present``, what the list shows, as one; renames, deletes, moves."""

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "confirm", show=False),
        Binding("v", "leave", show=False),
    ]

    def __init__(self, desk: Desk, present: Callable[[], View], in_force: SavedView | None) -> None:
        super().__init__()
        self._desk = desk
        self._present = present
        self._in_force = in_force
        self._views: Sequence[SavedView] | None = None
        self._digit: int | None = None
        self._typed = ""
        self._taken: int | None = None

    def compose(self) -> ComposeResult:
        """One card."""
        may_share = permitted(self._desk.database, self._desk.actor, SHARED_VIEWS)
        self._card = ViewsCard(self._desk, may_share=may_share)
        yield self._card

    def on_mount(self) -> None:
        """Read what there is; keys typed meanwhile wait."""
        self._card.show(CHOOSE)
        self._ask(ReadViews(self._desk))

    def on_resize(self) -> None:
        """The lines are as long as there is room for."""
        if self._views is not None:
            self._card.listed.offer(self._views, self._place)

    def _ask(self, query: Query) -> None:
        ask(self, query, "views")

    # --- the views there are ------------------------------------------------------------------

    @property
    def _place(self) -> int:
        return self._card.listed.highlighted or 0

    @property
    def _under_cursor(self) -> SavedView | None:
        """The view under the cursor; ``None`` where that is no view."""
        views = self._views or ()
        return views[self._place - 1] if 0 < self._place <= len(views) else None

    def _tell_of(self, saved: SavedView | None) -> None:
        """What the view under the cursor has."""
        if saved is None:
            self._card.tell(_("Every customer, in the columns that you chose with w."))
            return
        lines = (*saved.problems, in_words(saved.view, self._desk), columns_in_words(saved.view))
        self._card.tell("\n".join(lines), is_problem=bool(saved.problems))

    def _tell_of_present(self) -> None:
        """What the view to be saved has."""
        present = self._present()
        self._card.tell(f"{in_words(present, self._desk)}\n{columns_in_words(present)}")

    def on_views(self, answer: Views) -> None:
        """What there is now; an act was done."""
        first, self._views = self._views is None, answer.views
        changed = answer.the_changed
        if self._card.step in (NAME, REPLACE) and changed is not None:
            self.dismiss(Left(changed, shows=False))
            return
        if self._in_force is not None:
            self._in_force = next((v for v in answer.views if v.id == self._in_force.id), None)
        wanted = self._in_force if first else changed
        place = answer.views.index(wanted) + 1 if wanted else min(self._place, len(answer.views))
        self._card.listed.offer(answer.views, place)
        if not first or self._card.step == CHOOSE:  # else a name is being typed already
            self._choose()
        if self._digit is not None:
            self.action_pick(self._digit)

    def on_option_list_option_highlighted(self) -> None:
        """Say what the view has."""
        if self._card.step == CHOOSE:
            self._tell_of(self._under_cursor)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Enter applies the view under the cursor."""
        selected.stop()
        self.dismiss(Left(self._under_cursor, shows=True))

    def action_pick(self, digit: int) -> None:
        """Apply a view by its digit, as soon as it is known which one that is."""
        if self._views is None:
            self._digit = digit
        elif digit == 0:
            self.dismiss(Left(None, shows=True))
        elif digit <= len(self._views):
            self.dismiss(Left(self._views[digit - 1], shows=True))

    def action_move(self, step: int) -> None:
        """Move the view under the cursor up or down; the digits go with the places."""
        moved = self._under_cursor
        if moved is None or self._views is None:
            return
        views = [each for each in self._views if each is not moved]
        place = max(0, min(self._place - 1 + step, len(views)))
        views.insert(place, moved)
        self._ask(ArrangeViews(self._desk, [each.id for each in views], moved.id))

    # --- the list in sight as a view ------------------------------------------------------------

    def action_save_as(self) -> None:
        """Ask under which name the list is to be kept; the view in force may be overwritten."""
        in_force = self._in_force
        self._ask_name(
            in_force.view.name if in_force else "", shared=bool(in_force and in_force.is_shared)
        )

    def _ask_name(self, name: str, *, shared: bool, problem: str = "") -> None:
        self._card.show(NAME, _("Save this list as"), problem)
        self._card.name_field.begin(name)
        self._card.for_whom.say(shared=shared)
        self._tell_of_present()

    def action_share(self) -> None:
        """For everybody, or for oneself alone."""
        for_whom = self._card.for_whom
        if self._card.step == NAME:
            for_whom.say(shared=not for_whom.shared)

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """The name was typed."""
        submitted.stop()
        self._typed = submitted.value
        if self._card.step == NAME:
            self._save()
        elif self._card.step == RENAME and (view := self._under_cursor) is not None:
            self._ask(RenameView(self._desk, view.id, self._typed))

    def _save(self, replacing: int | None = None) -> None:
        view = replace(self._present(), name=self._typed)
        shared = self._card.for_whom.shared
        self._ask(SaveView(self._desk, view, shared=shared, replacing=replacing))

    # --- the view under the cursor ------------------------------------------------------------

    def action_rename(self) -> None:
        """Ask for another name."""
        view = self._under_cursor
        if view is not None:
            name = view.view.name
            self._card.show(RENAME, _("Rename {name} to").format(name=printable(name)))
            self._card.name_field.begin(name)

    def action_delete(self) -> None:
        """Ask whether the view is to be deleted."""
        view = self._under_cursor
        if view is not None:
            question = (
                _("Delete {name}? It is shared: nobody will have it any more.")
                if view.is_shared
                else _("Delete {name}?")
            )
            self._card.show(DELETE, question.format(name=printable(view.view.name)))

    def action_confirm(self) -> None:
        """A question is answered with yes."""
        if self._card.step == DELETE and (view := self._under_cursor) is not None:
            self._ask(DeleteView(self._desk, view.id))
        elif self._card.step == REPLACE:
            self._save(self._taken)

    def action_leave(self) -> None:
        """A step back, or out."""
        if self._card.step == REPLACE:
            self._ask_name(self._typed, shared=self._card.for_whom.shared)
        elif self._card.step != CHOOSE:
            self._choose()
        else:
            self.dismiss(Left(self._in_force, shows=False))

    def _choose(self, problem: str = "") -> None:
        self._card.show(CHOOSE, problem=problem)
        self._tell_of(self._under_cursor)

    # --- what did not go well -----------------------------------------------------------------

    def on_refused(self, refused: Refused) -> None:
        """Say why not, where it can be put right; a name in use may be used again."""
        sentence = printable(refused.sentence)
        step = self._card.step
        if step == NAME and refused.taken is not None:
            self._taken = refused.taken
            question = _("There is a view called {name} already. Put this list in its place?")
            self._card.show(REPLACE, question.format(name=printable(self._typed.strip())))
        elif step in (NAME, REPLACE):
            self._ask_name(self._typed, shared=self._card.for_whom.shared, problem=sentence)
        elif step == RENAME:
            self._card.say_problem(sentence)
        else:
            self._choose(sentence)

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong."""
        self._card.say_problem(printable(failed.sentence))
