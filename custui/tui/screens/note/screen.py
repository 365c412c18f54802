"""The private note: written here, with who wrote it last and what it said before."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.widgets import Static

from custui.domain.text import printable
from custui.locale import N_, _, ngettext
from custui.locale.formats import format_datetime, format_number
from custui.services.acting import Done
from custui.tui.commands import Command, CommandGroup, bindings
from custui.tui.desk import Desk
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.note.history import NoteHistoryScreen
from custui.tui.screens.note.work import NoteWork
from custui.tui.widgets.form import FormView

COMMANDS = CommandGroup(
    N_("Private note"),
    (
        Command(
            "note.history",
            "ctrl+o",
            N_("Before"),
            N_("What the note said before"),
            "screen.history",
            footer=True,
        ),
    ),
)


class NoteScreen(FormScreen[Done]):
    """Writes the private note about a customer."""

    CSS_PATH: ClassVar = [*FormScreen.CSS_PATH, Path(__file__).with_name("screen.tcss")]
    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)

    def __init__(self, desk: Desk, customer_id: int) -> None:
        self._note = NoteWork(desk, customer_id)
        super().__init__(desk, self._note)

    async def show_form(self, view: FormView) -> None:
        """The form under a line that says who wrote the note last."""
        card = self.query_one("#card")
        card.border_subtitle = _("Ctrl+S saves, Ctrl+O what it said before, Esc leaves")
        await card.mount(Static(printable(self._written()), id="written", markup=False))
        await super().show_form(view)

    def _written(self) -> str:
        versions = self._note.versions
        if not versions:
            return _("Nobody has written a note about this customer yet.")
        when = format_datetime(versions[0].written_at, self.desk.time_zone)
        said = _("Written by {staff}, {when}.").format(staff=versions[0].written_by, when=when)
        before = len(versions) - 1
        if before:
            text = ngettext(
                "{count} version before it.", "{count} versions before it.", before
            ).format(count=format_number(before))
            said += f" {text}"
        return said

    def action_history(self) -> None:
        """Show what it said before; what is being typed stays."""
        if self._note.versions:
            self.app.push_screen(NoteHistoryScreen(self.desk, self._note.versions))
