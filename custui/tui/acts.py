"""What a person does to customers from the list: toggle a flag, take the last act back."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from custui.db.problems import explained
from custui.domain.layouts import ColumnLayout
from custui.domain.text import printable
from custui.locale import _, ngettext
from custui.locale.formats import format_number
from custui.services.flags import set_flag
from custui.services.layouts import keep_columns
from custui.services.refusals import ActRefused
from custui.services.taking_back import Undone
from custui.services.undo import undo_last
from custui.tui.desk import Desk


@dataclass
class Acted(Message):
    """An act is done; ``sentence`` says what, where the screen does not show it by itself."""

    sentence: str = ""


@dataclass
class Refused(Message):
    """An act was not done; ``sentence`` says why."""

    sentence: str


class _OfPerson:
    """An act of the person at the desk, on a connection of its own. Nothing supersedes it."""

    def __init__(self, desk: Desk) -> None:
        self._database = desk.database.private()
        self._actor = desk.actor

    def run(self) -> Message:
        """Do it."""
        try:
            with explained(self._database.called), self._database.connection_context():
                return Acted(self._act())
        except ActRefused as refused:
            return Refused(str(refused))

    def interrupt(self) -> None:
        """Never: what a person asked for is done to the end."""

    def _act(self) -> str:
        raise NotImplementedError


class SetFlag(_OfPerson):
    """Turn a flag of one customer on or off."""

    def __init__(
        self, desk: Desk, customer_id: int, flag: str, *, value: bool, reason: str = ""
    ) -> None:
        super().__init__(desk)
        self._customer_id = customer_id
        self._flag = flag
        self._value = value
        self._reason = reason

    def _act(self) -> str:
        set_flag(
            self._database,
            self._actor,
            self._customer_id,
            self._flag,
            value=self._value,
            reason=self._reason,
        )
        return ""


class KeepColumns(_OfPerson):
    """Remember the columns that the person chose; ``None``: those of the shop."""

    def __init__(self, desk: Desk, layout: ColumnLayout | None) -> None:
        super().__init__(desk)
        self._layout = layout

    def _act(self) -> str:
        keep_columns(self._database, self._actor, self._layout)
        return ""


class UndoLast(_OfPerson):
    """Take back what the person did last at this sitting."""

    def _act(self) -> str:
        return _in_words(undo_last(self._database, self._actor))


def _in_words(undone: Undone) -> str:
    if not undone.restored and not undone.kept:  # it was about no customer
        return _("Taken back: {what}.").format(what=printable(undone.description))
    sentence = ngettext(
        "Taken back: {what} ({count} customer).",
        "Taken back: {what} ({count} customers).",
        undone.restored,
    ).format(what=printable(undone.description), count=format_number(undone.restored))
    if undone.kept:
        sentence += " " + ngettext(
            "{count} was changed by somebody since and stays.",
            "{count} were changed by somebody since and stay.",
            undone.kept,
        ).format(count=format_number(undone.kept))
    return sentence
