"""The preferences section: every setting with its present value, changed where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

from custui.db.connection import ShopDatabase
from custui.domain.preferences import SETTINGS
from custui.domain.text import printable
from custui.locale import _
from custui.services.acting import Done
from custui.tui.commands import CommandGroup, bindings
from custui.tui.commands.preferences import COMMANDS
from custui.tui.desk import Desk
from custui.tui.reading import Answered, Read
from custui.tui.screens.acting import ActingScreen
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.preferences.rows import GUESTS, NEW, REQUIRED, TITLES, read_set, rows_of
from custui.tui.screens.preferences.work import RequiredWork, RoleWork, SettingsWork
from custui.tui.sections import Section
from custui.tui.tasks import Lane, QueryFailed
from custui.tui.widgets.rows_list import RowShown, RowsList


class PreferencesScreen(ActingScreen):
    """What the shop sets for itself."""

    CSS_PATH: ClassVar = ["../section.tcss", "screen.tcss"]
    COMMAND_GROUPS: ClassVar[tuple[CommandGroup, ...]] = (COMMANDS,)
    BINDINGS = bindings(COMMAND_GROUPS)

    def __init__(self, desk: Desk, section: Section) -> None:
        super().__init__(desk, section)
        self._lane = Lane(self, "preferences")

    def body(self) -> Iterable[Widget]:
        """The settings under their headings."""
        yield Static(id="problem", markup=False)
        yield RowsList(self.desk.glyphs.ellipsis)
        yield Static(id="hint", markup=False)

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(RowsList).focus()
        self._read()

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._lane.interrupt()

    def data_changed(self) -> None:
        """Somebody wrote: show what is set now."""
        super().data_changed()
        if self.screen.is_current or self.app.screen.is_modal:
            self._read()

    def on_screen_resume(self) -> None:
        """Seen again: show what is set now."""
        self._read()

    def _read(self) -> None:
        def question(database: ShopDatabase) -> object:
            return read_set(database)

        self._lane.start(Read(self.desk.database, question))

    def on_answered(self, answer: Answered) -> None:
        """Show them."""
        self._say("")
        self.query_one(RowsList).show(list(rows_of(answer.value, self.desk.glyphs)))

    def on_query_failed(self, failed: QueryFailed) -> None:
        """What was shown stays; say what went wrong."""
        self._say(failed.sentence)

    def _say(self, sentence: str) -> None:
        problem = self.query_one("#problem", Static)
        problem.set_class(bool(sentence), "-shown")
        problem.update(printable(sentence))

    def on_option_list_option_highlighted(self) -> None:
        """Say in full what the setting does."""
        row = self.query_one(RowsList).row_at_cursor
        self.query_one("#hint", Static).update(printable(_hint(row)) if row else "")

    # --- changing -----------------------------------------------------------------------------

    async def action_change(self) -> None:
        """Change the setting under the cursor."""
        key = self.query_one(RowsList).key_at_cursor
        if key:
            await self.app.push_screen(self._form(key), self._came_back)

    async def on_rows_list_opened(self, opened: RowsList.Opened) -> None:
        """Change it, when the person may."""
        reason = self.why_not("change")
        if reason:
            self.notify(reason, severity="warning", markup=False)
        else:
            await self.action_change()

    def _form(self, key: str) -> ModalScreen[Any]:
        if key == TITLES:
            from custui.tui.screens.titles.screen import TitlesScreen

            return TitlesScreen(self.desk)
        if key == REQUIRED:
            return FormScreen(self.desk, RequiredWork(self.desk))
        if key in (GUESTS, NEW):
            return FormScreen(self.desk, RoleWork(self.desk, key))
        work = SettingsWork(self.desk, SETTINGS[key].section)
        return FormScreen(self.desk, work, begin_at=key)

    def _came_back(self, done: object) -> None:
        if isinstance(done, Done) and done.changed:
            self.notify(_("Done. z undoes it."), markup=False)
        self._read()


def _hint(row: RowShown) -> str:
    label, value, explains = row.cells
    return f"{label}: {value}. {explains}"
