"""Asks the database one question on behalf of a part of a screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.tui.own_connection import OwnConnection


@dataclass
class Answered(Message, bubble=False):
    """What was read; only who asked knows what it is."""

    value: Any


class Read(OwnConnection):
    """One read function, to be run in a worker: ``question`` gets the open connection."""

    def __init__(self, database: ShopDatabase, question: Callable[[ShopDatabase], Any]) -> None:
        super().__init__(database)
        self._question = question

    def run(self) -> Answered:
        """Ask it."""
        with self.connected() as database:
            return Answered(self._question(database))
