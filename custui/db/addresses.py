"""Single addresses of customers, for those who change them."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from custui.db.connection import ShopDatabase
from custui.db.rows import insert_row, update_row
from custui.domain.addresses import FIELDS, AddressValues

USES = ("default_billing", "default_shipping")
"""What an address is the default one for."""


@dataclass(frozen=True)
class StoredAddress:
    """An address that is there."""

    id: int
    customer_id: int
    values: AddressValues
    default_billing: bool
    default_shipping: bool


def read_address(database: ShopDatabase, address_id: int) -> StoredAddress | None:
    """The address of that number; ``None`` when there is none, or it was deleted."""
    row = database.execute_sql(
        f"SELECT id, customer_id, {', '.join((*USES, *FIELDS))} FROM address"
        " WHERE id = ? AND deleted = 0",
        (address_id,),
    ).fetchone()
    if row is None:
        return None
    number, customer_id, billing, shipping, *texts = row
    values = AddressValues(*texts)
    return StoredAddress(number, customer_id, values, bool(billing), bool(shipping))


def has_addresses(database: ShopDatabase, customer_id: int) -> bool:
    """Whether a customer has any address."""
    found = database.execute_sql(
        "SELECT 1 FROM address WHERE customer_id = ? AND deleted = 0 LIMIT 1", (customer_id,)
    ).fetchone()
    return found is not None


def insert_address(database: ShopDatabase, customer_id: int, values: AddressValues) -> int:
    """Add an address that is no default one; returns its number."""
    return insert_row(database, "address", customer_id=customer_id, **asdict(values))


def update_address(database: ShopDatabase, address_id: int, values: AddressValues) -> None:
    """Let an address be ``values``."""
    update_row(database, "address", address_id, **asdict(values))


def make_default(database: ShopDatabase, customer_id: int, address_id: int, use: str) -> None:
    """Let an address be a customer's only default one for a use (one of ``USES``)."""
    database.execute_sql(
        f"UPDATE address SET {use} = 0 WHERE customer_id = ? AND {use} = 1 AND id <> ?",
        (customer_id, address_id),
    )
    update_row(database, "address", address_id, **{use: 1})


def mark_deleted(database: ShopDatabase, address_id: int) -> None:
    """Delete an address; its row stays, for the orders that went there."""
    update_row(database, "address", address_id, deleted=1, **dict.fromkeys(USES, 0))
