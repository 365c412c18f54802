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
from custui.domain.duplicates import LIKELY, Likeness, Person, home, likeness

Progress = Callable[[int, int], None]
"""Told how many of how many steps are done."""

LARGEST_BLOCK: Final = 20
"""Accounts with one key; more of them share a firm's phone or a form's nonsense, not a person."""

PHONE_DIGITS: Final = 9
"""Digits at the end of a number that are compared: its country's prefix is written or not."""

_AT_ONCE: Final = 500

_LOCAL = "substr(c.email_key, 1, instr(c.email_key, '@') - 1)"
_MAILBOX = f"replace(substr({_LOCAL}, 1, instr({_LOCAL} || '+', '+') - 1), '.', '')"
_NAMES = """CASE WHEN c.first_name_fold < c.last_name_fold
    THEN c.first_name_fold || ' ' || c.last_name_fold
    ELSE c.last_name_fold || ' ' || c.first_name_fold END"""
_NUMBERS = """json_each('["' || replace(c.phone_digits, ' ', '","') || '"]') n"""

_KEYS: Final = (  # key, what else it is made from, of whom
    (_MAILBOX, "", "1"),
    (f"{_NAMES} || c.birthday", "", "c.birthday IS NOT NULL"),
    (f"{_NAMES} || c.postcode", "", "c.postcode <> ''"),
    (
        f"substr(n.value, -{PHONE_DIGITS})",
        f", {_NUMBERS}",
        f"c.phone_digits <> '' AND length(n.value) >= {PHONE_DIGITS}",
    ),
)

# A key that is not materialized is made again for each time that it is asked for.
_BLOCKS = """
WITH keyed AS MATERIALIZED (
    SELECT c.shop_id, {key} AS key, c.id FROM customer c{more}
    WHERE c.banned = 0 AND c.erased_at IS NULL {registered} AND {condition}
)
SELECT json_group_array(id) FROM keyed GROUP BY shop_id, key HAVING count(*) BETWEEN 2 AND ?
"""


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
        pairs -= _told_apart(database)
        found = list(_compared(database, sorted(pairs)))
    progress(len(_KEYS) + 1, len(_KEYS) + 1)
    found.sort(key=lambda pair: (-pair.likeness.score, pair.one, pair.other))
    return found[:limit]


def _candidates(database: ShopDatabase, guests: bool, progress: Progress) -> set[tuple[int, int]]:
    pairs: set[tuple[int, int]] = set()
    for step, (key, more, condition) in enumerate(_KEYS):
        progress(step, len(_KEYS) + 1)
        registered = "" if guests else "AND c.is_guest = 0"
        blocks = database.execute_sql(
            _BLOCKS.format(key=key, more=more, condition=condition, registered=registered),
            (LARGEST_BLOCK,),
        )
        for (ids,) in blocks:
            pairs.update(combinations(sorted(set(json.loads(ids))), 2))
    return pairs


def _told_apart(database: ShopDatabase) -> set[tuple[int, int]]:
    """Pairs that somebody found to be two people's."""
    return set(database.execute_sql("SELECT one_id, other_id FROM not_duplicate").fetchall())


def _compared(database: ShopDatabase, pairs: Sequence[tuple[int, int]]) -> Iterator[Pair]:
    for start in range(0, len(pairs), _AT_ONCE):
        batch = pairs[start : start + _AT_ONCE]
        people = read_people(database, {number for pair in batch for number in pair})
        for one, other in batch:
            found = likeness(people[one], people[other])
            if found.score >= LIKELY:
                yield Pair(one, other, found)


def read_people(database: ShopDatabase, ids: Iterable[int]) -> dict[int, Person]:
    """Customers as they are compared, by number."""
    wanted = these(list(ids))
    homes: dict[int, set[tuple[str, frozenset[str]]]] = {}
    for number, postcode, line1 in database.execute_sql(
        "SELECT customer_id, postcode, line1 FROM address"
        f" WHERE deleted = 0 AND customer_id IN {THESE}",
        (wanted,),
    ):
        homes.setdefault(number, set()).add(home(postcode, line1))
    rows = database.execute_sql(
        "SELECT id, first_name_fold, last_name_fold, email_key, birthday, phone_digits"
        f" FROM customer WHERE id IN {THESE}",
        (wanted,),
    )
    return {
        number: Person(
            number,
            (first.strip(), last.strip()),
            email,
            birthday,
            frozenset(_ends(numbers)),
            frozenset(homes.get(number, ())),
        )
        for number, first, last, email, birthday, numbers in rows
    }


def _ends(numbers: str) -> Iterator[str]:
    for number in numbers.split():
        if len(number) >= PHONE_DIGITS:
            yield number[-PHONE_DIGITS:]
