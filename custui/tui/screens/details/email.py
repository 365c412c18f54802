"""An e-mail of the shop's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from custui.db.queries.card import contact
from custui.locale import N_, _
from custui.tui.screens.details.row_facts import RowFacts
from custui.tui.screens.details.screen import DetailScreen
from custui.tui.screens.details.text import BodyPanel
from custui.tui.widgets.panel import Panel

FACTS = ("subject", "recipient", "created_at", "sent_at", "state", "template", "language")


class EmailScreen(DetailScreen):
    """One e-mail."""

    TITLE_WORDS: ClassVar[str] = N_("E-mail")

    def left(self) -> Sequence[Panel]:
        """What it was, and what it said."""
        rows = self.rows_of(contact.EMAILS, self.customer_id)
        return [
            RowFacts(
                self.desk,
                _("E-mail"),
                rows,
                self.key,
                FACTS,
            ),
            BodyPanel(
                self.desk,
                _("Text"),
                rows,
                self.key,
                "body",
            ),
        ]
