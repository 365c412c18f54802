"""Cells that name something the shop has: titles, groups, shops."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping

from custui.domain import rules
from custui.domain.text import fold
from custui.exchange.cells import REMEMBERED, Remembered
from custui.exchange.field import Staged
from custui.exchange.written import restored
from custui.locale import _


def choice_key(name: str) -> str:
    """What makes two names of a title or group one: ``M.`` is ``m``."""
    return fold(name.strip()).removesuffix(".")


class Naming(Remembered):
    """Names of one kind, as their numbers in the staging column ``staged``.

    A name that the shop has not is ``added`` with the numbers -1, -2, … or, when it may not be,
    refused with ``unknown`` as the reason.
    """

    def __init__(
        self,
        read: Callable[[str], Staged],
        staged: str,
        known: Mapping[str, int],
        unknown: str = "",
        numbers: frozenset[int] | None = None,
    ) -> None:
        super().__init__(read)
        self.staged = staged
        self.added: list[str] = []
        self._known = known
        self._unknown = unknown
        self._numbers = numbers

    def number_of(self, name: str) -> int:
        """The number of what is called ``name``; where ``numbers`` are told, also of those."""
        if self._numbers is not None and name.isascii() and name.isdigit():
            number = int(name[:30])
            if number not in self._numbers:
                raise ValueError(_("there is no number {number}").format(number=name))
            return number
        found = self._known.get(choice_key(name))
        if found is not None:
            return found
        problem = self._unknown or rules.text_problem(name, rules.LONGEST_CHOICE)
        if problem:
            raise ValueError(problem)
        return -1 - self._added_place(name)

    def _added_place(self, name: str) -> int:
        for place, added in enumerate(self.added):
            if choice_key(added) == choice_key(name):
                return place
        if len(self.added) >= REMEMBERED:
            raise ValueError(_("is one of too many new names"))
        self.added.append(name)
        return len(self.added) - 1


class Choices(Naming):
    """One name in each cell; an empty one is ``None``."""

    def __init__(
        self,
        staged: str,
        known: Mapping[str, int],
        unknown: str = "",
        numbers: frozenset[int] | None = None,
        *,
        required: bool = False,
        none: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(self._choose, staged, known, unknown, numbers)
        self._required = required
        self._none = none

    def _choose(self, cell: str) -> Staged:
        name = restored(cell).strip()
        if not name or name in self._none:
            if self._required:
                raise ValueError(_("is missing"))
            return (None,)
        return (self.number_of(name),)


class Members(Naming):
    """Several names parted by commas, one with a comma in quotes; an empty cell is ``None``."""

    def __init__(
        self,
        staged: str,
        known: Mapping[str, int],
        unknown: str = "",
        numbers: frozenset[int] | None = None,
    ) -> None:
        super().__init__(self._list, staged, known, unknown, numbers)

    def _list(self, cell: str) -> Staged:
        text = restored(cell)
        if not text.strip():
            return (None,)
        (names,) = csv.reader([text], skipinitialspace=True)
        found = {self.number_of(name.strip()) for name in names if name.strip()}
        return (",".join(map(str, sorted(found))),)


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
