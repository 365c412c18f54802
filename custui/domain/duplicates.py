"""Are two accounts one person's? What they have in common is weighed.

Weights are chances in a hundred that two accounts with that much in common are one person's; they
add up as independent evidence does. What speaks against it takes some away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from custui.domain.text import fold
from custui.locale import N_

MAILBOX, ELSEWHERE, PHONE, BIRTHDAY, HOME = REASONS = (
    *("mailbox", "mailbox_elsewhere", "phone", "birthday", "address"),
)
"""The same mailbox spelt otherwise; a mailbox of that name elsewhere; a phone number; name and
birthday; name and address."""

LABELS: Final = {
    MAILBOX: N_("same mailbox"),
    ELSEWHERE: N_("same mailbox elsewhere"),
    PHONE: N_("same phone"),
    BIRTHDAY: N_("same name and birthday"),
    HOME: N_("same name and address"),
}

LIKELY: Final = 50
"""From here on a pair is worth looking at."""

SHARED_LOCAL_PARTS: Final = frozenset(
    (
        *("info", "biuro", "office", "kontakt", "contact", "sklep", "shop", "admin", "mail"),
        *("poczta", "sekretariat", "zamowienia", "orders", "faktury", "invoice", "hello"),
    )
)
"""Mailboxes that every other firm has."""

_SHORTEST_LOCAL_PART: Final = 5
_SAME_DOMAINS = {"googlemail.com": "gmail.com"}
_WORD = re.compile(r"[a-z0-9]+")
_STREET = frozenset({"ul", "ulica", "al", "aleja", "os", "osiedle", "pl", "plac", "m", "lok"})


@dataclass(frozen=True)
class Person:
    """An account as far as it is compared. ``names`` are folded; ``phones`` are digits.

    ``homes`` are postcode and first line of each address, as ``home`` makes them.
    """

    id: int
    names: tuple[str, str]
    email: str
    birthday: str | None = None
    phones: frozenset[str] = frozenset()
    homes: frozenset[tuple[str, frozenset[str]]] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """How likely two accounts are one person's, 0 to 100, and why, the strongest first."""

    score: int
    reasons: tuple[str, ...] = ()


def home(postcode: str, line1: str) -> tuple[str, frozenset[str]]:
    """An address as it is compared: ``ul. Polna 5/7`` and ``Polna 5 m. 7`` are one."""
    words = frozenset(_WORD.findall(fold(line1)))
    return "".join(_WORD.findall(fold(postcode))), words - _STREET


def mailbox(email: str) -> tuple[str, str]:
    """A mailbox as its owner may spell it: without dots, tag and case; and its domain."""
    local, _at, domain = email.lower().rpartition("@")
    plain = local.partition("+")[0].replace(".", "") or local
    return plain, _SAME_DOMAINS.get(domain, domain)


def likeness(one: Person, other: Person) -> Likeness:
    """Weigh what two accounts have in common."""
    found = dict(_evidence(one, other))
    doubt = 1.0
    for weight in found.values():
        doubt *= 1 - weight / 100
    score = round(100 * (1 - doubt)) - _against(one, other)
    reasons = sorted(found, key=lambda reason: (-found[reason], REASONS.index(reason)))
    return Likeness(max(0, min(score, 99)), tuple(reasons))


def _evidence(one: Person, other: Person) -> Iterator[tuple[str, int]]:
    same_name = _same_name(one, other)
    alike = same_name or bool(set(one.names) & set(other.names))
    (local, domain), (other_local, other_domain) = mailbox(one.email), mailbox(other.email)
    if local == other_local and len(local) >= _SHORTEST_LOCAL_PART:
        if domain == other_domain:
            yield MAILBOX, 95 if alike else 80
        elif local not in SHARED_LOCAL_PARTS:
            yield ELSEWHERE, 85 if same_name else 55 if alike else 20
    if one.phones & other.phones:
        yield PHONE, 85 if same_name else 40 if alike else 25
    if same_name and one.birthday and one.birthday == other.birthday:
        yield BIRTHDAY, 75
    if same_name and any(
        postcode and words and (postcode, words) in other.homes for postcode, words in one.homes
    ):
        yield HOME, 80


def _same_name(one: Person, other: Person) -> bool:
    """Also when the two boxes of a form were mixed up."""
    return sorted(one.names) == sorted(other.names)


def _against(one: Person, other: Person) -> int:
    """Two birthdays are two people, unless one of them is a slip of the keys."""
    if not (one.birthday and other.birthday) or one.birthday == other.birthday:
        return 0
    differing = sum(a != b for a, b in zip(one.birthday, other.birthday, strict=False))
    year, month, day = one.birthday.split("-")
    slip = differing == 1 or other.birthday == f"{year}-{day}-{month}"
    return 5 if slip else 30
