"""Offers forms that were left before they were saved."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from custui.db.drafts import Draft
from custui.db.problems import DatabaseProblem
from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.tui.desk import Desk
from custui.tui.screens.bulk.choices import Choices
from custui.tui.screens.drafts.reopening import FORMS, described
from custui.tui.screens.form.draft import DraftKeeper, DraftKey


class DraftsScreen(ModalScreen[Draft | None]):
    """Returns the one to go on with; ``None``: later. Drops what is not wanted any more."""

    CSS_PATH: ClassVar = [Path(__file__).with_name("screen.tcss")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("d,delete", "drop", show=False),
    ]

    def __init__(self, desk: Desk, drafts: Sequence[Draft]) -> None:
        super().__init__()
        self._desk = desk
        self._drafts = [draft for draft in drafts if draft.form in FORMS]

    def compose(self) -> ComposeResult:
        """What happened, and the forms."""
        with Vertical(id="drafts") as card:
            card.set_class(self._desk.ascii_only, "-ascii")
            card.border_title = _("Not saved yet")
            card.border_subtitle = _("Enter goes on with it, d drops it, Esc: later")
            count = len(self._drafts)
            said = ngettext(
                "You left a form before it was saved. What you typed is here.",
                "You left {count} forms before they were saved. What you typed is here.",
                count,
            )
            yield Static(said.format(count=count), markup=False)
            yield Choices()

    def on_mount(self) -> None:
        """The newest first."""
        self._offer()

    def _offer(self) -> None:
        if not self._drafts:
            self.dismiss(None)
            return
        texts = [printable(described(self._desk, draft)) for draft in self._drafts]
        self.query_one(Choices).offer(texts)

    def on_option_list_option_selected(self, selected: OptionList.OptionSelected) -> None:
        """Go on with it."""
        selected.stop()
        self.dismiss(self._drafts[selected.option_index])

    def action_drop(self) -> None:
        """It is not wanted any more."""
        at = self.query_one(Choices).highlighted
        if at is None:
            return
        draft = self._drafts.pop(at)
        keeper = DraftKeeper(self._desk, DraftKey(draft.form, draft.customer_id, draft.row_id), {})

        def drop() -> None:
            with suppress(DatabaseProblem):
                keeper.drop()

        self.app.run_worker(drop, thread=True, name="drop draft")
        self._offer()
