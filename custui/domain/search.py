"""The one search box: what was typed, as what it may mean.

Every character is plain: there are no operators, wildcards or quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from custui.domain.filters import Sort
from custui.domain.ip_part import IpPart, parse_ip
from custui.domain.phone import SHORTEST_WHOLE, Phone, may_be_phone, parse_phone
from custui.domain.text import digits, fold
from custui.locale import N_

RESULT_COLUMNS = (
    "id",
    "title",
    "first_name",
    "last_name",
    "email",
    "company",
    "birthday",
    "registered_at",
    "orders",
    "enabled",
)
"""The columns of what was found."""

BEST_FIRST = (Sort("sales", descending=True),)
"""The order of what was found, after the exact hits: who buys most calls most."""

_LONGEST = 1500
"""Characters beyond which nobody has them all: more than the longest names, e-mail and company."""

_LARGEST_NUMBER = 2**63 - 1
_NUMBER = re.compile("[0-9]{1,19}")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Scope(Enum):
    """Where to look."""

    ALL = "all"
    NAMES = "names"
    IP = "ip"


SCOPES = {
    Scope.ALL: N_("everywhere"),
    Scope.NAMES: N_("customers by name"),
    Scope.IP: N_("customers by IP"),
}
"""What people call them."""


@dataclass(frozen=True)
class Term:
    """One thing that a customer must have: all of ``words`` in the texts, or else the ``phone``.

    Words are folded. Without words only the phone counts.
    """

    words: tuple[str, ...]
    phone: Phone | None = None


@dataclass(frozen=True)
class Search:
    """Whom to find: those who have all ``terms``, or one of the others.

    ``number`` is a customer's, ``references`` are ways in which an order's may be written, and
    ``email`` is a whole address. A search without any of these finds nobody.
    """

    scope: Scope = Scope.ALL
    terms: tuple[Term, ...] = ()
    number: int | None = None
    references: tuple[str, ...] = ()
    email: str = ""
    ip: IpPart | None = None

    def __str__(self) -> str:
        """What was typed, as far as it is known: words in any order, or what else it may be."""
        words = [word for term in self.terms for word in term.words or _digits_of(term.phone)]
        if words or self.ip is None:
            return " ".join(words)
        return ", ".join((*self.ip.addresses[:1], *self.ip.beginnings[:1]))

    @property
    def phone(self) -> Phone | None:
        """The phone number, where that may be all that was typed."""
        return self.terms[0].phone if len(self.terms) == 1 else None


def _digits_of(phone: Phone | None) -> tuple[str, ...]:
    return () if phone is None else (phone.national,)


def parse_search(typed: str, scope: Scope = Scope.ALL) -> Search | None:
    """What ``typed`` means within ``scope``; ``None`` when there is nothing but blanks."""
    text = _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", typed.replace("\0", "")).strip()
    if not text:
        return None
    if len(text) > _LONGEST:
        return Search(scope)
    words = fold(text).split()
    if scope is Scope.IP:
        return Search(scope, ip=parse_ip(text))
    if scope is Scope.NAMES:
        return Search(scope, terms=tuple(Term((word,)) for word in _needed(words)))
    number = int(text) if _NUMBER.fullmatch(text) else None
    return Search(
        scope,
        terms=_terms(words),
        number=number if number and number <= _LARGEST_NUMBER else None,
        references=tuple(dict.fromkeys((text, text.upper(), text.lower()))),
        email=text if "@" in text and len(words) == 1 else "",
        ip=parse_ip(text) if "." in text or ":" in text else None,
    )


def _terms(words: list[str]) -> tuple[Term, ...]:
    runs = [(is_phone, list(run)) for is_phone, run in groupby(words, may_be_phone)]
    phones = [term for is_phone, run in runs if is_phone for term in _phone_terms(run)]
    plain = [word for is_phone, run in runs if not is_phone for word in run]
    return tuple(dict.fromkeys([*phones, *(Term((word,)) for word in _needed(plain))]))


def _phone_terms(run: list[str]) -> Iterator[Term]:
    """A run of words that may be one phone number; a long one of several words is nothing else."""
    typed = " ".join(run)
    phone = parse_phone(typed)
    if phone is None:
        yield from (Term((word,)) for word in _needed(run))
    elif len(run) > 1 and len(digits(typed)) >= SHORTEST_WHOLE:
        yield Term((), phone)
    else:
        yield Term(_needed(run), phone)


def _needed(words: list[str]) -> tuple[str, ...]:
    """``words`` without those that are part of another one: who has that has them too."""
    longest_first = sorted(dict.fromkeys(words), key=len, reverse=True)
    kept: list[str] = []
    for word in longest_first:
        if not any(word in longer for longer in kept):
            kept.append(word)
    return tuple(kept)
