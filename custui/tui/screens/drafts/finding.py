"""Looks for forms that the person left unsaved."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from custui.db.drafts import Draft
from custui.services.drafts import kept_drafts
from custui.tui.desk import Desk
from custui.tui.own_connection import OwnConnection


class FindDrafts(OwnConnection):
    """Reads the person's drafts; ``is_asked`` when the person wants to see them."""

    @dataclass
    class Answer(Message):
        """They, newest first."""

        drafts: list[Draft]
        is_asked: bool

    def __init__(self, desk: Desk, *, is_asked: bool = False) -> None:
        super().__init__(desk.database)
        self._actor = desk.actor
        self._is_asked = is_asked

    def run(self) -> Answer:
        """Read them."""
        with self.connected() as database:
            return self.Answer(kept_drafts(database, self._actor), self._is_asked)
