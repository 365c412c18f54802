"""Saves a form in a worker; whatever comes of it comes back as a message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.drafts import Draft
from custui.db.problems import DatabaseProblem, explained
from custui.services.refusals import ActRefused, Conflict, InvalidValue, InvalidValues
from custui.tui.acts import Refused
from custui.tui.desk import Desk
from custui.tui.screens.form.draft import DraftKeeper, draft_of
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
        keeper: DraftKeeper | None = None,
    ) -> None:
        self._database = database.private()
        self._work = work
        self._values = values
        self._accepted = accepted
        self._keeper = keeper

    def run(self) -> Message:
        """Save, unless there is something to think about first."""
        database = self._database
        try:
            with explained(database.called), database.connection_context():
                warnings = self._work.warnings(database, self._values)
                if any(name not in self._accepted for name in warnings):
                    return Warned(warnings)
                saved = Saved(self._work.save(database, self._values))
        except Conflict as conflict:
            return Clashed(conflict)
        except InvalidValues as invalid:
            return Invalid(invalid.problems)
        except InvalidValue as invalid:
            return Invalid({invalid.field: str(invalid)})
        except ActRefused as refused:
            return Refused(str(refused))
        self._forget_draft()
        return saved

    def _forget_draft(self) -> None:
        """It is saved; a draft that stays is no reason to say that it is not."""
        if self._keeper is not None:
            with suppress(DatabaseProblem):
                self._keeper.drop()

    def interrupt(self) -> None:
        """Never: what a person asked to save is saved."""


@dataclass(frozen=True)
class Loaded:
    """The work has read what it needs; or ``problem`` says why not. ``draft``: what is kept."""

    problem: str = ""
    draft: Draft | None = None


def loaded(desk: Desk, work: FormWork[Any]) -> Loaded:
    """Let ``work`` read what it needs, in a worker."""
    private = desk.database.private()
    try:
        with explained(private.called), private.connection_context():
            work.load(private)
            return Loaded(draft=draft_of(private, desk, work.draft) if work.draft else None)
    except (ActRefused, DatabaseProblem) as problem:
        return Loaded(str(problem))
