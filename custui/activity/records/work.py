"""A batch of records in progress: what was touched, counted, and has to be brought in line."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from custui.activity.terms import Terms
from custui.db import audit, search, totals
from custui.db.connection import ShopDatabase

ADDED: Final = "added"
CHANGED: Final = "changed"
UNCHANGED: Final = "unchanged"
WAITING: Final = "waiting"

INGEST: Final = "ingest"
"""The act of the audit's entries about records of the feed."""

_AT_ONCE = 500


class Work:
    """Records being applied inside one transaction; end with ``finish``."""

    def __init__(self, database: ShopDatabase, terms: Terms) -> None:
        self.database = database
        self.terms = terms
        self.now = int(time.time())
        self.counts: Counter[tuple[str, str]] = Counter()
        self._out_of_index: dict[int, None] = {}
        self._addresses: dict[int, None] = {}
        self._orders: dict[int, None] = {}
        self._entries: list[audit.AuditEntry] = []

    @property
    def shop_id(self) -> int:
        """Whose records they are."""
        return self.terms.shop_id

    def count(self, kind: str, outcome: str) -> None:
        """Count a record among the outcomes."""
        self.counts[kind, outcome] += 1

    def is_new(self, customer_id: int) -> None:
        """A customer was added, and is not in the search index yet."""
        self._out_of_index[customer_id] = None

    def will_change(self, customer_id: int) -> None:
        """The searchable text of a customer is about to change."""
        if customer_id not in self._out_of_index:
            search.forget(self.database, [customer_id])
            self._out_of_index[customer_id] = None

    def addresses_change(self, customer_id: int) -> None:
        """An address of a customer is about to change."""
        self.will_change(customer_id)
        self._addresses[customer_id] = None

    def orders_changed(self, customers: Iterable[int | None]) -> None:
        """Orders of customers changed."""
        self._orders |= {number: None for number in customers if number is not None}

    def tell(self, customer_id: int, fields: dict[str, list[object]]) -> None:
        """Have the audit tell of a customer who was changed."""
        self._entries.append(self._entry(customer_id, fields))

    def _entry(self, customer_id: int | None, fields: Mapping[str, object]) -> audit.AuditEntry:
        return audit.AuditEntry(
            at=self.now,
            staff=self.terms.staff,
            origin=self.terms.origin,
            act=INGEST,
            customer_id=customer_id,
            fields=fields,
        )

    def finish(self, source: dict[str, object]) -> None:
        """Bring totals, search index and audit in line; ``source`` is where the records stood."""
        for ids in _batches(list(self._orders)):
            totals.refresh_totals(self.database, ids)
        for ids in _batches(list(self._addresses)):
            totals.refresh_addresses(self.database, ids)
        for ids in _batches(list(self._out_of_index)):
            search.add(self.database, ids)
        outcomes: dict[str, object] = {}
        for (kind, outcome), count in sorted(self.counts.items()):
            outcomes.setdefault(kind, {})[outcome] = count  # type: ignore[index]
        if any(outcome != UNCHANGED for _kind, outcome in self.counts):
            audit.append(self.database, [self._entry(None, source | outcomes), *self._entries])


def _batches(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
