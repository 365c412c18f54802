"""The private note, messages, vouchers and e-mails."""

from __future__ import annotations

from typing import Any

from custui.db.connection import ShopDatabase
from custui.db.queries.card import contact
from custui.db.queries.card.note import Note, read_note
from custui.locale import _
from custui.locale.formats import format_datetime
from custui.tui.desk import Desk
from custui.tui.screens.card.customer_panel import CustomerPanel
from custui.tui.screens.panels.text_panel import TextPanel

NOTE_LINES = 5


class NotePanel(TextPanel):
    """What staff wrote down about the customer, and who wrote it last."""

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__("note", _("Private note"), desk, most=NOTE_LINES)
        self.customer_id = customer_id

    def ask(self, database: ShopDatabase) -> Note | None:
        """The note as it stands."""
        return read_note(database, self.customer_id)

    def text(self, value: Any) -> str:
        """Its text; who wrote it stands in the title."""
        note: Note | None = value
        self.title.say(count="" if note else _("none"), summary=self._written(note))
        return note.body if note else ""

    def _written(self, note: Note | None) -> str:
        if note is None:
            return ""
        when = format_datetime(note.written_at, self.desk.time_zone)
        return _("{when} by {staff}").format(when=when, staff=note.written_by)


class MessagesPanel(CustomerPanel):
    """Conversations with the customer."""

    MOST_ROWS = 5
    OPENS = True

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, contact.THREADS, customer_id)

    def opened(self, key: int) -> None:
        """Show the conversation."""
        from custui.tui.screens.details.thread import ThreadScreen

        self.app.push_screen(ThreadScreen(self.desk, self.customer_id, key))


class VouchersPanel(CustomerPanel):
    """The customer's vouchers."""

    MOST_ROWS = 4

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, contact.VOUCHERS, customer_id)


class EmailsPanel(CustomerPanel):
    """E-mails that the shop sent, or is about to send."""

    MOST_ROWS = 5
    OPENS = True

    def __init__(self, desk: Desk, customer_id: int) -> None:
        super().__init__(desk, contact.EMAILS, customer_id)

    def opened(self, key: int) -> None:
        """Show the e-mail."""
        from custui.tui.screens.details.email import EmailScreen

        self.app.push_screen(EmailScreen(self.desk, self.customer_id, key))
