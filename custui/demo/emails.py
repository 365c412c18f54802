"""E-mail addresses that no two people of a shop share, in memory that does not grow with it."""

from __future__ import annotations

from array import array

from custui.demo.draws import chance
from custui.demo.names import Name

# Surname first has a sign of its own: Thomas Martin must not meet Martin Thomas.
_PATTERNS = ("{f}.{l}",) * 5 + ("{f}_{l}",) * 2 + ("{l}-{f}",)
_INITIAL = ("{i}.{l}", "{i}_{l}", "{l}.{i}", "{i}.{l}")


class Mailboxes:
    """Gives each person a local part of their own.

    Namesakes are told apart by a number, as in life: the count of namesakes so far picks it from a
    list without repeats, so that nothing but the counts is kept. Pattern and domain then vary
    freely: the parts of the name are always parted by a sign, and neither part holds one.
    """

    def __init__(self, seed: int, first_names: int, last_names: int) -> None:
        self._last_names = last_names
        self._namesakes = array("I", bytes(4 * first_names * last_names))
        self._initials = array("I", bytes(4 * 26 * last_names))
        self._numbers = [str(number) for number in (*range(1, 100), *range(1950, 2011))]
        chance(seed, "mailboxes").shuffle(self._numbers)

    def local_part(self, first: Name, last: Name, number: int) -> str:
        """The part before the ``@`` for a person; ``number`` (32 bits) picks its pattern."""
        if number & 7 == 0:
            place = (ord(first.slug[0]) - 97) * self._last_names + last.slug_number
            count = self._initials[place]
            self._initials[place] = count + 1
            pattern = _INITIAL[number >> 3 & 3]
        else:
            place = first.slug_number * self._last_names + last.slug_number
            count = self._namesakes[place]
            self._namesakes[place] = count + 1
            pattern = _PATTERNS[number >> 3 & 7]
        local = pattern.format(f=first.slug, l=last.slug, i=first.slug[0])
        return local + self._suffix(place, count)

    def _suffix(self, place: int, count: int) -> str:
        """What the ``count``-th namesake adds; each ``place`` begins at another number."""
        known = self._numbers
        if count == 0:
            return ""
        if count > len(known):
            return str(3000 + count)
        return known[(count + place) % len(known)]
