"""What a customer's fields must be, whoever gives them: the form, a file, the command line.

Each ``…_problem`` function returns what is wrong, said to a person, or ``None``. They are cheap
enough for a million rows. The forms of names are those of PrestaShop's and Magento's validators.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from datetime import date

from custui.locale import _

LONGEST_NAME = 255
LONGEST_EMAIL = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LONGEST_LOCAL_PART = 64
LONGEST_COMPANY = 255
LONGEST_CHOICE = 32
"""Characters in the name of a title or a group."""
LARGEST_ID = 2**63 - 1
LARGEST_AMOUNT = 10**16
"""Minor units; more than any shop's sales, and far from the ends of a 64-bit sum."""
LARGEST_PAYMENT_DAYS = 2**32 - 1
OLDEST_YEARS = 120
PASSWORD_BYTES = (8, 72)  # bcrypt reads no more than 72

# A dot stands before one space and a character, or at the end.
_PRESTASHOP_NAME = re.compile(
    r"""(?:[^0-9!<>,;?=+()/\\@#"°*`{}_^$%:¤\[\]|.。]|[.。](?=\s\S|\Z))*+""", re.DOTALL
)
_PRESTASHOP_BARRED = re.compile(r"""[0-9!<>,;?=+()/\\@#"°*`{}_^$%:¤\[\]|]""")
_MAGENTO_SIGNS = frozenset(" ,-_.'’`")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_STORABLE = re.compile("[\0\ud800-\udfff]")
_UNDECODED = re.compile("[\udc80-\udcff]")

_WORD = r"[A-Za-z0-9_!#$%&'*+/=?^`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_LAST_LABEL = r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ASCII_EMAIL = re.compile(rf"(?=[^@]{{1,64}}@){_WORD}(?:\.{_WORD})*+@(?:{_LABEL}\.)+{_LAST_LABEL}")
PLAIN_EMAIL = re.compile(rf"(?!')(?=.{{6,{LONGEST_EMAIL}}}\Z){_ASCII_EMAIL.pattern}")
"""Matches whole the addresses that are surely right: a first look, for many rows."""

# The same with every script's letters (RFC 6531, RFC 5890).
_ANY_WORD = r"[^\s@.\"(),:;<>\[\]\\\x00-\x20\x7f-\x9f\ud800-\udfff]+"
_ANY_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ANY_EMAIL = re.compile(
    rf"{_ANY_WORD}(?:\.{_ANY_WORD})*+@(?:{_ANY_LABEL}\.)+[^\W\d_](?:[\w-]{{0,61}}[^\W_])?"
)


def storage_problem(text: str) -> str | None:
    """What keeps ``text`` out of the database whatever the field: NUL, half a surrogate pair."""
    if text.isascii() and "\0" not in text:
        return None
    found = _NOT_STORABLE.search(text)
    if found is None:
        return None
    if found.group() == "\0":
        return _("has a NUL character")
    if _UNDECODED.match(found.group()):
        return _("has a byte that is no character in this encoding; name the right one: --encoding")
    return _("has half of a surrogate pair, which is no character")


def text_problem(text: str, longest: int) -> str | None:
    """What is wrong with a free text of at most ``longest`` characters."""
    if len(text) > longest:
        return _("is longer than {longest} characters").format(longest=longest)
    return storage_problem(text)


def name_problem(name: str, rule: str = "prestashop") -> str | None:
    """What is wrong with a first or last name by ``rule``: ``prestashop``, ``magento`` or ``any``.

    ``any`` checks length and encoding alone: custui's own files keep what a shop once accepted.
    """
    if not name or name.isspace():
        return _("is missing")
    problem = text_problem(name, LONGEST_NAME)
    if problem or rule == "any":
        return problem
    return _magento_problem(name) if rule == "magento" else _prestashop_problem(name)


def _prestashop_problem(name: str) -> str | None:
    if _PRESTASHOP_NAME.fullmatch(name):
        return None
    barred = _PRESTASHOP_BARRED.search(name)
    if barred is None:
        return _("has a dot that is followed by neither one space and a letter nor the end")
    if barred.group().isdigit():
        return _("has a digit")
    return _("has {sign}, which a name may not have").format(sign=barred.group())


def _magento_problem(name: str) -> str | None:
    for char in name:
        written = unicodedata.category(char)[0] in "LM" or char.isdecimal()
        if not written and char not in _MAGENTO_SIGNS:
            return _("has {sign}, which a name may not have").format(sign=char)
    return None


def email_problem(email: str) -> str | None:
    """What is wrong with the form of an e-mail address. Special-use domains are fine.

    A light check for many rows; the form looks closer at an address that a person types.
    """
    if not email:
        return _("is missing")
    if len(email) > LONGEST_EMAIL:
        return _("is longer than {longest} characters").format(longest=LONGEST_EMAIL)
    form = _ASCII_EMAIL if email.isascii() else _ANY_EMAIL
    if form.fullmatch(email) and email.index("@") <= LONGEST_LOCAL_PART:
        return None
    return storage_problem(email) or _("is not an e-mail address")


def is_placeholder(email: str) -> bool:
    """Whether an address only stands where one is wanted: nothing is ever mailed to ``.invalid``.

    RFC 2606 keeps that name free for it.
    """
    return email.lower().rstrip(".").endswith(".invalid")


def birthday_problem(day: str, today: date) -> str | None:
    """What is wrong with a birth date ``YYYY-MM-DD``; it may be empty."""
    if not day:
        return None
    try:
        born = date.fromisoformat(day) if _DAY.fullmatch(day) else None
    except ValueError:
        born = None
    if born is None:
        return _("is not a date")
    if born > today:
        return _("is in the future")
    if today.year - born.year - ((today.month, today.day) < (born.month, born.day)) > OLDEST_YEARS:
        return _("is more than {years} years ago").format(years=OLDEST_YEARS)
    return None


def password_problem(password: str) -> str | None:
    """What is wrong with a new password; its length is in bytes of UTF-8."""
    shortest, longest = PASSWORD_BYTES
    length = len(password.encode("utf-8", "surrogatepass"))
    if length < shortest:
        return _("is shorter than {shortest} bytes").format(shortest=shortest)
    if length > longest:
        return _("is longer than {longest} bytes").format(longest=longest)
    return None


def groups_problem(default_group: int | None, groups: Collection[int]) -> str | None:
    """What is wrong with a customer's default group among the chosen ones."""
    if default_group is None:
        return _("is missing")
    return None if default_group in groups else _("is not among the chosen groups")


def payment_days_problem(days: int) -> str | None:
    """What is wrong with the maximum of payment days."""
    if 0 <= days <= LARGEST_PAYMENT_DAYS:
        return None
    return _("is not between 0 and {largest}").format(largest=LARGEST_PAYMENT_DAYS)


def amount_problem(amount: int) -> str | None:
    """What is wrong with an amount of money (minor units) that may not be less than none."""
    if amount < 0:
        return _("is less than 0")
    return _("is too large an amount") if amount > LARGEST_AMOUNT else None


def id_problem(number: int) -> str | None:
    """What is wrong with a customer's number."""
    if 1 <= number <= LARGEST_ID:
        return None
    return _("is not a number from 1 to {largest}").format(largest=LARGEST_ID)
