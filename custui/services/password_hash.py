"""Hashes passwords. They are kept in no other form."""

from __future__ import annotations

from typing import Final

_MEMORY_KIB: Final = 64 * 1024
_PASSES: Final = 3
_LANES: Final = 1
"""One, for PHP with libsodium reads no other; else RFC 9106's second recommendation."""


def hashed(password: str) -> str:
    """The argon2id hash of a password, which PHP's ``password_verify`` reads; takes 0.2 s."""
    from argon2 import PasswordHasher

    hasher = PasswordHasher(time_cost=_PASSES, memory_cost=_MEMORY_KIB, parallelism=_LANES)
    return hasher.hash(password)
