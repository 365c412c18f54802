"""Plants pairs of one person under two accounts, as a support desk meets them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.demo_load import Account, copy_emails, overwrite, plain_accounts
from custui.db.totals import refresh_addresses
from custui.demo.draws import chance
from custui.demo.names import slug
from custui.demo.showcase import SHOWCASE
from custui.domain.text import digits, email_key, fold, sort_key

KINDS = ("mailbox", "domain", "phone", "birthday", "address")
"""What gives a pair away, in turn: the same mailbox spelt otherwise, the same mailbox elsewhere,
the same phone in other punctuation, the same name and birthday, the same name and address."""

_CHUNK = 500
_CUSTOMER = (
    "first_name", "last_name", "email", "birthday", "title_id", "language", "first_name_fold",
    "last_name_fold", "email_fold", "first_name_sort", "last_name_sort", "email_key",
)  # fmt: skip
_OTHER_DOMAINS = ("o2.pl", "wp.pl", "gmail.com", "proton.me")


def room_for_pairs(customers: int) -> int:
    """How many pairs a shop of so many customers has room for, with most people still single."""
    return customers // 10


class NoRoomForPairs(ValueError):
    """The shop is too small for so many pairs; ``room`` is how many it would hold."""

    def __init__(self, room: int) -> None:
        super().__init__(room)
        self.room = room


@dataclass(frozen=True)
class Twin:
    """What the second account becomes; ``home`` is line 1, postcode, city and country."""

    id: int
    first_name: str
    last_name: str
    email: str
    birthday: str | None
    title_id: int | None
    language: str
    phone: str
    home: tuple[str, str, str, str]


def plant_duplicates(
    database: ShopDatabase, customers: int, count: int, seed: int, but: Collection[int]
) -> list[tuple[int, int]]:
    """Make ``count`` customers second accounts of others; (elder id, younger id) by elder.

    Nobody is in two pairs, and no customer of ``but``. Call it inside the load, when the indexes
    are there and the search index is not. Raises ``NoRoomForPairs``.
    """
    pairs = _pairs(database, customers, count, seed, set(but))
    twins = [
        _twin(elder, younger, KINDS[number % len(KINDS)])
        for number, (elder, younger) in enumerate(pairs)
    ]
    _write(database, twins)
    return [(elder.id, younger.id) for elder, younger in pairs]


def _pairs(
    database: ShopDatabase, customers: int, count: int, seed: int, but: set[int]
) -> list[tuple[Account, Account]]:
    """People to be paired, by the number of the elder account."""
    free = [customer for customer in range(SHOWCASE + 1, customers + 1) if customer not in but]
    drawn = chance(seed, "duplicates").sample(free, min(len(free), 8 * count + 64))
    found: list[Account] = []
    for start in range(0, len(drawn), _CHUNK):
        if len(found) >= 2 * count:
            break
        found += plain_accounts(database, drawn[start : start + _CHUNK])
    if len(found) < 2 * count:
        raise NoRoomForPairs(len(found) // 2)
    several = [
        (min(one, other, key=_number), max(one, other, key=_number))
        for one, other in zip(found[:count], found[count : 2 * count], strict=True)
    ]
    return sorted(several, key=lambda pair: pair[0].id)


def _number(account: Account) -> int:
    return account.id


def _twin(elder: Account, younger: Account, kind: str) -> Twin:
    """The younger account as the same person would have opened it."""
    mailbox, _at, domain = elder.email.partition("@")
    first, last = elder.first_name, elder.last_name
    email = f"{slug(first)}{slug(last)}_{younger.id}@{_OTHER_DOMAINS[younger.id & 3]}"
    phone, home, birthday = younger.phone, younger.home, None
    if kind == "mailbox":
        plain = mailbox.replace(".", "")
        email = f"{plain if plain != mailbox else mailbox + '+sklep'}@{domain}"
    elif kind == "domain":
        other = next(name for name in _OTHER_DOMAINS if name != domain.lower())
        email = f"{mailbox.title()}@{other}"
        first, last = first.upper(), last.upper()
    elif kind == "phone":
        number = digits(elder.phone)
        phone = f"{number[:-6]}/{number[-6:-3]}.{number[-3:]}"
        first, last = last, first  # the two boxes of a form mixed up
    elif kind == "birthday":
        first, last = fold(first).title(), fold(last).title()
        birthday = elder.birthday
    else:
        home = elder.home
        first, last = first.lower(), last.lower()
    return Twin(
        younger.id, first, last, email, birthday, elder.title_id, elder.language, phone, home
    )


def _write(database: ShopDatabase, twins: list[Twin]) -> None:
    """Overwrite the accounts with what they have become, and keep what is derived right."""
    overwrite(database, "customer", _CUSTOMER, "id", [_customer(twin) for twin in twins])
    overwrite(
        database,
        "address",
        ("first_name", "last_name", "phone", "line1", "postcode", "city", "country"),
        "customer_id",
        [(twin.first_name, twin.last_name, twin.phone, *twin.home, twin.id) for twin in twins],
    )
    overwrite(
        database,
        "sales_order",
        ("shipping_address",),
        "customer_id",
        [(_shipped_to(twin), twin.id) for twin in twins],
    )
    ids = [twin.id for twin in twins]
    copy_emails(database, ids)
    for start in range(0, len(ids), _CHUNK):
        refresh_addresses(database, ids[start : start + _CHUNK])


def _shipped_to(twin: Twin) -> str:
    line1, postcode, city, country = twin.home
    return f"{twin.first_name} {twin.last_name}, {line1}, {postcode} {city}, {country}"


def _customer(twin: Twin) -> tuple[object, ...]:
    return (
        twin.first_name, twin.last_name, twin.email, twin.birthday, twin.title_id, twin.language,
        fold(twin.first_name), fold(twin.last_name), fold(twin.email), sort_key(twin.first_name),
        sort_key(twin.last_name), email_key(twin.email), twin.id,
    )  # fmt: skip
