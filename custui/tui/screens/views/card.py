"""The card of the views screen: each step shows its own part of it."""

from __future__ import annotations

from typing import Final

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from custui.locale import N_, _
from custui.tui.desk import Desk
from custui.tui.screens.views.listed import ViewList
from custui.tui.screens.views.naming import ForWhom, NameField

CHOOSE: Final = "choose"
NAME: Final = "name"  # of the list in sight, to be saved
REPLACE: Final = "replace"  # the name is in use
RENAME: Final = "rename"
DELETE: Final = "delete"

SUBTITLES: Final = {
    CHOOSE: N_("A digit or Enter applies, Esc leaves"),
    NAME: N_("Enter saves, Tab changes for whom, Esc goes back"),
    REPLACE: N_("Enter replaces it, Esc goes back"),
    RENAME: N_("Enter renames, Esc goes back"),
    DELETE: N_("Enter deletes, Esc goes back"),
}
"""What the keys do in each step."""

KEYS: Final = (
    ("n", N_("save this list as a view")),
    ("r", N_("rename")),
    ("d", N_("delete")),
    ("K J", N_("move up, down")),
)
"""What can be done beside applying a view."""


class ViewsCard(Vertical):
    """What is said, the list of views, the field for a name, what the view has."""

    def __init__(self, desk: Desk, *, may_share: bool) -> None:
        super().__init__(id="views")
        self.border_title = _("Views")
        self.step = CHOOSE
        self.listed = ViewList(desk)
        self.name_field = NameField()
        self.for_whom = ForWhom(may_share=may_share)
        self._says = Static(id="says", markup=False)
        self._told = Static(id="told", markup=False)
        self._problem = Static(id="problem", markup=False)
        self._keys = Static(_keys(), id="keys", markup=False)

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self._says
        yield self.listed
        yield self.name_field
        yield self.for_whom
        yield self._told
        yield self._problem
        yield self._keys

    def show(self, step: str, says: str = "", problem: str = "") -> None:
        """Show a step, and put its part in focus."""
        self.step = step
        self.border_subtitle = _(SUBTITLES[step])
        self._says.update(says)
        self._says.display = bool(says)
        self.say_problem(problem)
        self._keys.display = self.listed.display = step == CHOOSE
        self.name_field.display = step in (NAME, RENAME)
        self.for_whom.display = step == NAME
        self._told.display = step != RENAME
        in_use = {CHOOSE: self.listed, NAME: self.name_field, RENAME: self.name_field}
        self.screen.set_focus(in_use.get(step))

    def tell(self, text: str, *, is_problem: bool = False) -> None:
        """Say what a view has."""
        self._told.update(text)
        self._told.set_class(is_problem, "-problem")

    def say_problem(self, sentence: str) -> None:
        """Say what went wrong."""
        self._problem.update(sentence)
        self._problem.display = bool(sentence)


def _keys() -> Content:
    return Content("   ").join(
        Content.assemble((f"{key} ", "$accent"), _(does)) for key, does in KEYS
    )
