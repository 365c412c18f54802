"""What the shop and its customers sent each other: messages, e-mails, vouchers."""

from __future__ import annotations

from typing import Any

from custui.activity.records.work import ADDED, CHANGED, UNCHANGED, Work
from custui.db.connection import ShopDatabase
from custui.db.feed import orders, people
from custui.db.feed.records import Known, known_record, remember
from custui.domain.events import Record


def _row(database: ShopDatabase, table: str, number: int | None) -> dict[str, Any] | None:
    """A row by its number, as columns and values."""
    if number is None:
        return None
    cursor = database.execute_sql(f"SELECT * FROM {table} WHERE id = ?", (number,))
    row = cursor.fetchone()
    names = [column[0] for column in cursor.description]
    return dict(zip(names, row, strict=True)) if row else None


def _put(work: Work, table: str, number: int | None, values: dict[str, Any]) -> tuple[int, str]:
    """Insert a row, or change the one that the record became before."""
    known = _row(work.database, table, number)
    if known is None or number is None:
        return people.insert(work.database, table, values), ADDED
    changed = {name: value for name, value in values.items() if known[name] != value}
    if not changed:
        return number, UNCHANGED
    people.update(work.database, table, number, changed)
    return number, CHANGED


def apply_message(
    work: Work, record: Record, row: int | None, customer: int | None
) -> tuple[int, str]:
    """Add the message to its thread; the latest message's status is the thread's."""
    values = record.values
    thread = _thread(work, record, customer)
    return _put(
        work,
        "message",
        row,
        {
            "thread_id": thread,
            "author": values["author"],
            "body": values["body"],
            "sent_at": values["sent_at"],
        },
    )


def _thread(work: Work, record: Record, customer: int | None) -> int:
    """The thread's id; it is begun with its first message."""
    values, key = record.values, record.values["thread"]
    order = None
    if record.order:
        order = orders.order_called(work.database, work.shop_id, record.order)
        if customer is None and order is not None:
            customer = orders.customer_of(work.database, order)
    known = known_record(work.database, work.shop_id, "thread", key)
    thread = _row(work.database, "message_thread", known and known.row_id)
    if thread is not None:
        if values["sent_at"] >= thread["updated_at"]:
            people.update(
                work.database,
                "message_thread",
                thread["id"],
                {"updated_at": values["sent_at"], "status": values["status"]},
            )
        return int(thread["id"])
    number = people.insert(
        work.database,
        "message_thread",
        {
            "customer_id": customer,
            "order_id": order,
            "subject": values["subject"],
            "status": values["status"],
            "updated_at": values["sent_at"],
        },
    )
    remember(work.database, work.shop_id, "thread", key, Known(record.at, "", number))
    return number


def apply_voucher(
    work: Work, record: Record, row: int | None, customer: int | None
) -> tuple[int, str]:
    """Add or change the voucher; without a customer it is anybody's."""
    found = work.database.execute_sql(
        "SELECT id FROM voucher WHERE code = ?", (record.key,)
    ).fetchone()
    values = {"code": record.key, "customer_id": customer, **record.values}
    return _put(work, "voucher", found[0] if found else row, values)


def apply_email(
    work: Work, record: Record, row: int | None, customer: int | None
) -> tuple[int, str]:
    """Note an e-mail that the shop sent."""
    values = {
        "customer_id": customer,
        "state": "sent",
        "created_at": record.values["sent_at"],
        **record.values,
    }
    return _put(work, "sent_email", row, values)
