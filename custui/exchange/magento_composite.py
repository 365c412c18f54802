"""The format *magento-composite*: customers and their addresses in one file of Magento's.

A row without an e-mail tells of a further address of the customer above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from custui.exchange.field import Format, RowWriter
from custui.exchange.magento import CUSTOMER_FIELDS, customer_columns
from custui.exchange.magento_address import COLUMNS, address_fields, address_table, addresses_of
from custui.exchange.shown import Shown
from custui.exchange.table import Table
from custui.locale import N_

BEFORE = "_address_"
"""What stands before the columns of an address."""

_COLUMNS = tuple(
    column for column in COLUMNS if not column.startswith(("_entity", "vat_re", "vat_is"))
)


class CompositeWriter:
    """Writes each customer with all addresses, the first one in the customer's own line."""

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._customers = Table(customer_columns(shown), ",")
        self._addresses = address_table(shown, _COLUMNS, BEFORE)
        self.columns = ("id", *self._customers.read)

    def header(self) -> str:
        """The header's line."""
        return f"{self._customers.header},{self._addresses.header}\n"

    def lines(self, customers: Sequence[tuple[Any, ...]]) -> Iterable[str]:
        """The lines of the customers."""
        numbers = [row[0] for row in customers]
        written = addresses_of(self._shown, self._addresses, numbers)
        again, nothing = self._customers.blank, [self._addresses.blank]
        for number, customer in zip(
            numbers, self._customers.lines([row[1:] for row in customers]), strict=True
        ):
            for address in written.get(number, nothing):
                yield f"{customer},{address}\n"
                customer = again


def _writer(shown: Shown) -> RowWriter:
    return CompositeWriter(shown)


MAGENTO_COMPOSITE = Format(
    name="magento-composite",
    label=N_("Magento's customers with their addresses (CSV)"),
    fields=(*CUSTOMER_FIELDS, *address_fields(BEFORE)),
    needs=("email",),
    delimiter=",",
    writer=_writer,
    others=True,
    key="email",
)
