"""A telephone number as somebody typed it, and which kept numbers it may be.

Only digits are kept (``domain.text.digits``), with or without the country's calling code, as the
customer wrote them. A number typed with the code finds one kept without it, and the other way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from custui.domain.text import digits

SHORTEST_PART = 3
"""Fewer digits stand in nearly every number and find nobody in particular."""

SHORTEST_WHOLE = 7
"""Digits, the calling code apart, from which a number may be a whole one."""

_LONGEST_NATIONAL = 10
"""Digits beyond which a number written without ``+`` is taken to begin with a calling code."""

_CHARACTERS = re.compile(r"[0-9+()./\-\u2010-\u2015]+")
_TRUNK_IN_BRACKETS = re.compile(r"\( *0 *\)")

_IN_FULL = 10
"""Digits that a number has at least, its calling code among them (of +354 there are seven more)."""

# E.164: codes are prefix-free. 1 and 7 are zones; these are the codes of two digits; others have
# three.
_TWO_DIGITS = "2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
_ANY_CODE = f"1|7|{_TWO_DIGITS}|(?!{_TWO_DIGITS})[2-9][0-9]{{2}}"
_CODE = re.compile(_ANY_CODE)


def calling_code(number: str) -> str:
    """The calling code that ``number``, digits alone, begins with; ``""`` for none."""
    found = _CODE.match(number)
    return found[0] if found else ""


def may_be_phone(word: str) -> bool:
    """Whether ``word`` is made of what telephone numbers are written in."""
    return bool(_CHARACTERS.fullmatch(word)) and any(char in "0123456789" for char in word)


@dataclass(frozen=True)
class Phone:
    """A number, or a part of one.

    ``national`` are the digits that it has in every way of writing it; ``code`` is the calling
    code, ``""`` when none was typed.
    """

    national: str
    code: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """What a kept number has somewhere: one of these, or one of ``beginnings``."""
        if not self.code:
            return (self.national,)
        return (self.code + self.national, f"{self.code}0{self.national}")

    @property
    def beginnings(self) -> tuple[str, ...]:
        """What a number kept without its calling code begins with."""
        return (self.national, "0" + self.national) if self.code else ()

    @property
    def may_be_whole(self) -> bool:
        """Whether there are enough digits for a whole number."""
        return len(self.national) >= SHORTEST_WHOLE

    def is_among(self, kept: str, *, goes_on: bool = False) -> bool:
        """Whether one of the ``kept`` numbers (digits, parted by spaces) is this one.

        It may be written in another way; with ``goes_on`` there may be more digits after it.
        """
        form = _form(self)
        found = form.match if goes_on else form.fullmatch
        return any(map(found, kept.split()))


@lru_cache(maxsize=8)
def _form(phone: Phone) -> re.Pattern[str]:
    """The ways of writing a number, in digits alone."""
    # Without the country a short number could begin with any code: 500 600 100 is no +500.
    code = phone.code or f"(?=[0-9]{{{_IN_FULL}}})(?:{_ANY_CODE})"
    return re.compile(f"(?:(?:00)?{code}0?|0)?{phone.national}")


def parse_phone(typed: str, shortest: int = SHORTEST_PART) -> Phone | None:
    """The number in ``typed``, whatever its punctuation.

    ``None`` when it has fewer digits than ``shortest``; after a calling code as many are needed.
    """
    international = typed.lstrip(" (").startswith("+")
    number = digits(_TRUNK_IN_BRACKETS.sub("", typed) if international else typed)
    if number.startswith("00"):
        international, number = True, number.removeprefix("00")
    if len(number) < shortest:
        return None
    code = calling_code(number) if international or len(number) > _LONGEST_NATIONAL else ""
    national = number.removeprefix(code)
    if code and len(national) >= shortest:
        return Phone(national, code)
    has_trunk = number.startswith("0") and len(number) > SHORTEST_WHOLE
    return Phone(number[1:] if has_trunk else number)


@lru_cache(maxsize=8)
def wanted_phone(typed: str) -> Phone:
    """The number, or the part of one, that a filter has the digits of, however few."""
    return parse_phone(typed, shortest=1) or Phone(digits(typed))
