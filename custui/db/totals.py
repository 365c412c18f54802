"""What is kept on a customer from orders and addresses.

Every writer of orders, order statuses or addresses calls these inside its transaction. They
compute anew from the source rows, so calling them twice, or once too often, does no harm. Phone
and city are searched and sorted by: wrap ``refresh_addresses`` in ``search.reindexing``.
"""

from __future__ import annotations

from collections.abc import Sequence

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

_ADDRESSES = """
SELECT customer_id, phone, phone_mobile, country, city, postcode FROM address
WHERE deleted = 0 AND customer_id IN ({ids}) ORDER BY customer_id, default_billing DESC, id
"""

_SET_ADDRESS = """
UPDATE customer SET phone = ?, country = ?, city = ?, postcode = ?, phone_digits = ?,
    city_fold = ?, city_sort = ? WHERE id = ?
"""


def refresh_totals(database: ShopDatabase, ids: Sequence[int] | None = None) -> None:
    """Bring ``sales`` and ``order_count`` of customers (``None``: all) in line with their orders.

    An order counts when its status says so (``counts_as_sale``).
    """
    where = "" if ids is None else f" WHERE id IN ({','.join(str(int(i)) for i in ids)})"
    database.execute_sql(_SALES + where)


def phone_digits(phones: Sequence[str]) -> str:
    """The digits of every phone of a person, parted by spaces, each number once."""
    return " ".join(dict.fromkeys(filter(None, map(digits, phones))))


def refresh_addresses(database: ShopDatabase, ids: Sequence[int]) -> None:
    """Bring phone, country, city, postcode and phone digits in line with the addresses.

    The default billing address counts, else the oldest one. The grid's phone is that address's
    phone, or its mobile; the digits are those of every address.
    """
    found: dict[int, list[tuple[str, str, str, str, str]]] = {int(i): [] for i in ids}
    statement = _ADDRESSES.format(ids=",".join(map(str, found)))
    for customer_id, *address in database.execute_sql(statement):
        found[customer_id].append(tuple(address))
    updates = []
    for customer_id, addresses in found.items():
        phone, mobile, country, city, postcode = addresses[0] if addresses else ("",) * 5
        numbers = [number for address in addresses for number in address[:2]]
        updates.append(
            (
                phone or mobile,
                country,
                city,
                postcode,
                phone_digits(numbers),
                fold(city),
                sort_key(city),
                customer_id,
            )
        )
    database.raw().executemany(_SET_ADDRESS, updates)
