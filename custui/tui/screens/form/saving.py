"""Saves a form in a worker; whatever comes of it comes back as a message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.problems import DatabaseProblem, explained
from custui.services.refusals import ActRefused, Conflict, InvalidValue, InvalidValues
from custui.tui.acts import Refused
from custui.tui.screens.form.work import FormWork
from custui.tui.widgets.form import Values


@dataclass
class Saved(Message):
    """It is saved; ``result`` is what the work made of it."""

    result: Any


@dataclass
class Warned(Message):
    """Nothing was saved yet: there is something to think about, by field."""

    warnings: Mapping[str, str]


@dataclass
class Invalid(Message):
    """Nothing was saved: some values may not be so, by field."""

    problems: Mapping[str, str]


@dataclass
class Clashed(Message):
    """Nothing was saved: somebody else changed the same."""

    conflict: Conflict


class Saving:
    """One attempt to save. ``accepted`` are the fields whose warnings the person has seen."""

    def __init__(
        self,
        database: ShopDatabase,
        work: FormWork[Any],
        values: Values,
        accepted: Collection[str] = (),
    ) -> None:
        self._database = database.private()
        self._work = work
        self._values = values
        self._accepted = accepted

    def run(self) -> Message:
        """Save, unless there is something to think about first."""
        database = self._database
        try:
            with explained(database.called), database.connection_context():
                warnings = self._work.warnings(database, self._values)
                if any(name not in self._accepted for name in warnings):
                    return Warned(warnings)
                return Saved(self._work.save(database, self._values))
        except Conflict as conflict:
            return Clashed(conflict)
        except InvalidValues as invalid:
            return Invalid(invalid.problems)
        except InvalidValue as invalid:
            return Invalid({invalid.field: str(invalid)})
        except ActRefused as refused:
            return Refused(str(refused))

    def interrupt(self) -> None:
        """Never: what a person asked to save is saved."""


def loaded(database: ShopDatabase, work: FormWork[Any]) -> str:
    """Let ``work`` read what it needs; returns why it could not, or nothing."""
    private = database.private()
    try:
        with explained(private.called), private.connection_context():
            work.load(private)
    except (ActRefused, DatabaseProblem) as problem:
        return str(problem)
    return ""
