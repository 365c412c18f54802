"""What an import did, and everything it found wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from custui.db.staging.matching import Counts


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file: where, what stands there, and why it is wrong.

    ``line`` is the physical line on which the record begins, from 1; ``column`` the file's own
    header, "" for the whole record; ``repaired`` says that the file was read nevertheless.
    """

    line: int
    column: str
    value: str
    reason: str
    repaired: bool = False


class FileRefused(Exception):
    """Nothing of the file can be read; ``problems`` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return self.problems[0].reason


@dataclass
class Report:
    """The outcome of an import; each row read counts once among the outcomes.

    A file that was turned away whole has every row read among the ``rejected``; the ``problems``
    tell the ones at fault. ``repaired`` rows count among the others too. ``problems`` reads from
    the scratch files, so that a million of them take no memory: it lasts as long as the import.
    ``refused`` says that the file was turned away, ``written`` that the shop was changed,
    ``stopped`` that only the first rows are in.
    """

    format: str
    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    deleted: int = 0
    rejected: int = 0
    repaired: int = 0
    notes: list[str] = field(default_factory=list)
    problems: Iterable[Problem] = ()
    problem_count: int = 0
    refused: bool = False
    written: bool = False
    stopped: bool = False

    def counts(self) -> dict[str, int]:
        """The outcomes by name."""
        return {name: getattr(self, name) for name in OUTCOMES}

    def count(self, counts: Counts) -> None:
        """Let the outcomes be ``counts``, beside the rows rejected."""
        self.take(outcomes(counts))

    def take(self, counts: Mapping[str, int]) -> None:
        """Let the outcomes ``TAKEN`` be ``counts``, beside the rows rejected."""
        for name in TAKEN:
            setattr(self, name, counts[name])
        self.read = self.rejected + sum(counts[name] for name in TAKEN)

    def turned_away(self) -> None:
        """Count every row as rejected: nothing of the file is kept."""
        self.refused = True
        self.rejected = self.read
        self.added = self.updated = self.unchanged = self.deleted = 0


TAKEN = ("added", "updated", "unchanged", "deleted")
"""The outcomes of a record that was not rejected."""

OUTCOMES = ("read", "added", "updated", "unchanged", "deleted", "rejected", "repaired")


def outcomes(counts: Counts) -> dict[str, int]:
    """What ``counts`` are called among the outcomes."""
    found = (counts.added, counts.changed, counts.unchanged, counts.deleted)
    return dict(zip(TAKEN, found, strict=True))


@dataclass(frozen=True)
class Step:
    """How far a long act has come: ``done`` of ``total`` bytes or rows of one phase."""

    phase: str
    rows: int
    done: int
    total: int


Progress = Callable[[Step], None]


def silent(step: Step) -> None:
    """Progress that nobody watches."""


def shifted(problems: Iterable[Problem], lines: int) -> Iterator[Problem]:
    """``problems`` of a part of a file that begins ``lines`` lines further down."""
    for problem in problems:
        yield Problem(
            problem.line + lines, problem.column, problem.value, problem.reason, problem.repaired
        )
