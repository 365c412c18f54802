"""The list in sight as SQL: to read, to copy, to select where the terminal copies nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from custui.db.connection import ShopDatabase
from custui.db.queries.customers import CustomerList
from custui.db.queries.lookups import read_lookups
from custui.db.queries.sql_text import sql_of
from custui.domain.text import printable
from custui.locale import _
from custui.tui.own_connection import OwnConnection
from custui.tui.tasks import QueryFailed, ask


class ReadSql(OwnConnection):
    """The statement of a list; titles and groups in it are those of this moment."""

    @dataclass
    class Answer(Message):
        """The statement; it holds nothing that a terminal obeys but line breaks."""

        sql: str

    def __init__(
        self, database: ShopDatabase, customers: CustomerList, columns: Sequence[str]
    ) -> None:
        super().__init__(database)
        self._customers = customers
        self._columns = columns

    def run(self) -> Answer:
        """Write it."""
        with self.connected() as database:
            return self.Answer(sql_of(self._customers, read_lookups(database), self._columns))


class SqlScreen(ModalScreen[None]):
    """The statement alone on its lines, where the terminal's own selection reaches it whole."""

    CSS_PATH: ClassVar = ["screen.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", show=False),
        Binding("y,c,enter", "copy", show=False),
        Binding("down,j", "scroll_text(1)", show=False),
        Binding("up,k", "scroll_text(-1)", show=False),
        Binding("pagedown,space", "scroll_page(1)", show=False),
        Binding("pageup", "scroll_page(-1)", show=False),
        Binding("home,g", "scroll_to(False)", show=False),
        Binding("end,G", "scroll_to(True)", show=False),
    ]

    def __init__(
        self, database: ShopDatabase, customers: CustomerList, columns: Sequence[str]
    ) -> None:
        super().__init__()
        self._query = ReadSql(database, customers, columns)
        self._sql = ""

    def compose(self) -> ComposeResult:
        """What to do, and the statement."""
        yield Static(id="sql-hint", markup=False)
        with VerticalScroll(can_focus=False):
            yield Static(id="sql-text", markup=False)

    def on_mount(self) -> None:
        """Write the statement."""
        ask(self, self._query, "SQL of the list")

    def on_read_sql_answer(self, answer: ReadSql.Answer) -> None:
        """Show it."""
        self._sql = answer.sql
        self.query_one("#sql-text", Static).update(answer.sql)
        self._say(_("SQL of this list · y copies, the arrow keys scroll, Esc closes"))

    def on_query_failed(self, failed: QueryFailed) -> None:
        """Say what went wrong."""
        self._say(printable(failed.sentence))

    def _say(self, text: str) -> None:
        self.query_one("#sql-hint", Static).update(text)

    def action_copy(self) -> None:
        """Copy the statement."""
        if self._sql:
            self.app.copy_to_clipboard(self._sql)
            self._say(
                _("Sent to the clipboard. If it did not arrive, select the text here; Esc closes.")
            )

    @property
    def _text(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def action_scroll_text(self, lines: int) -> None:
        """Scroll by lines."""
        self._text.scroll_relative(y=lines, animate=False)

    def action_scroll_page(self, pages: int) -> None:
        """Scroll by windows."""
        self._text.scroll_relative(y=pages * self._text.size.height, animate=False)

    def action_scroll_to(self, end: bool) -> None:
        """Scroll to an end."""
        if end:
            self._text.scroll_end(animate=False)
        else:
            self._text.scroll_home(animate=False)
