"""Panels that show what one read function gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Generic, TypeVar

from textual.widget import Widget

from custui.db.connection import ShopDatabase
from custui.tui.desk import Desk
from custui.tui.reading import Answered, Read
from custui.tui.tasks import Lane
from custui.tui.widgets.panel import Fact, Facts, Panel

Value = TypeVar("Value")


class ReadingPanel(Panel, Generic[Value]):
    """A panel over one read function: ``ask`` in a worker, ``show`` on the screen."""

    def __init__(self, name: str, title: str, desk: Desk) -> None:
        super().__init__(name, title, ascii_only=desk.ascii_only)
        self.desk = desk
        self._lane = Lane(self, name)

    def ask(self, database: ShopDatabase) -> Value:
        """In a worker: read what the panel shows."""
        raise NotImplementedError

    def show(self, value: Value) -> None:
        """Show what was read."""
        raise NotImplementedError

    def read(self) -> None:
        """Ask anew."""
        self._lane.start(Read(self.desk.database, self.ask))

    def on_answered(self, answer: Answered) -> None:
        """It came."""
        self.title.say(problem="")
        self.show(answer.value)

    def on_unmount(self) -> None:
        """Nobody waits any more."""
        self._lane.interrupt()


class FactsPanel(ReadingPanel[Any]):
    """Labels and values."""

    def __init__(self, name: str, title: str, desk: Desk) -> None:
        super().__init__(name, title, desk)
        self._facts = Facts()
        self.title.can_focus = True

    def body(self) -> Iterable[Widget]:
        """The facts."""
        yield self._facts

    def show(self, value: Any) -> None:
        """Show its facts; a panel without any takes no room."""
        facts = self.facts(value)
        self._facts.show(facts)
        self.display = bool(facts)

    def facts(self, value: Any) -> Sequence[Fact]:
        """What is to be said of what was read."""
        raise NotImplementedError
