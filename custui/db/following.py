"""What follows from changed rows: a customer's version, kept totals, and the search index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from custui.db import search
from custui.db.connection import ShopDatabase
from custui.db.recording import Recorder
from custui.db.row_changes import RowChange, counts
from custui.db.totals import THESE, refresh_addresses, refresh_totals, these

OWN: Final = frozenset({"customer", "group_membership"})
"""Tables whose rows make a customer's version."""

TELLING: Final = OWN | {"address", "subscription"}
"""Tables whose rows make the time of a customer's last change."""


def followed(database: ShopDatabase, recorder: Recorder, now: int) -> list[RowChange]:
    """Bring in line what follows from what was recorded; returns all changes of their own.

    ``now`` is in Unix seconds UTC. Call it once, at the end of the transaction.
    """
    changes = [change for change in recorder.changes() if counts(change)]
    _mark(database, _customers(changes, TELLING), "updated_at = ?", now)
    made = {change.customer_id for change in changes if _is_new_customer(change)}
    _mark(database, _customers(changes, OWN) - made, "version = version + 1")
    _refresh(database, changes)
    changes = recorder.changes()
    _index(database, changes)
    return [change for change in changes if counts(change)]


def _customers(changes: Iterable[RowChange], tables: Iterable[str]) -> set[int]:
    found = (change.customer_id for change in changes if change.table in tables)
    return {number for number in found if number is not None}


def _is_new_customer(change: RowChange) -> bool:
    return change.table == "customer" and change.before is None


def _mark(database: ShopDatabase, ids: set[int], assignment: str, *values: int) -> None:
    if ids:
        database.execute_sql(
            f"UPDATE customer SET {assignment} WHERE id IN {THESE}", (*values, these(sorted(ids)))
        )


def _refresh(database: ShopDatabase, changes: Sequence[RowChange]) -> None:
    whole = {
        change.customer_id
        for change in changes
        if change.table == "customer"
        and (change.touched("opening_sales") or _is_new_customer(change))
    }
    sold = _both_customers(changes, "sales_order") | {number for number in whole if number}
    if sold:
        refresh_totals(database, sorted(sold))
    living = _living(database, _both_customers(changes, "address"))
    if living:
        refresh_addresses(database, living)


def _both_customers(changes: Iterable[RowChange], table: str) -> set[int]:
    """The customers to whom changed rows belong, and to whom they belonged."""
    rows = (row for each in changes if each.table == table for row in (each.before, each.after))
    found = (row["customer_id"] for row in rows if row is not None)
    return {int(number) for number in found if number is not None}


def _living(database: ShopDatabase, ids: set[int]) -> list[int]:
    rows = database.execute_sql(
        f"SELECT id FROM customer WHERE id IN {THESE} ORDER BY id", (these(sorted(ids)),)
    )
    return [number for (number,) in rows]


def _index(database: ShopDatabase, changes: Sequence[RowChange]) -> None:
    for change in changes:
        if change.table == "customer":
            search.replace(
                database,
                int(change.row["id"] or 0),
                None if change.before is None else search.of_row(change.before),
                None if change.after is None else search.of_row(change.after),
            )
