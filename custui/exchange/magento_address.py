"""The format *magento-address*: the addresses file of Magento's import and export.

Each row is an address of a customer who is there, met by website and e-mail. An address is met by
its number among those of the customer, else by saying the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from custui.exchange import fields
from custui.exchange.field import Field, Format, RowWriter
from custui.exchange.magento import RULE
from custui.exchange.shown import Shown
from custui.exchange.table import Table, Texts, Written, empty, numbers
from custui.locale import N_

COLUMNS = (
    *("_entity_id", "city", "company", "country_id", "fax", "firstname", "lastname", "middlename"),
    *("postcode", "prefix", "region", "region_id", "street", "suffix", "telephone", "vat_id"),
    *("vat_is_valid", "vat_request_date", "vat_request_id", "vat_request_success"),
    *("_address_default_billing_", "_address_default_shipping_"),
)
"""The columns of an address in Magento's own export."""


def address_fields(before: str = "") -> tuple[Field, ...]:
    """What a row tells of an address; ``before`` stands before the names of the columns."""

    def called(column: str) -> str:
        return column if column.startswith("_address") else before + column

    return (
        fields.address_number(called("_entity_id")),
        fields.address_text("city", called("city"), required=True),
        fields.address_text("company", called("company")),
        fields.country(called("country_id")),
        fields.not_kept("fax", called("fax")),
        fields.address_name("first_name", RULE, called("firstname")),
        fields.address_name("last_name", RULE, called("lastname")),
        fields.not_kept("address_middle_name", called("middlename")),
        fields.address_text("postcode", called("postcode")),
        fields.not_kept("address_prefix", called("prefix")),
        fields.address_text("region", called("region")),
        fields.ignored(called("region_id")),
        fields.street(called("street")),
        fields.not_kept("address_suffix", called("suffix")),
        fields.address_text("phone", called("telephone")),
        fields.address_text("vat_id", called("vat_id")),
        *map(fields.ignored, map(called, ("vat_is_valid", "vat_request_date", "vat_request_id"))),
        fields.ignored(called("vat_request_success")),
        fields.address_flag("default_billing", "_address_default_billing_"),
        fields.address_flag("default_shipping", "_address_default_shipping_"),
    )


def address_table(shown: Shown, columns: Sequence[str], before: str = "") -> Table:
    """Addresses as Magento writes them; ``before`` stands before the names of the columns."""
    text = Texts(",", raw=shown.raw).of
    told = {
        "_entity_id": ("id", numbers),
        "city": ("city", text),
        "company": ("company", text),
        "country_id": ("country", text),
        "firstname": ("first_name", text),
        "lastname": ("last_name", text),
        "postcode": ("postcode", text),
        "region": ("region", text),
        "street": ("line1", text),
        "telephone": ("phone", text),
        "vat_id": ("vat_id", text),
        "_address_default_billing_": ("default_billing", numbers),
        "_address_default_shipping_": ("default_shipping", numbers),
    }
    return Table(
        [
            Written(
                column if column.startswith("_address") else before + column,
                *told.get(column, ("", empty)),
            )
            for column in columns
        ],
        ",",
    )


def addresses_of(shown: Shown, table: Table, customers: Sequence[int]) -> dict[int, list[str]]:
    """The lines that ``table`` makes of the addresses of ``customers``, by customer."""
    found = shown.related("address", (*table.read, "line2", "deleted"), customers)
    street = table.read.index("line1")
    owners: list[int] = []
    addresses: list[tuple[Any, ...]] = []
    for customer in customers:
        for *address, second, deleted in found.get(customer, ()):
            if not deleted:
                # Magento has the whole street in one cell.
                address[street] += f"\n{second}" if second else ""
                owners.append(customer)
                addresses.append(tuple(address))
    lines: dict[int, list[str]] = {}
    for owner, line in zip(owners, table.lines(addresses), strict=True):
        lines.setdefault(owner, []).append(line)
    return lines


class AddressWriter:
    """Writes the addresses of each customer, one a line."""

    columns = ("id", "email", "shop")

    def __init__(self, shown: Shown) -> None:
        self._shown = shown
        self._text = Texts(",", raw=shown.raw)
        self._table = address_table(shown, COLUMNS)

    def header(self) -> str:
        """The header's line."""
        return f"_website,_email,{self._table.header}\n"

    def lines(self, customers: Sequence[tuple[Any, ...]]) -> Iterable[str]:
        """The lines of all addresses of the customers."""
        written = addresses_of(self._shown, self._table, [row[0] for row in customers])
        for number, email, shop in customers:
            code = self._text[self._shown.shops.get(shop, "")]
            for address in written.get(number, ()):
                yield f"{code},{self._text[email]},{address}\n"


def _writer(shown: Shown) -> RowWriter:
    return AddressWriter(shown)


MAGENTO_ADDRESS = Format(
    name="magento-address",
    label=N_("Magento's customer addresses (CSV)"),
    fields=(fields.email("_email"), fields.shop("_website"), *address_fields()),
    needs=("email", "address_city", "address_line1"),
    delimiter=",",
    writer=_writer,
    others=True,
    adds=False,
)
