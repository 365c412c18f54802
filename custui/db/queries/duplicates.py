"""Finds accounts that may be one person's, among any number of customers.

Each way in which two accounts can be alike has a key; only accounts with the same key are compared.
The engine sorts by the keys: the work grows with the number of customers, not with its square.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.totals import THESE, these
from custui.domain.duplicates import LIKELY, SHARED_LOCAL_PARTS, Likeness, Person, home, likeness

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""

LARGEST_BLOCK: Final = 20
"""Accounts with one key; more of them share a firm's phone or a form's nonsense, not a person."""

PHONE_DIGITS: Final = 9
"""Digits at the end of a number that are compared: its country's prefix is written or not."""

_AT_ONCE: Final = 500

_LOCAL = "substr(c.email_key, 1, instr(c.email_key, '@') - 1)"
_PLAIN_LOCAL = f"replace(substr({_LOCAL}, 1, instr({_LOCAL} || '+', '+') - 1), '.', '')"
_NAMES = """CASE WHEN c.first_name_fold < c.last_name_fold
    THEN c.first_name_fold || ' ' || c.last_name_fold
    ELSE c.last_name_fold || ' ' || c.first_name_fold END"""
_NUMBERS = """customer c, json_each('["' || replace(c.phone_digits, ' ', '","') || '"]') n"""

_KEYS: Final = (  # key, source, condition
    (_PLAIN_LOCAL, "customer c", f"length({_PLAIN_LOCAL}) > 4 AND {_PLAIN_LOCAL} NOT IN (:shared)"),
    (f"{_NAMES} || c.birthday", "customer c", "c.birthday IS NOT NULL"),
    (f"{_NAMES} || c.postcode", "customer c", "c.postcode <> ''"),
    (
        f"substr(c.phone_digits, -{PHONE_DIGITS})",
        "customer c",
        f"length(c.phone_digits) >= {PHONE_DIGITS} AND instr(c.phone_digits, ' ') = 0",
    ),
)


@dataclass(frozen=True)
class Pair:
    """Two accounts (the lower number first) that may be one person's, and how likely."""

    one: int
    other: int
    likeness: Likeness


def find_duplicates(
    database: ShopDatabase,
    limit: int | None = None,
    *,
    guests: bool = False,
    progress: Progress = lambda done, total: None,
) -> list[Pair]:
    """Pairs of accounts in one shop that may be one person's, the likeliest first.

    Guests have no account: only ``guests`` compares them too. Those who are banned or erased, and
    pairs that somebody found to be two people's, are left out. Seconds for a million customers:
    call it in a worker, on a connection that can be interrupted.
    """
    with database.atomic("DEFERRED"):
        pairs = _candidates(database, guests, progress)
        pairs -= _unlike(database)
        found = list(_compared(database, sorted(pairs)))
    progress(len(_KEYS) + 1, len(_KEYS) + 1)
    found.sort(key=lambda pair: (-pair.likeness.score, pair.one, pair.other))
    return found[:limit]
