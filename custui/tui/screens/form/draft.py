"""What stands in a form is kept for its author while it is being typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import cast

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.drafts import Draft
from custui.db.problems import DatabaseProblem, explained
from custui.services.drafts import drop_draft, keep_draft, kept_drafts
from custui.tui.desk import Desk
from custui.tui.widgets.form import Raw, Value


@dataclass(frozen=True)
class DraftKey:
    """Which form it is, whom it is about, and which row is in it; 0 is a new one."""

    form: str
    customer_id: int = 0
    row_id: int = 0


class DraftKeeper:
    """Keeps one form for its author, from any thread; once dropped nothing is kept any more."""

    def __init__(self, desk: Desk, key: DraftKey, shown: Mapping[str, Value]) -> None:
        self._database = desk.database.private()
        self._actor = desk.actor
        self._key = key
        self._shown = shown
        self._lock = Lock()
        self._is_over = False

    def keep(self, typed: Mapping[str, Raw]) -> None:
        """Keep this in the place of what was kept before. Raises ``DatabaseProblem``."""
        key = self._key
        with self._lock:
            if self._is_over:
                return
            with explained(self._database.called), self._database.connection_context():
                keep_draft(
                    self._database,
                    self._actor,
                    key.form,
                    typed,
                    customer_id=key.customer_id,
                    row_id=key.row_id,
                    shown=self._shown,
                )

    def drop(self) -> None:
        """It was saved, or is not wanted: keep nothing of it. Raises ``DatabaseProblem``."""
        key = self._key
        with self._lock:
            self._is_over = True
            with explained(self._database.called), self._database.connection_context():
                drop_draft(
                    self._database,
                    self._actor,
                    key.form,
                    customer_id=key.customer_id,
                    row_id=key.row_id,
                )


@dataclass
class DraftKept(Message):
    """It is kept; or ``problem`` says why it is not."""

    problem: str = ""


class KeepDraft:
    """Keeps a form in a worker."""

    def __init__(self, keeper: DraftKeeper, typed: Mapping[str, Raw]) -> None:
        self._keeper = keeper
        self._typed = typed

    def run(self) -> DraftKept:
        """Keep it."""
        try:
            self._keeper.keep(self._typed)
        except DatabaseProblem as problem:
            return DraftKept(str(problem))
        return DraftKept()

    def interrupt(self) -> None:
        """Never: it is short."""


def draft_of(database: ShopDatabase, desk: Desk, key: DraftKey) -> Draft | None:
    """What is kept of a form; through the thread's open connection."""
    for draft in kept_drafts(database, desk.actor):
        if DraftKey(draft.form, draft.customer_id, draft.row_id) == key:
            return draft
    return None


def as_kept(fields: Mapping[str, object]) -> dict[str, Raw]:
    """The fields of a draft, as the form had them."""
    return cast("dict[str, Raw]", dict(fields))
