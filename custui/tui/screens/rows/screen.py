"""A card with a few rows: titles, tax classes, price rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from custui.db.connection import ShopDatabase
from custui.domain.permissions import Act
from custui.domain.text import printable
from custui.locale import N_, _
from custui.services.acting import Done
from custui.tui.acts import Acted, Refused, UndoLast
from custui.tui.desk import Desk
from custui.tui.reading import Answered, Read
from custui.tui.tasks import Lane, QueryFailed, ask
from custui.tui.widgets.rows_list import RowShown, RowsList


class RowsScreen(ModalScreen[None]):
    """Lists rows and leads to the forms that change them; ``act`` is what changing them takes."""

    CSS_PATH: ClassVar = [Path(__file__).with_name("screen.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", show=False),
        Binding("a", "add", show=False),
        Binding("e", "edit", show=False),
        Binding("d,delete", "remove", show=False),
        Binding("z", "undo", show=False),
    ]

    KEYS: ClassVar[str] = N_("Enter changes, a adds, d removes, z undoes, Esc closes")
    """The hint, untranslated."""

    def __init__(self, desk: Desk, title: str, act: Act) -> None:
        super().__init__()
        self.desk = desk
        self._title = title
        self._act = act
        self._lane = Lane(self, "rows")

    # --- what it is about -----------------------------------------------------------------------

    def read(self, database: ShopDatabase) -> Sequence[RowShown]:
        """The rows now; in a worker."""
        raise NotImplementedError

    def adding(self) -> ModalScreen[Any]:
        """The form of a new row."""
        raise NotImplementedError

    def editing(self, key: str) -> ModalScreen[Any]:
        """What changes a row, or opens it."""
        raise NotImplementedError

    def opening(self, key: str) -> ModalScreen[Any]:
        """What Enter opens."""
        return self.editing(key)

    def removing(self, key: str) -> ModalScreen[Any]:
        """What asks before a row is removed."""
        raise NotImplementedError

    # --- frame --------------------------------------------------------------------------------

    def compose(self) -> ComposeResult:
        """The rows."""
        with Vertical(id="rows") as card:
            card.set_class(self.desk.ascii_only, "-ascii")
            card.border_title = Content(printable(self._title))
            card.border_subtitle = _(self.KEYS)
            yield RowsList(self.desk.glyphs.ellipsis)
            yield Static(id="problem", markup=False)

    def on_mount(self) -> None:
        """Read them."""
        self.query_one(RowsList).focus()
        self.read_anew()

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._lane.interrupt()

    def read_anew(self) -> None:
        """Read the rows as they are now."""
        self._lane.start(Read(self.desk.database, self.read))

    def on_answered(self, answer: Answered) -> None:
        """Show them."""
        self._say("" if answer.value else _("Nothing here yet: a adds the first one."))
        self.query_one(RowsList).show(answer.value)

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong."""
        self._say(failed.sentence)

    def _say(self, sentence: str) -> None:
        self.query_one("#problem", Static).update(printable(sentence))

    # --- acts ---------------------------------------------------------------------------------

    async def action_add(self) -> None:
        """Add a row."""
        await self._push(self.adding)

    async def action_edit(self) -> None:
        """Change the row under the cursor."""
        key = self.query_one(RowsList).key_at_cursor
        if key:
            await self._push(lambda: self.editing(key))

    async def on_rows_list_opened(self, opened: RowsList.Opened) -> None:
        """Open the row."""
        await self._push(lambda: self.opening(opened.key))

    async def action_remove(self) -> None:
        """Remove the row under the cursor."""
        key = self.query_one(RowsList).key_at_cursor
        if key:
            await self._push(lambda: self.removing(key))

    async def _push(self, make: Any) -> None:
        reason = self.desk.why_not(self._act)
        if reason:
            self._say(reason)
            return
        await self.app.push_screen(make(), self._came_back)

    def _came_back(self, done: object) -> None:
        if isinstance(done, Done) and done.changed:
            self.notify(_("Done. z undoes it."), markup=False)
        self.read_anew()

    def action_undo(self) -> None:
        """Take back what the person did last."""
        ask(self, UndoLast(self.desk), "act")

    def on_acted(self, acted: Acted) -> None:
        """It was taken back."""
        self.notify(acted.sentence, markup=False)
        self.read_anew()

    def on_refused(self, refused: Refused) -> None:
        """It was not."""
        self.notify(refused.sentence, severity="warning", markup=False)
