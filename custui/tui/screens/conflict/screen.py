"""Two people changed the same: what is to stand is chosen field by field; nothing is lost."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_datetime
from custui.services.refusals import Conflict
from custui.tui.desk import Desk
from custui.tui.screens.conflict.comparison import Chosen, chosen, compare
from custui.tui.screens.conflict.view import ConflictView
from custui.tui.widgets.form import ASCII, UNICODE, Form

__all__ = ["Chosen", "ConflictScreen"]


class ConflictScreen(ModalScreen[Chosen | None]):
    """Returns what was chosen; ``None`` when the person goes back to the form as it is."""

    CSS_PATH = "screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "done", show=False),
    ]

    def __init__(self, desk: Desk, form: Form, conflict: Conflict) -> None:
        super().__init__()
        self._desk = desk
        self._conflict = conflict
        self._view = ConflictView(
            compare(form, conflict.differences), ASCII if desk.ascii_only else UNICODE
        )

    def compose(self) -> ComposeResult:
        """Who changed what, and the fields."""
        with Vertical(id="conflict") as card:
            card.set_class(self._desk.ascii_only, "-ascii")
            card.border_title = _("Changed meanwhile")
            card.border_subtitle = _("Space chooses, Ctrl+S saves what is chosen, Esc goes back")
            yield Static(printable(self._said()), id="who", markup=False)
            with VerticalScroll(can_focus=False):
                yield self._view
            yield Static(id="problem", markup=False)

    def on_mount(self) -> None:
        """The keys go to the fields."""
        self.set_focus(self._view)

    def _said(self) -> str:
        conflict = self._conflict
        who = conflict.by or _("Somebody")
        when = ""
        if conflict.at is not None:
            when = f" ({format_datetime(conflict.at, self._desk.time_zone)})"
        said = _("{who} changed this while your form was open{when}. Nothing is overwritten.")
        said = said.format(who=who, when=when)
        if not conflict.clashes:
            said += " " + _("You did not touch these fields: theirs stand, beside what you typed.")
        return said

    def action_done(self) -> None:
        """Back with what was chosen, when nothing is open."""
        still_open = self._view.open_ones
        if still_open:
            fields = ", ".join(printable(_(each.label)) for each in still_open)
            self.query_one("#problem", Static).update(
                _("Choose first: {fields}").format(fields=fields)
            )
            return
        self.dismiss(chosen(self._view.compared))
