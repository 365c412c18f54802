"""The audit: what was changed, when, by whom. It only grows, and each entry seals those before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from custui.db.connection import ShopDatabase

_INSERT = """
INSERT INTO audit_entry (at, staff, origin, act, customer_id, fields, reason, chain_hash)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""

_LAST = "SELECT chain_hash FROM audit_entry ORDER BY id DESC LIMIT 1"


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
    """Write ``entries`` in order, inside the write transaction of the change they tell of."""
    last = database.execute_sql(_LAST).fetchone()
    database.raw().executemany(_INSERT, _sealed(last[0] if last else "", entries))


def _sealed(last: str, entries: Iterable[AuditEntry]) -> Iterator[tuple[object, ...]]:
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
        last = chain_hash(last, row)
        yield (*row, last)


def chain_hash(before: str, row: tuple[object, ...]) -> str:
    """The seal of an entry: SHA-256 (hex) over the seal ``before`` and the entry's columns.

    ``row`` is at, staff, origin, act, customer_id, fields (as its JSON text) and reason.
    """
    return hashlib.sha256(f"{before}{_canonical(row)}".encode()).hexdigest()


def _canonical(value: object) -> str:
    """``value`` as JSON of which there is one form only, in ASCII."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
