"""Cells with passwords: hashes are kept as they are, passwords in the open only as hashes.

Without being asked for that, nothing is kept of a password that stands in a file.
"""

from __future__ import annotations

from custui.domain import rules
from custui.exchange.cells import NotKept, Remembered, kept_texts, plain_texts
from custui.exchange.field import Cells, Staged, Terms
from custui.exchange.written import restored
from custui.services.passwords import hashed

_LONGEST_HASH = 255
_LONGEST_KEPT = 131_072
_REHEARSED = "*"


def hashes(terms: Terms) -> Cells:
    """Hashes as a shop made them; an empty cell leaves what is there."""
    return _Hashes(plain_texts(_LONGEST_HASH))


def kept_hashes(terms: Terms) -> Cells:
    """Hashes that a database had."""
    return _Hashes(kept_texts(_LONGEST_KEPT))


class _Hashes:
    def __init__(self, texts: Remembered) -> None:
        self._texts = texts

    def __getitem__(self, cell: str) -> Staged:
        return self._texts[cell] if cell else (None,)


def made(terms: Terms) -> Cells:
    """Passwords in the open, as hashes where that was asked for."""
    return _Passwords(store=not terms.rehearsal) if terms.hash_passwords else _Unkept()


class _Passwords:
    def __init__(self, *, store: bool) -> None:
        self._store = store

    def __getitem__(self, cell: str) -> Staged:
        password = restored(cell)
        if not password:
            return (None,)
        problem = rules.password_problem(password) or rules.storage_problem(password)
        if problem:
            raise ValueError(problem)
        return (hashed(password) if self._store else _REHEARSED,)


class _Unkept(NotKept):
    def __getitem__(self, cell: str) -> Staged:
        super().__getitem__(cell)
        return (None,)
