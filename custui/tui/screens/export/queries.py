"""What the export asks of the database and does with it, and the answers as messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from textual.message import Message

from custui.db.problems import Interrupted
from custui.db.queries.customers import CustomerList, count_rows
from custui.db.queries.lookups import read_lookups
from custui.exchange.exporting import export_customers
from custui.exchange.field import Format
from custui.exchange.report import Step
from custui.locale import _, language
from custui.locale.system import system_reason
from custui.services.refusals import ActRefused
from custui.tui.desk import Desk
from custui.tui.own_connection import OwnConnection

_EVERY = 0.1
"""Seconds between two tellings of how far it is."""


class CountCustomers(OwnConnection):
    """How many customers a list has now."""

    @dataclass
    class Answer(Message):
        """So many."""

        count: int

    def __init__(self, desk: Desk, customers: CustomerList) -> None:
        super().__init__(desk.database)
        self._customers = customers

    def run(self) -> Answer:
        """Count them."""
        with self.connected() as database:
            return self.Answer(count_rows(database, self._customers, read_lookups(database)))


class Export(OwnConnection):
    """Write a file; ``interrupt`` stops it, and nothing of it is left."""

    @dataclass
    class Progress(Message):
        """So many of so many customers are written."""

        done: int
        total: int

    @dataclass
    class Answer(Message):
        """So many customers are in the file."""

        written: int

    class Stopped(Message):
        """It was stopped; there is no file."""

    @dataclass
    class NotWritten(Message):
        """There is no file; ``sentence`` says why, not yet printable."""

        sentence: str

    def __init__(
        self,
        desk: Desk,
        customers: CustomerList,
        target: Path,
        fmt: Format,
        tell: Callable[[Message], object],
    ) -> None:
        super().__init__(desk.database)
        self._actor = desk.actor
        self._customers = customers
        self._target = target
        self._format = fmt
        self._tell = tell
        self._told_at = 0.0

    def run(self) -> Message:
        """Write it."""
        try:
            with self.connected() as database:
                written = export_customers(
                    database,
                    self._actor,
                    str(self._target),
                    self._format,
                    self._customers,
                    language=language(),
                    progress=self._progress,
                )
        except Interrupted:
            return self.Stopped()
        except ActRefused as refused:
            return self.NotWritten(str(refused))
        except OSError as error:
            sentence = _("{file} cannot be written: {reason}.")
            return self.NotWritten(sentence.format(file=self._target, reason=system_reason(error)))
        return self.Answer(written)

    def _progress(self, step: Step) -> None:
        self.go_on()
        now = monotonic()
        if now - self._told_at >= _EVERY:
            self._told_at = now
            self._tell(self.Progress(step.done, step.total))
