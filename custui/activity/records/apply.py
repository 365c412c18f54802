"""Takes a record if it is news: applies it, or lets it wait for what it needs."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Final

from custui.activity.lines import Rejected
from custui.activity.records import customers, letters, orders
from custui.activity.records.work import UNCHANGED, WAITING, Work
from custui.db.feed.customers import customers_numbered, customers_with
from custui.db.feed.orders import order_called
from custui.db.feed.records import (
    CUSTOMER,
    EMAIL,
    ERASED,
    ORDER,
    Known,
    known_record,
    release,
    remember,
    wait,
)
from custui.domain.events import BadEvent, Record
from custui.domain.events.records import read_record
from custui.domain.text import email_key

Applied = tuple[int, str]
"""The row that a record became, and the outcome."""

_APPLY: Final[Mapping[str, Callable[[Work, Record, int | None, int | None], Applied]]] = {
    "customer": customers.apply_customer,
    "address": customers.apply_address,
    "product": orders.apply_product,
    "order": orders.apply_order,
    "order_status": orders.apply_status,
    "message": letters.apply_message,
    "voucher": letters.apply_voucher,
    "email_sent": letters.apply_email,
}
"""By kind; each is given the row that the record became before, and its customer."""


def apply_record(work: Work, record: Record, text: str) -> list[Rejected]:
    """Apply ``record``, and what waited for it; ``text`` is its line.

    Returns the records that had waited and cannot be taken. Raises ``BadEvent``.
    """
    known = known_record(work.database, work.shop_id, record.kind, record.key)
    if record.kind == "order_status":
        known = None
    if known is not None and not _is_news(record, known):
        _note_copy(work, record, known)
        work.count(record.kind, UNCHANGED)
        return []
    customer, needs = _needs(work, record)
    if needs is not None:
        wait(work.database, work.shop_id, *needs, record.at, text)
        if record.kind == "order":  # its session must not count it twice
            remember(work.database, work.shop_id, record.kind, record.key,
                     Known(record.at, record.digest, None))  # fmt: skip
        work.count(record.kind, WAITING)
        return []
    row, outcome = _APPLY[record.kind](work, record, known and known.row_id, customer)
    work.count(record.kind, outcome)
    if record.kind != "order_status":
        remember(work.database, work.shop_id, record.kind, record.key,
                 Known(record.at, record.digest, row))  # fmt: skip
    return _release(work, record)


def _is_news(record: Record, known: Known) -> bool:
    if known.digest == ERASED or record.at < known.at:
        return False
    return known.row_id is None or known.digest != record.digest


def _note_copy(work: Work, record: Record, known: Known) -> None:
    """A copy that was sent later keeps what was sent in between from being taken for newer."""
    if record.at > known.at and known.digest == record.digest:
        remember(work.database, work.shop_id, record.kind, record.key,
                 Known(record.at, known.digest, known.row_id))  # fmt: skip


def _needs(work: Work, record: Record) -> tuple[int | None, tuple[str, str] | None]:
    """The record's customer and, when something is not there yet, what it has to wait for."""
    if record.order and order_called(work.database, work.shop_id, record.order) is None:
        return None, (ORDER, record.order)
    if record.kind == "customer" or (record.customer is None and not record.email):
        return None, None
    if record.customer is not None:
        found = customers_numbered(work.database, work.shop_id, [record.customer])
        if record.customer in found:
            return found[record.customer], None
        return None, (CUSTOMER, str(record.customer))
    key = email_key(record.email)
    customer = customers_with(work.database, work.shop_id, [key]).get(key)
    return customer, None if customer is not None else (EMAIL, key)


def _release(work: Work, record: Record) -> list[Rejected]:
    """Apply what waited for this record."""
    waiting = []
    if record.kind == "customer":
        if record.customer is not None:
            waiting += release(work.database, work.shop_id, CUSTOMER, str(record.customer))
        waiting += release(work.database, work.shop_id, EMAIL, email_key(record.email))
    elif record.kind == "order":
        waiting = release(work.database, work.shop_id, ORDER, record.key)
    rejected = []
    for text in waiting:
        told = json.loads(text)
        try:
            rejected += apply_record(work, read_record(told, told["event"]), text)
        except BadEvent as error:
            rejected.append(Rejected(0, error.field, error.reason, text))
    return rejected
