"""How a filter of phones meets the numbers that are kept: every address counts, and digits alone.

A number may be kept, and may be typed, with the country's calling code or without it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from custui.domain.phone import Phone, calling_code, parse_phone
from custui.domain.text import digits

_TWO_DIGITS = "2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]"
_ANY_CODE = f"1|7|{_TWO_DIGITS}|(?!{_TWO_DIGITS})[2-9][0-9]{{2}}"  # E.164


_IN_FULL = 10
"""Digits that a number has at least, its calling code among them (of +354 there are seven more)."""


def wanted_phone(typed: str) -> Phone:
    """The number, or the part of one, that ``typed`` has the digits of, however few."""
    phone = parse_phone(typed) or Phone(digits(typed))
    if phone.code or not (typed.lstrip(" (").startswith("+") or digits(typed).startswith("00")):
        return phone
    number = digits(typed).removeprefix("00")
    code = calling_code(number)
    national = number.removeprefix(code)
    return Phone(national, code) if code and national else Phone(number or digits(typed))


@lru_cache(maxsize=8)
def _form(typed: str) -> re.Pattern[str]:
    phone = wanted_phone(typed)
    # Without the country a short number could begin with any code: 500 600 100 is no +500.
    code = phone.code or f"(?=[0-9]{{{_IN_FULL}}})(?:{_ANY_CODE})"
    return re.compile(f"(?:(?:00)?{code}0?|0)?{phone.national}")


def has_number(kept: str, typed: str, beginning: int) -> bool:
    """Whether one of the kept numbers (digits, parted by spaces) is the one in ``typed``.

    With ``beginning`` it may go on after it.
    """
    form = _form(typed)
    found = form.match if beginning else form.fullmatch
    return any(map(found, kept.split()))
