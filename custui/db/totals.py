"""What is kept on a customer from orders and addresses.

Every writer of orders, order statuses or addresses calls these inside its transaction. They
compute anew from the source rows, so calling them twice, or once too often, does no harm. Phone
and city are searched and sorted by: wrap ``refresh_addresses`` in ``search.reindexing``.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import astuple, dataclass

from custui.db.connection import ShopDatabase
from custui.domain.text import digits, fold, sort_key

_SALES = """
UPDATE customer SET
    order_count = (SELECT count(*) FROM sales_order o JOIN order_status s ON s.id = o.status_id
                   WHERE o.customer_id = customer.id AND s.counts_as_sale = 1),
    sales = opening_sales + coalesce(
        (SELECT sum(o.total) FROM sales_order o JOIN order_status s ON s.id = o.status_id
         WHERE o.customer_id = customer.id AND s.counts_as_sale = 1), 0)
"""

THESE = "(SELECT value FROM json_each(?))"
"""The ids of a parameter made by ``these``: one statement, however many there are."""

_ADDRESSES = f"""
SELECT customer_id, phone, phone_mobile, country, city, postcode FROM address
WHERE deleted = 0 AND customer_id IN {THESE}
ORDER BY customer_id, default_billing DESC, default_shipping DESC, id
"""

_SET_ADDRESS = """
UPDATE customer SET phone = ?, country = ?, city = ?, postcode = ?, phone_digits = ?,
    city_fold = ?, city_sort = ? WHERE id = ?
"""


@dataclass(frozen=True)
class OfAddresses:
    """What a customer keeps of the addresses."""

    phone: str = ""
    country: str = ""
    city: str = ""
    postcode: str = ""
    phone_digits: str = ""


def these(ids: Sequence[int]) -> str:
    """``ids`` as the parameter of ``THESE``."""
    return json.dumps([int(number) for number in ids])


def refresh_totals(database: ShopDatabase, ids: Sequence[int] | None = None) -> None:
    """Bring ``sales`` and ``order_count`` of customers (``None``: all) in line with their orders.

    An order counts when its status says so (``counts_as_sale``).
    """
    if ids is None:
        database.execute_sql(_SALES)
        return
    database.execute_sql(f"{_SALES} WHERE id IN {THESE}", (these(ids),))


def phone_digits(phones: Sequence[str]) -> str:
    """The digits of every phone of a person, parted by spaces, each number once."""
    return " ".join(dict.fromkeys(filter(None, map(digits, phones))))


def of_addresses(database: ShopDatabase, ids: Sequence[int]) -> dict[int, OfAddresses]:
    """What the customers ``ids`` should keep of their addresses.

    The default billing address counts, else the default one for shipping, else the oldest; of
    several the oldest. The grid's phone is that address's phone, or its mobile; the digits are
    those of every address. Deleted addresses count for nothing.
    """
    found: dict[int, list[Sequence[str]]] = {int(number): [] for number in ids}
    for customer_id, *address in database.execute_sql(_ADDRESSES, (these(ids),)):
        found[customer_id].append(address)
    return {number: _kept(addresses) for number, addresses in found.items()}


def _kept(addresses: Sequence[Sequence[str]]) -> OfAddresses:
    if not addresses:
        return OfAddresses()
    phone, mobile, country, city, postcode = addresses[0]
    numbers = [number for address in addresses for number in address[:2]]
    return OfAddresses(phone or mobile, country, city, postcode, phone_digits(numbers))


def refresh_addresses(database: ShopDatabase, ids: Sequence[int]) -> None:
    """Bring phone, country, city, postcode and phone digits in line with the addresses."""
    updates = [
        (*astuple(kept), fold(kept.city), sort_key(kept.city), number)
        for number, kept in of_addresses(database, ids).items()
    ]
    database.raw().executemany(_SET_ADDRESS, updates)
