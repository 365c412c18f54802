"""What bulk actions ask of the services, and the answers as messages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from textual.message import Message

from custui.db.connection import ShopDatabase
from custui.db.customer_fields import Settings
from custui.db.problems import Interrupted, explained
from custui.db.queries.customers import CustomerList
from custui.services import bulk
from custui.services.actor import Actor
from custui.services.bulk import Outcome, Prepared, Unfinished
from custui.services.refusals import ActRefused
from custui.services.taking_back import Undone


@dataclass
class Refused(Message):
    """The act was refused; ``sentence`` says why."""

    sentence: str


class _Act:
    """Work of a service on a connection of its own."""

    def __init__(self, database: ShopDatabase, actor: Actor) -> None:
        self._database = database.private()
        self._actor = actor
        self._left = threading.Event()

    @contextmanager
    def _connected(self) -> Iterator[ShopDatabase]:
        with explained(self._database.called), self._database.connection_context():
            yield self._database

    def interrupt(self) -> None:
        """Nobody waits for this any more: it stops at the next place where it can."""
        self._left.set()


class Prepare(_Act):
    """Fix and count the customers of a bulk action; discarded again when nobody waits any more."""

    @dataclass
    class Answer(Message):
        """They are counted."""

        prepared: Prepared

    def __init__(
        self,
        database: ShopDatabase,
        actor: Actor,
        settings: Settings,
        customers: CustomerList | Sequence[int],
        reason: str,
    ) -> None:
        super().__init__(database, actor)
        self._settings = settings
        self._customers = customers
        self._reason = reason

    def run(self) -> Message:
        """Count them."""
        with self._connected() as database:
            try:
                prepared = bulk.prepare(
                    database, self._actor, self._settings, self._customers, reason=self._reason
                )
            except ActRefused as refusal:
                return Refused(str(refusal))
            if self._left.is_set():
                bulk.discard(database, self._actor, prepared.act_id)
                raise Interrupted
        return self.Answer(prepared)


class Discard(_Act):
    """Forget a bulk action that is not to be run."""

    @dataclass
    class Answer(Message):
        """It is forgotten."""

    def __init__(self, database: ShopDatabase, actor: Actor, act_id: int) -> None:
        super().__init__(database, actor)
        self._act_id = act_id

    def run(self) -> Message:
        """Forget it."""
        with self._connected() as database:
            try:
                bulk.discard(database, self._actor, self._act_id)
            except ActRefused as refusal:
                return Refused(str(refusal))
        return self.Answer()


class Work(_Act):
    """Run a bulk action, or take it back; ``interrupt`` stops it between two batches."""

    @dataclass
    class Progress(Message):
        """So many of so many customers are done."""

        done: int
        total: int

    @dataclass
    class Answer(Message):
        """It came to its end, or was stopped."""

        ended: Outcome | Undone

    def __init__(
        self,
        database: ShopDatabase,
        actor: Actor,
        act_id: int,
        tell: Callable[[Message], object],
        *,
        taking_back: bool,
    ) -> None:
        super().__init__(database, actor)
        self._act_id = act_id
        self._tell = tell
        self._taking_back = taking_back

    def run(self) -> Message:
        """Do it."""
        work: Callable[..., Outcome | Undone] = bulk.take_back if self._taking_back else bulk.run
        with self._connected() as database:
            try:
                return self.Answer(
                    work(database, self._actor, self._act_id, self._progress, self._left)
                )
            except ActRefused as refusal:
                return Refused(str(refusal))

    def _progress(self, done: int, total: int) -> None:
        self._tell(self.Progress(done, total))


class FindUnfinished(_Act):
    """Bulk actions that were left half-way."""

    @dataclass
    class Answer(Message):
        """Those that this staff member can finish or take back, oldest first."""

        unfinished: list[Unfinished]

    def run(self) -> Message:
        """Find them."""
        with self._connected() as database:
            return self.Answer(bulk.unfinished(database, self._actor))
