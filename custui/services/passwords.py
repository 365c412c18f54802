"""Passwords: hashed by argon2id, their strength, and new ones made up."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from custui.locale import N_

_ALPHABET = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_PARTS, _PART = 3, 5  # fifteen characters of 55: more than 86 bits

STRENGTHS: Final = (
    N_("very weak"),
    N_("weak"),
    N_("fair"),
    N_("strong"),
    N_("very strong"),
)
"""What a score of 0 to 4 is called."""


@dataclass(frozen=True)
class Strength:
    """How hard a password is to guess: a ``score`` from 0 to 4, and that in a word."""

    score: int

    @property
    def label(self) -> str:
        """Untranslated."""
        return STRENGTHS[self.score]


def hashed(password: str) -> str:
    """The argon2id hash of ``password``, as the shop checks it; a fifth of a second.

    RFC 9106's second recommendation, but on one lane: PHP with libsodium reads no other.
    """
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1).hash(password)


def strength(password: str, known: Sequence[str] = ()) -> Strength:
    """How hard ``password`` is to guess for somebody who knows the words ``known`` of a person."""
    if not password:
        return Strength(0)
    from zxcvbn import zxcvbn

    words = [word for text in known for word in text.replace("@", " ").split()]
    # Longer ones than the rule takes are strong anyway, and slow to look at.
    found = zxcvbn(password[:72], user_inputs=words)
    return Strength(int(found["score"]))


def new_password() -> str:
    """A password that can be read out: ``kT7mq-vR4xw-Bn9sd``."""
    parts = ("".join(secrets.choice(_ALPHABET) for _ in range(_PART)) for _ in range(_PARTS))
    return "-".join(parts)
