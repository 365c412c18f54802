"""A conversation: its messages, the one under the cursor whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from custui.db.queries.card import contact
from custui.locale import N_, _
from custui.tui.screens.details.row_facts import RowFacts
from custui.tui.screens.details.screen import DetailScreen
from custui.tui.screens.details.text import BodyPanel
from custui.tui.screens.panels.list_panel import ListPanel
from custui.tui.widgets.panel import Panel

FACTS = ("subject", "status", "reference", "message_count", "updated_at")


class _Messages(ListPanel):
    """The messages, newest first."""

    MOST_ROWS = 6


class ThreadScreen(DetailScreen):
    """One conversation."""

    TITLE_WORDS: ClassVar[str] = N_("Conversation")

    def left(self) -> Sequence[Panel]:
        """The conversation, its messages, and the text of one."""
        self._messages = _Messages(self.desk, self.rows_of(contact.MESSAGES, self.key))
        self._body = BodyPanel(
            self.desk, _("Message"), self.rows_of(contact.MESSAGES, self.key), None, "body"
        )
        rows = self.rows_of(contact.THREADS, self.customer_id)
        return [
            RowFacts(
                self.desk,
                _("Conversation"),
                rows,
                self.key,
                FACTS,
            ),
            self._messages,
            self._body,
        ]

    def on_mount(self) -> None:
        """The text follows the cursor."""
        self._messages.grid.moved.subscribe(self, lambda _position: self._follow())

    def _follow(self) -> None:
        key = self._messages.grid.key_at_cursor
        if key is not None and key != self._body.key:
            self._body.key = key
            self._body.read()
