"""Names as they are written, searched and sorted, made ready once for a whole shop."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from custui.domain.text import fold, sort_key


class Name(NamedTuple):
    """One first or last name: as written, folded, its place in a list, and as e-mails spell it.

    ``slug_number`` tells e-mail spellings apart: names that read alike in an e-mail share it.
    """

    text: str
    fold: str
    sort: str
    slug: str
    slug_number: int


def slug(text: str) -> str:
    """``text`` as an e-mail address or a domain spells it: ``L'Hôte`` gives ``lhote``."""
    spelt = fold(text).replace("ß", "ss").replace("æ", "ae")
    return "".join(char for char in spelt if char.isascii() and char.isalnum())


def listed(text: str) -> list[str]:
    """The names of a text that parts them by white space; an underscore is a space in a name."""
    return [word.replace("_", " ") for word in text.split()]


class NameBook:
    """Makes names, numbering their e-mail spellings in the order of asking."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def name(self, text: str) -> Name:
        """``text`` made ready."""
        spelt = slug(text)
        number = self._numbers.setdefault(spelt, len(self._numbers))
        return Name(text, fold(text), sort_key(text), spelt, number)

    def names(self, texts: Sequence[str]) -> list[Name]:
        """Each of ``texts`` made ready."""
        return [self.name(text) for text in texts]

    def __len__(self) -> int:
        return len(self._numbers)


class Place(NamedTuple):
    """A city as it is written, folded and sorted, and the form of its postcodes."""

    text: str
    fold: str
    sort: str
    postcode: str


@cache
def place(text: str, postcode: str) -> Place:
    """The city called ``text``; each ``#`` of ``postcode`` stands for a digit."""
    return Place(text, fold(text), sort_key(text), postcode.replace("#", "%s"))
