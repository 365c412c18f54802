"""The recurring services that customers signed up for."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.db.row_changes import Value
from custui.db.rows import insert_row, update_row


def set_subscription(
    database: ShopDatabase, customer_id: int, service: str, *, active: bool, since: int, source: str
) -> None:
    """Sign a customer up for a service, or off; nothing is touched when it is so already.

    ``since`` is in Unix seconds UTC.
    """
    found = database.execute_sql(
        "SELECT id, active FROM subscription WHERE customer_id = ? AND service = ?",
        (customer_id, service),
    ).fetchone()
    values: dict[str, Value] = {"active": int(active), "since": since, "source": source}
    if found is None:
        if active:
            insert_row(database, "subscription", customer_id=customer_id, service=service, **values)
    elif bool(found[1]) != active:
        update_row(database, "subscription", found[0], **values)


def service_names(database: ShopDatabase) -> list[str]:
    """The services that anybody is signed up for, to choose from."""
    rows = database.execute_sql("SELECT DISTINCT service FROM subscription ORDER BY service")
    return [name for (name,) in rows]
