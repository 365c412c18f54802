"""Cells that name something the shop has: titles, groups, shops."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from custui.domain import rules
from custui.domain.text import fold
from custui.exchange.cells import REMEMBERED, Remembered
from custui.exchange.field import Staged
from custui.exchange.written import restored
from custui.locale import _


def choice_key(name: str) -> str:
    """What makes two names of a title or group one: ``M.`` is ``m``."""
    return fold(name.strip()).removesuffix(".")


@dataclass(frozen=True)
class Known:
    """What there is of a kind: numbers by name, as ``choice_key`` compares.

    Where ``exact`` is told, names are compared to the last letter, and none is told by its number.
    ``numbers`` that are told count as names.
    """

    by_key: Mapping[str, int]
    exact: Mapping[str, int] | None = None
    numbers: frozenset[int] | None = None

    def number_of(self, name: str) -> int | None:
        """The number of what is called ``name``."""
        if self.exact is not None:
            return self.exact.get(name)
        if self.numbers is not None and name.isascii() and name.isdigit():
            number = int(name[:30])
            if number not in self.numbers:
                raise ValueError(_("there is no number {number}").format(number=name))
            return number
        return self.by_key.get(choice_key(name))

    def same(self, one: str, other: str) -> bool:
        """Whether two names are one."""
        return one == other if self.exact is not None else choice_key(one) == choice_key(other)

    def name_problem(self, name: str) -> str | None:
        """What is wrong with a new name."""
        if self.exact is not None:
            return rules.kept_text_problem(name, 1, rules.LONGEST_CHOICE)
        return rules.text_problem(name, rules.LONGEST_CHOICE)

    def trimmed(self, name: str) -> str:
        """A name as it is compared and added."""
        return name if self.exact is not None else name.strip()


class Naming(Remembered):
    """Names of one kind, as their numbers in the staging column ``staged``.

    A name that the shop has not is ``added`` with the numbers -1, -2, … or, when it may not be,
    refused with ``unknown`` as the reason.
    """

    def __init__(
        self, read: Callable[[str], Staged], staged: str, known: Known, unknown: str = ""
    ) -> None:
        super().__init__(read)
        self.staged = staged
        self.added: list[str] = []
        self._known = known
        self._unknown = unknown

    def number_of(self, name: str) -> int:
        """The number of what is called ``name``; a new one is below 0."""
        found = self._known.number_of(name)
        if found is not None:
            return found
        problem = self._unknown or self._known.name_problem(name)
        if problem:
            raise ValueError(problem)
        return -1 - self._added_place(name)

    def _added_place(self, name: str) -> int:
        for place, added in enumerate(self.added):
            if self._known.same(added, name):
                return place
        if len(self.added) >= REMEMBERED:
            raise ValueError(_("is one of too many new names"))
        self.added.append(name)
        return len(self.added) - 1


class Choices(Naming):
    """One name in each cell; an empty one, or one of ``none``, is ``None``."""

    def __init__(
        self,
        staged: str,
        known: Known,
        unknown: str = "",
        *,
        required: bool = False,
        none: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(self._choose, staged, known, unknown)
        self._required = required
        self._none = none

    def _choose(self, cell: str) -> Staged:
        name = self._known.trimmed(restored(cell))
        if not name or name in self._none:
            if self._required:
                raise ValueError(_("is missing"))
            return (None,)
        return (self.number_of(name),)


class Members(Naming):
    """Several names parted by commas, one with a comma in quotes; an empty cell is ``None``."""

    def __init__(self, staged: str, known: Known, unknown: str = "") -> None:
        super().__init__(self._list, staged, known, unknown)

    def _list(self, cell: str) -> Staged:
        rows = csv.reader(io.StringIO(restored(cell), newline=""))
        names = [self._known.trimmed(name) for row in rows for name in row]
        found = sorted({self.number_of(name) for name in names if name})
        return (",".join(map(str, found)) or None,)


def shops(known: Mapping[str, int], other: int | None) -> Remembered:
    """Shops by their codes; an empty cell is ``None``, an unknown code ``other``."""

    def read(cell: str) -> Staged:
        code = restored(cell).strip()
        if not code:
            return (None,)
        found = known.get(code.casefold(), other)
        if found is None:
            raise ValueError(_("there is no such shop"))
        return (found,)

    return Remembered(read)


def genders(titles: Mapping[str, int]) -> Remembered:
    """Genders, as the title that goes with each; ``titles`` are by ``m`` and ``f``."""
    words = {"male": "m", "1": "m", "m": "m", "female": "f", "2": "f", "f": "f"}

    def read(cell: str) -> Staged:
        word = cell.strip().casefold()
        return (titles.get(words.get(word, "")),)

    return Remembered(read)
