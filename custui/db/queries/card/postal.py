"""The customer's postal address, as it is written on an envelope."""

from __future__ import annotations

from custui.db.connection import ShopDatabase
from custui.locale.formats import country_name

_DEFAULT = """
SELECT first_name || ' ' || last_name, company, line1, line2, postcode || ' ' || city, country
FROM address WHERE customer_id = ? AND deleted = 0
ORDER BY default_shipping DESC, default_billing DESC, id LIMIT 1
"""


def read_postal_address(database: ShopDatabase, customer_id: int) -> str:
    """The lines of the delivery address, else of any; empty when there is none."""
    row = database.execute_sql(_DEFAULT, (customer_id,)).fetchone()
    if row is None:
        return ""
    *lines, country = row
    written = [line.strip() for line in (*lines, country_name(country))]
    return "\n".join(line for line in written if line)
