"""A telephone number as somebody typed it, and which kept numbers it may be.

Only digits are kept (``domain.text.digits``), with or without the country's calling code, as the
customer wrote them. A number typed with the code finds one kept without it, and the other way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from custui.domain.text import digits

SHORTEST_PART = 3
"""Fewer digits stand in nearly every number and find nobody in particular."""

SHORTEST_WHOLE = 7
"""Digits, the calling code apart, from which a number may be a whole one."""

_LONGEST_NATIONAL = 10
"""Digits beyond which a number written without ``+`` is taken to begin with a calling code."""

_CHARACTERS = re.compile(r"[0-9+()./\-\u2010-\u2015]+")
_TRUNK_IN_BRACKETS = re.compile(r"\( *0 *\)")

# E.164: codes are prefix-free. 1 and 7 are zones; these are the codes of two digits; others have
# three.
_TWO_DIGITS = re.compile(
    "2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]",
)


def calling_code(number: str) -> str:
    """The calling code that ``number``, digits alone, begins with; ``""`` for none."""
    if not number or number[0] == "0":
        return ""
    if number[0] in "17":
        return number[0]
    length = 2 if _TWO_DIGITS.match(number) else 3
    return number[:length] if len(number) >= length else ""


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

    def is_whole(self, kept: str) -> bool:
        """Whether the kept number is this one, whichever way both were written."""
        if not self.may_be_whole or not kept.endswith(self.national):
            return False
        before = kept.removesuffix(self.national)
        if before in ("", "0"):
            return True
        code = before.removeprefix("00")
        codes = {code, code.removesuffix("0")}
        return self.code in codes if self.code else any(calling_code(c) == c for c in codes if c)


def parse_phone(typed: str) -> Phone | None:
    """The number in ``typed``, whatever its punctuation; ``None`` when it has too few digits."""
    international = typed.lstrip(" (").startswith("+")
    number = digits(_TRUNK_IN_BRACKETS.sub("", typed) if international else typed)
    if number.startswith("00"):
        international, number = True, number.removeprefix("00")
    if len(number) < SHORTEST_PART:
        return None
    code = calling_code(number) if international or len(number) > _LONGEST_NATIONAL else ""
    national = number.removeprefix(code)
    if code and len(national) >= SHORTEST_PART:
        return Phone(national, code)
    has_trunk = number.startswith("0") and len(number) > SHORTEST_WHOLE
    return Phone(number[1:] if has_trunk else number)
