"""The views screen: applies a view by its digit; keeps the present list as a view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static

from custui.db.views import SavedView
from custui.domain.permissions import SHARED_VIEWS
from custui.domain.text import printable
from custui.domain.views import View
from custui.locale import N_, _
from custui.services.permission import permitted
from custui.tui.desk import Desk
from custui.tui.screens.views.listed import ViewList
from custui.tui.screens.views.naming import ForWhom, NameField
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

KEYS = (
    ("n", N_("save this list as a view")),
    ("r", N_("rename")),
    ("d", N_("delete")),
    ("K J", N_("move up, down")),
)
"""What can be done beside applying a view, as it is said at the foot of the card."""


def _keys() -> Content:
    return Content("   ").join(
        Content.assemble((f"{key} ", "$accent"), _(does)) for key, does in KEYS
    )


@dataclass(frozen=True)
class Left:
    """How the screen was left: which view is in force now, ``None`` for no view.

    It is to be shown where ``shows``; otherwise the list stays as it is.
    """

    view: SavedView | None
    shows: bool


class ViewsScreen(ModalScreen[Left]):
    """Its steps: ``choose``; ``name`` (the present list), ``replace`` (the name is in use);
    ``rename`` and ``delete`` the view under the cursor.
    """

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "confirm", show=False),
        Binding("v", "leave", show=False),
    ]

    def __init__(self, desk: Desk, present: View, in_force: SavedView | None) -> None:
        super().__init__()
        self._desk = desk
        self._present = present
        self._in_force = in_force
        self._views: Sequence[SavedView] | None = None
        self._step = "choose"
        self._digit: int | None = None
        self._typed = ""
        self._taken: int | None = None

    # --- frame --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """One card; each step shows its part of it."""
        may_share = permitted(self._desk.database, self._desk.actor, SHARED_VIEWS)
        with Vertical(id="views") as card:
            card.border_title = _("Views")
            yield Static(id="says", markup=False)
            yield ViewList(self._desk)
            yield NameField()
            yield ForWhom(may_share=may_share)
            yield Static(id="told", markup=False)
            yield Static(id="problem", markup=False)
            yield Static(_keys(), id="keys", markup=False)

    def on_mount(self) -> None:
        """Read what there is; keys typed meanwhile wait."""
        self._show("choose", "", _("A digit or Enter applies, Esc leaves"))
        self._ask(ReadViews(self._desk))

    def on_resize(self) -> None:
        """The lines are as long as there is room for."""
        if self._views is not None:
            self._offer(self._place)

    def _ask(self, query: Query) -> None:
        ask(self, query, "views")

    def _show(self, step: str, says: str, subtitle: str, *, problem: str = "") -> None:
        """Show a step with its own part of the card."""
        self._step = step
        self.query_one("#views").border_subtitle = subtitle
        for selector, text in (("#says", says), ("#problem", problem)):
            line = self.query_one(selector, Static)
            line.update(text)
            line.display = bool(text)
        named = step in ("name", "rename")
        self.query_one(NameField).display = named
        self.query_one(ForWhom).display = step == "name"
        listed = self.query_one(ViewList)
        listed.display = step == "choose"
        self.query_one("#keys").display = step == "choose"
        self.query_one("#told").display = step != "rename"
        self.set_focus(self.query_one(NameField) if named else listed if step == "choose" else None)
        self._tell()

    def _tell(self) -> None:
        """What the view under the cursor has, or what the one to be saved will have."""
        told = self.query_one("#told", Static)
        saved = None if self._step in ("name", "replace") else self._under_cursor
        if self._step in ("name", "replace"):
            told.update(f"{in_words(self._present, self._desk)}\n{columns_in_words(self._present)}")
        elif saved is None:
            told.update(_("Every customer, in the columns that you chose with w."))
        else:
            lines = (in_words(saved.view, self._desk), columns_in_words(saved.view))
            told.update("\n".join((*saved.problems, *lines)))
        told.set_class(bool(saved and saved.problems), "-problem")

    # --- the views there are ------------------------------------------------------------------

    @property
    def _place(self) -> int:
        return self.query_one(ViewList).highlighted or 0

    @property
    def _under_cursor(self) -> SavedView | None:
        """The view under the cursor; ``None`` where that is no view."""
        views = self._views or ()
        return views[self._place - 1] if 0 < self._place <= len(views) else None

    def _offer(self, place: int) -> None:
        self.query_one(ViewList).offer(self._views or (), place)
        self._tell()

    def on_views(self, answer: Views) -> None:
        """What there is now; an act was done."""
        first, self._views = self._views is None, answer.views
        changed = answer.the_changed
        if self._step in ("name", "replace") and changed is not None:
            self.dismiss(Left(changed, shows=False))
            return
        if self._in_force is not None:
            self._in_force = next((v for v in answer.views if v.id == self._in_force.id), None)
        wanted = self._in_force if first else changed
        place = answer.views.index(wanted) + 1 if wanted else min(self._place, len(answer.views))
        self._show("choose", "", _("A digit or Enter applies, Esc leaves"))
        self._offer(place)
        if self._digit is not None:
            self.action_pick(self._digit)

    def on_option_list_option_highlighted(self) -> None:
        """Say what the view has."""
        self._tell()

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

    # --- the present list as a view -----------------------------------------------------------

    def action_save_as(self) -> None:
        """Ask under which name the present list is to be kept."""
        in_force = self._in_force
        self._ask_name(
            in_force.view.name if in_force else "", shared=bool(in_force and in_force.is_shared)
        )

    def _ask_name(self, name: str, *, shared: bool, problem: str = "") -> None:
        self._show(
            "name",
            _("Save this list as"),
            _("Enter saves, Tab changes for whom, Esc goes back"),
            problem=problem,
        )
        self._type(name)
        self.query_one(ForWhom).say(shared=shared)

    def _type(self, name: str) -> None:
        field = self.query_one(NameField)
        field.value = name
        field.action_select_all()

    def action_share(self) -> None:
        """For everybody, or for oneself alone."""
        if self._step == "name":
            for_whom = self.query_one(ForWhom)
            for_whom.say(shared=not for_whom.shared)

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """The name was typed."""
        submitted.stop()
        self._typed = submitted.value
        if self._step == "name":
            self._save()
        elif self._step == "rename" and (view := self._under_cursor) is not None:
            self._ask(RenameView(self._desk, view.id, self._typed))

    def _save(self, replacing: int | None = None) -> None:
        view = replace(self._present, name=self._typed)
        shared = self.query_one(ForWhom).shared
        self._ask(SaveView(self._desk, view, shared=shared, replacing=replacing))

    # --- the view under the cursor ------------------------------------------------------------

    def action_rename(self) -> None:
        """Ask for another name."""
        view = self._under_cursor
        if view is not None:
            self._show(
                "rename",
                _("Rename {name} to").format(name=printable(view.view.name)),
                _("Enter renames, Esc goes back"),
            )
            self._type(view.view.name)

    def action_delete(self) -> None:
        """Ask whether the view is to be deleted."""
        view = self._under_cursor
        if view is not None:
            question = (
                _("Delete {name}? It is shared: nobody will have it any more.")
                if view.is_shared
                else _("Delete {name}?")
            )
            self._show(
                "delete",
                question.format(name=printable(view.view.name)),
                _("Enter deletes, Esc goes back"),
            )

    def action_confirm(self) -> None:
        """A question is answered with yes."""
        if self._step == "delete" and (view := self._under_cursor) is not None:
            self._ask(DeleteView(self._desk, view.id))
        elif self._step == "replace":
            self._save(self._taken)

    def action_leave(self) -> None:
        """A step back, or out."""
        if self._step == "replace":
            self._ask_name(self._typed, shared=self.query_one(ForWhom).shared)
        elif self._step != "choose":
            self._show("choose", "", _("A digit or Enter applies, Esc leaves"))
        else:
            self.dismiss(Left(self._in_force, shows=False))

    # --- what did not go well -----------------------------------------------------------------

    def on_refused(self, refused: Refused) -> None:
        """Say why not, where it can be put right; a name in use may be used again."""
        sentence = printable(refused.sentence)
        if self._step == "name" and refused.taken is not None:
            self._taken = refused.taken
            self._show(
                "replace",
                _("There is a view called {name} already. Put this list in its place?").format(
                    name=printable(self._typed.strip())
                ),
                _("Enter replaces it, Esc goes back"),
            )
        elif self._step in ("name", "replace"):
            self._ask_name(self._typed, shared=self.query_one(ForWhom).shared, problem=sentence)
        elif self._step == "rename":
            self._say(sentence)
        else:
            self._show("choose", "", _("A digit or Enter applies, Esc leaves"), problem=sentence)

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong."""
        self._say(printable(failed.sentence))

    def _say(self, sentence: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.update(sentence)
        problem.display = True
