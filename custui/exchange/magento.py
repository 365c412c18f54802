"""The format *magento*: the customers main file of Magento's import and export.

Columns may be missing, reordered or more. A customer is met by e-mail and website; the websites are
the shops. Magento counts its groups from 0, custui from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from custui.db.staging.layout import MADE
from custui.exchange import credentials, fields
from custui.exchange.cells import Remembered
from custui.exchange.field import Cells, Field, Format, RowWriter, Staged, Terms
from custui.exchange.moments import MomentWriter
from custui.exchange.naming import Choices, Known
from custui.exchange.shown import Shown
from custui.exchange.table import Table, TableWriter, Texts, Values, Written, empty, named, numbers
from custui.locale import N_, _

RULE = "magento"

_GENDERS = {"m": "Male", "f": "Female"}


def _groups(terms: Terms) -> Cells:
    """Groups by Magento's numbers or by name."""
    numbered = frozenset(number - 1 for number in terms.group_ids)
    return _Groups(terms, numbered)


class _Groups(Choices):
    def __init__(self, terms: Terms, numbered: frozenset[int]) -> None:
        known = Known(terms.groups, numbers=numbered)
        super().__init__("default_group_id", known, fields.unknown_group(terms))

    def number_of(self, name: str) -> int:
        number = super().number_of(name)
        return number + 1 if name.isascii() and name.isdigit() else number


def _actions(terms: Terms) -> Cells:
    """What is to be done with a customer: 1 deletes."""

    def read(cell: str) -> Staged:
        word = cell.strip().lower()
        if word == "delete":
            if not terms.allow_delete:
                raise ValueError(_("the row deletes the customer; --allow-delete lets it"))
            return (1,)
        if word not in ("", "add", "update", "add_update", "append", "replace"):
            raise ValueError(_("is nothing that can be done with a customer"))
        return (0,)

    return Remembered(read)


CUSTOMER_FIELDS = (
    fields.email("email"),
    fields.shop("_website"),
    fields.moment("registered_at", "created_at"),
    fields.birthday("dob"),
    fields.name("first_name", RULE, "firstname"),
    fields.gender("gender"),
    Field("group", ("group_id",), ("default_group_id",), _groups),
    fields.name("last_name", RULE, "lastname"),
    fields.not_kept("middle_name", "middlename"),
    Field("password_hash", ("password_hash",), ("password_hash",), credentials.hashes),
    fields.title("prefix"),
    fields.not_kept("suffix", "suffix"),
    fields.text("vat_id", 64, "taxvat"),
    fields.moment("updated_at", "updated_at"),
    Field("password", ("password",), (MADE,), credentials.made),
    Field("action", ("_action",), ("action",), _actions),
    *map(
        fields.ignored,
        (
            *("_store", "confirmation", "created_in", "disable_auto_group_change"),
            *("rp_token", "rp_token_created_at", "store_id", "website_id"),
            *("failures_num", "first_failure", "lock_expires", "session_cutoff"),
        ),
    ),
)
"""What the main file tells of a customer."""

_ORDER = (
    *("email", "_website", "_store", "confirmation", "created_at", "created_in"),
    *("disable_auto_group_change", "dob", "firstname", "gender", "group_id", "lastname"),
    *("middlename", "password_hash", "prefix", "rp_token", "rp_token_created_at", "store_id"),
    *("suffix", "taxvat", "updated_at", "website_id", "password"),
)
"""The columns of Magento's own export."""


def customer_columns(shown: Shown) -> list[Written]:
    """The columns of the main file."""
    safe = Texts(",", raw=shown.raw)
    moment = MomentWriter(shown.preferences.time_zone, "%Y-%m-%d", seconds=True).texts
    shops = {number: safe[code] for number, code in shown.shops.items()}
    titles = {number: safe[name] for number, name in shown.titles.items()}
    genders = {number: _GENDERS.get(gender, "") for number, gender in shown.genders.items()}
    told: dict[str, tuple[str, Callable[[Values], Iterable[Any]]]] = {
        "email": ("email", safe.of),
        "_website": ("shop", named(shops)),
        "created_at": ("registered_at", moment),
        "dob": ("birthday", numbers),
        "firstname": ("first_name", safe.of),
        "gender": ("title", named(genders)),
        "group_id": ("group", lambda values: [number - 1 for number in values]),
        "lastname": ("last_name", safe.of),
        "password_hash": ("password_hash", safe.of),
        "prefix": ("title", named(titles)),
        "taxvat": ("vat_id", safe.of),
        "updated_at": ("updated_at", moment),
    }
    return [Written(header, *told.get(header, ("", empty))) for header in _ORDER]


def _writer(shown: Shown) -> RowWriter:
    return TableWriter(Table(customer_columns(shown), ","))


MAGENTO = Format(
    name="magento",
    label=N_("Magento's customers main file (CSV)"),
    fields=CUSTOMER_FIELDS,
    needs=("email",),
    delimiter=",",
    writer=_writer,
    others=True,
)
