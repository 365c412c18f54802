"""The audit: what was changed, when, by whom. It only grows, and each entry seals those before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from custui.db.connection import ShopDatabase

_INSERT = """
INSERT INTO audit_entry (at, staff, origin, act, customer_id, fields, reason, chain_hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

_SEAL = "SELECT chain_hash FROM audit_seal"
_LAST = "SELECT chain_hash FROM audit_entry ORDER BY id DESC LIMIT 1"
_SET_SEAL = "UPDATE audit_seal SET entries = entries + ?, chain_hash = ?"

REFUSED: Final = "refused"
"""The act of an entry that tells of a refusal; nothing was changed."""

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
            row = (
                entry.at,
                entry.staff,
                entry.origin,
                entry.act,
                entry.customer_id,
                _canonical(entry.fields),
                entry.reason,
            )
            self.last = chain_hash(self.last, row)
            self.length += 1
            yield (*row, self.last)


def chain_hash(before: str, row: tuple[object, ...]) -> str:
    """The seal of an entry: SHA-256 (hex) over the seal ``before`` and the entry's columns.

    ``row`` is at, staff, origin, act, customer_id, fields (as its JSON text) and reason.
    """
    return hashlib.sha256(f"{before}{_canonical(row)}".encode()).hexdigest()


def last_about(database: ShopDatabase, customer_id: int) -> tuple[str, int] | None:
    """Who changed a customer last, and when (Unix seconds UTC), as far as the audit knows."""
    row: tuple[str, int] | None = database.execute_sql(
        "SELECT staff, at FROM audit_entry WHERE customer_id = ? AND act <> ?"
        " ORDER BY id DESC LIMIT 1",
        (customer_id, REFUSED),
    ).fetchone()
    return row
