"""Single customers as forms have them, for those who add and change them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from custui.db import shop_terms
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.memberships import set_memberships
from custui.db.row_changes import Value as Kept
from custui.db.rows import insert_row, update_row
from custui.domain.customer_form import FORM_FIELDS, GROUPS, PASSWORD, Values
from custui.domain.field_kinds import FormTerms, Value
from custui.domain.text import email_key, fold, sort_key
from custui.locale.formats import zone

FREE_IDS_FROM: Final = 2**62
"""New ids are given below this, so that one customer with a giant id does not use them up."""

_KEPT_AS: Final = {"title": "title_id", "group": "default_group_id"}
_FIELDS: Final = tuple(each.name for each in FORM_FIELDS if each.name not in (GROUPS, PASSWORD))
_COLUMNS: Final = ", ".join(_KEPT_AS.get(name, name) for name in _FIELDS)

_FOLLOWERS: Mapping[str, Mapping[str, Callable[[str], str]]] = {  # what is made of a text
    "first_name": {"first_name_fold": fold, "first_name_sort": sort_key},
    "last_name": {"last_name_fold": fold, "last_name_sort": sort_key},
    "company": {"company_fold": fold, "company_sort": sort_key},
    "email": {"email_key": email_key, "email_fold": fold},
}


def read_values(database: ShopDatabase, customer_id: int) -> dict[str, Value] | None:
    """A customer's fields as a form has them, but the password; ``None``: there is none."""
    row = database.execute_sql(
        f"SELECT {_COLUMNS} FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    if row is None:
        return None
    values: dict[str, Value] = dict(zip(_FIELDS, row, strict=True))
    values["birthday"] = values["birthday"] or ""
    groups = tuple(shop_terms.groups_of(database, customer_id))
    return {
        each.name: values.get(each.name, groups) for each in FORM_FIELDS if each.name != PASSWORD
    }


def read_form_terms(database: ShopDatabase, now: int) -> FormTerms:
    """What this shop lends to the checking of fields at ``now`` (Unix seconds UTC).

    A field that preferences switch off is not required.
    """
    preferences = read_preferences(database)
    required = set(shop_terms.required_columns(database))
    if not preferences.ask_birthday:
        required.discard("birthday")
    if not preferences.partner_offers:
        required.discard("partner_offers")
    if not preferences.b2b:
        required -= {each.name for each in FORM_FIELDS if each.b2b}
    return FormTerms(
        today=datetime.fromtimestamp(now, zone(preferences.time_zone)).date(),
        name_rule=preferences.name_rule,
        titles={number: name for number, name, _gender in shop_terms.titles(database)},
        groups=dict(shop_terms.groups(database)),
        required=frozenset(required),
    )


def kept_columns(values: Values) -> dict[str, Kept]:
    """The columns of a customer's row that ``values`` come to."""
    columns: dict[str, Kept] = {}
    for name, value in values.items():
        if name in _FIELDS and not isinstance(value, tuple):
            columns[_KEPT_AS.get(name, name)] = None if name == "birthday" and not value else value
            columns |= {
                follower: make(str(value)) for follower, make in _FOLLOWERS.get(name, {}).items()
            }
    return columns


def insert_customer(
    database: ShopDatabase, shop_id: int, values: Values, now: int, *, is_guest: bool = False
) -> int:
    """Add a customer with ``values``; returns the number, which nobody ever had."""
    number = insert_row(
        database,
        "customer",
        id=next_id(database),
        shop_id=shop_id,
        registered_at=now,
        updated_at=now,
        is_guest=int(is_guest),
        **kept_columns(values),
    )
    _set_groups(database, number, values)
    return number


def update_customer(database: ShopDatabase, customer_id: int, values: Values) -> None:
    """Let fields of a customer be ``values``."""
    update_row(database, "customer", customer_id, **kept_columns(values))
    _set_groups(database, customer_id, values)


def _set_groups(database: ShopDatabase, customer_id: int, values: Values) -> None:
    groups = values.get(GROUPS)
    if isinstance(groups, tuple):
        set_memberships(database, customer_id, groups)


def next_id(database: ShopDatabase) -> int:
    """A number that no customer has or had: the audit goes on telling of those who are gone."""
    (number,) = database.execute_sql(
        "SELECT 1 + max(coalesce((SELECT max(id) FROM customer WHERE id < ?), 0),"
        " coalesce((SELECT max(customer_id) FROM audit_entry WHERE customer_id < ?), 0))",
        (FREE_IDS_FROM, FREE_IDS_FROM),
    ).fetchone()
    return int(number)


def registered_with(
    database: ShopDatabase, shop_id: int, email: str, *, but: int | None = None
) -> int | None:
    """The registered customer of a shop (another one than ``but``) who has an e-mail."""
    row = database.execute_sql(
        "SELECT id FROM customer WHERE email_key = ? AND shop_id = ? AND is_guest = 0"
        " AND id IS NOT ?",
        (email_key(email), shop_id, but),
    ).fetchone()
    return int(row[0]) if row else None


def is_banned(database: ShopDatabase, shop_id: int, email: str, *, but: int | None = None) -> bool:
    """Whether somebody banned (another one than ``but``) has an e-mail."""
    row = database.execute_sql(
        "SELECT 1 FROM customer WHERE banned = 1 AND email_key = ? AND shop_id = ? AND id IS NOT ?"
        " LIMIT 1",
        (email_key(email), shop_id, but),
    ).fetchone()
    return row is not None


def is_guest(database: ShopDatabase, customer_id: int) -> bool:
    """Whether a customer is a guest; guests may share an e-mail."""
    row = database.execute_sql(
        "SELECT is_guest FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    return bool(row and row[0])


def country_of(database: ShopDatabase, customer_id: int) -> str:
    """The country of a customer's default address, ``""`` when there is none."""
    row = database.execute_sql(
        "SELECT country FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    return str(row[0]) if row else ""


def shop_of(database: ShopDatabase, customer_id: int) -> int:
    """The shop that a customer belongs to."""
    row = database.execute_sql(
        "SELECT shop_id FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    return int(row[0])


def set_password_hash(database: ShopDatabase, customer_id: int, password_hash: str) -> None:
    """Let a customer sign in with another password, of which only the hash is kept."""
    database.execute_sql(
        "INSERT INTO credential (customer_id, password_hash) VALUES (?, ?)"
        " ON CONFLICT (customer_id) DO UPDATE SET password_hash = excluded.password_hash",
        (customer_id, password_hash),
    )
