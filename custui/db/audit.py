"""The audit: what was changed, when, by whom. It only grows, and each entry seals those before.

An entry's seal goes over a salted digest of its values, which stand beside it: the values of a
person who is erased leave with their salt, and the chain holds as it did.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from custui.db.connection import ShopDatabase

_INSERT = """
INSERT INTO audit_entry
    (at, staff, origin, act, customer_id, fields, reason, salt, values_hash, chain_hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""

_SEAL = "SELECT chain_hash FROM audit_seal"
_LAST = "SELECT chain_hash FROM audit_entry ORDER BY id DESC LIMIT 1"
_SET_SEAL = "UPDATE audit_seal SET entries = entries + ?, chain_hash = ?"

REFUSED: Final = "refused"
"""The act of an entry that tells of a refusal; nothing was changed."""

ERASED: Final = "erase"
"""The act of an entry that lets the values of those before it, about the same customer, go."""

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode
"""A value as JSON of which there is one form only, in ASCII."""


@dataclass(frozen=True)
class AuditEntry:
    """One change. ``at`` is in Unix seconds; ``fields`` maps a field to ``[before, after]``.

    ``origin`` tells where the staff member worked: log-in user, terminal, SSH source. An entry
    about no one customer (a file, a preference) has no ``customer_id``.
    """

    at: int
    staff: str
    act: str
    customer_id: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    origin: str = ""


def append(database: ShopDatabase, entries: Iterable[AuditEntry]) -> None:
    """Write ``entries`` in order, inside the write transaction of the change they tell of.

    The chain goes on from the seal, not from the last entry: when that one was removed, those
    that follow do not hide it.
    """
    run = database.execute_sql
    # Without a seal (it was removed, which audit_chain tells of) entries still belong together.
    sealed = run(_SEAL).fetchone() or run(_LAST).fetchone()
    chain = _Chain(sealed[0] if sealed else "")
    database.raw().executemany(_INSERT, chain.sealed(entries))
    if chain.length:
        run(_SET_SEAL, (chain.length, chain.last))


class _Chain:
    """Seals entries one after the other; ``last`` is the seal of the newest."""

    def __init__(self, last: str) -> None:
        self.last = last
        self.length = 0

    def sealed(self, entries: Iterable[AuditEntry]) -> Iterator[tuple[object, ...]]:
        for entry in entries:
            known = (entry.at, entry.staff, entry.origin, entry.act, entry.customer_id)
            salt, fields = os.urandom(16).hex(), _canonical(entry.fields)
            digest = values_hash(salt, fields, entry.reason)
            self.last = chain_hash(self.last, (*known, digest))
            self.length += 1
            yield (*known, fields, entry.reason, salt, digest, self.last)


def values_hash(salt: str, fields: str, reason: str) -> str:
    """The digest of an entry's values: SHA-256 (hex) over salt, fields (as JSON text), reason."""
    return hashlib.sha256(_canonical((salt, fields, reason)).encode()).hexdigest()


def chain_hash(before: str, row: tuple[object, ...]) -> str:
    """The seal of an entry: SHA-256 (hex) over the seal ``before`` and what is known for good.

    ``row`` is at, staff, origin, act, customer_id and the digest of the values.
    """
    return hashlib.sha256(f"{before}{_canonical(row)}".encode()).hexdigest()


def forget_values(database: ShopDatabase, customer_id: int) -> int:
    """Remove the values of entries about a customer, for good; returns of how many.

    Inside the transaction that wrote the entry ``ERASED`` about the customer: the values of those
    before it leave, its own stay.
    """
    return database.execute_sql(
        "UPDATE audit_entry SET fields = '{}', reason = '', salt = ''"
        " WHERE customer_id = ? AND salt <> '' AND id <"
        " (SELECT max(id) FROM audit_entry WHERE customer_id = ? AND act = ?)",
        (customer_id, customer_id, ERASED),
    ).rowcount


def last_entry(database: ShopDatabase) -> int:
    """The number of the newest entry, 0 when there is none."""
    (number,) = database.execute_sql("SELECT coalesce(max(id), 0) FROM audit_entry").fetchone()
    return int(number)


def last_about(
    database: ShopDatabase, customer_id: int, after_entry: int = 0
) -> tuple[str, int] | None:
    """Who changed a customer last, and when (Unix seconds UTC), as far as the audit knows.

    Only entries after ``after_entry`` count.
    """
    row: tuple[str, int] | None = database.execute_sql(
        "SELECT staff, at FROM audit_entry WHERE customer_id = ? AND act <> ? AND id > ?"
        " ORDER BY id DESC LIMIT 1",
        (customer_id, REFUSED, after_entry),
    ).fetchone()
    return row
