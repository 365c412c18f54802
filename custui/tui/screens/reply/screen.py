"""Answers a customer's message."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.threads import read_thread
from custui.locale import N_, _
from custui.services import messages
from custui.services.acting import Done
from custui.services.refusals import CustomerGone
from custui.tui.desk import Desk
from custui.tui.screens.form.screen import FormScreen
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Field, Form, Kind, Values
from custui.tui.widgets.form.declaration import form_of


class ReplyWork(FormWork[Done]):
    """An answer: it is kept in the thread and waits as an e-mail."""

    def __init__(self, desk: Desk, thread_id: int) -> None:
        self._desk = desk
        self._thread_id = thread_id

    def load(self, database: ShopDatabase) -> None:
        """Whom it goes to."""
        thread = read_thread(database, self._thread_id)
        if thread is None:
            raise CustomerGone(_("This conversation is not there any more."))
        self.title = _("Reply to {email}: {subject}").format(
            email=thread.email or _("nobody known"), subject=thread.subject
        )

    def form(self) -> Form:
        """The text, and whether that settles it."""
        return form_of(
            Field(
                "message",
                "",
                Kind.LONG,
                required=True,
                hint=N_("It is mailed to the customer, and kept in the conversation"),
                width=0,
                lines=12,
            ),
            Field(
                "close",
                N_("Settled"),
                Kind.FLAG,
                hint=N_("Yes closes the conversation; no leaves it waiting for the customer"),
                width=12,
            ),
        )

    def save(self, database: ShopDatabase, values: Values) -> Done:
        """Answer."""
        return messages.reply(
            database,
            self._desk.actor,
            self._thread_id,
            values.text("message"),
            close=values.flag("close"),
        )


class ReplyScreen(FormScreen[Done]):
    """Answers a thread."""

    def __init__(self, desk: Desk, thread_id: int) -> None:
        super().__init__(desk, ReplyWork(desk, thread_id))
