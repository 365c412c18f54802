"""Queries run off the event loop; a newer one of the same kind interrupts the one before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from textual.message import Message
from textual.widget import Widget

from custui.db.problems import DatabaseProblem, Interrupted


class Query(Protocol):
    """Work for the database: ``run`` in a worker, ``interrupt`` from the event loop."""

    def run(self) -> Message:
        """Do it; the message goes to the widget that asked."""

    def interrupt(self) -> None:
        """Make ``run`` raise ``Interrupted`` soon."""


@dataclass
class QueryFailed(Message):
    """A query ended in a problem; ``sentence`` is for the person at the screen."""

    sentence: str


def ask(asker: Widget, query: Query, name: str) -> None:
    """Run ``query`` in a worker thread; its answer reaches ``asker``, a screen or a part of one."""
    _in_worker(asker, name, lambda: _answered(query), asker.post_message)


def _answered(query: Query) -> Message | None:
    try:
        return query.run()
    except Interrupted:
        return None
    except DatabaseProblem as problem:
        return QueryFailed(str(problem))


def _in_worker(
    asker: Widget,
    name: str,
    work: Callable[[], Message | None],
    deliver: Callable[[Message], object],
) -> None:
    def run() -> None:
        answer = work()
        if answer is not None:
            deliver(answer)

    asker.run_worker(run, thread=True, name=name, exit_on_error=True)


class Lane:
    """One kind of query of one screen or a part of one: a newer one interrupts the one before."""

    def __init__(self, asker: Widget, name: str) -> None:
        self._asker = asker
        self._name = name
        self._newest: Query | None = None

    def start(self, query: Query) -> None:
        """Run ``query`` in a worker thread, interrupting the one before."""
        self.interrupt()
        self._newest = query
        _in_worker(
            self._asker,
            self._name,
            lambda: _answered(query),
            lambda answer: self._deliver(query, answer),
        )

    def interrupt(self) -> None:
        """Stop the query under way; its answer will not come."""
        query, self._newest = self._newest, None
        if query is not None:
            query.interrupt()

    def _deliver(self, query: Query, answer: Message) -> None:
        if self._newest is query:
            self._newest = None
            self._asker.post_message(answer)
