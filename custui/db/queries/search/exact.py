"""Whom a search names exactly: by customer number, e-mail, order reference or a whole phone."""

from __future__ import annotations

from dataclasses import replace

from custui.db.connection import ShopDatabase
from custui.db.queries.customers import CustomerList
from custui.db.queries.search.conditions import ids_by_number_or_order, phone_expression
from custui.domain.phone import Phone
from custui.domain.search import Search
from custui.domain.text import email_key

_MOST = 100
"""Exact hits beyond these (one phone number of a whole office) stand among the others."""

_MOST_LOOKED_AT = 2000


def exact_hits(database: ShopDatabase, search: Search) -> tuple[int, ...]:
    """The numbers of customers that ``search`` names exactly, ascending; at most a hundred."""
    found: set[int] = set()
    for statement in ids_by_number_or_order(search):
        found.update(
            number
            for (number,) in database.execute_sql(
                f"{statement.sql} LIMIT {_MOST}", statement.parameters
            )
        )
    if search.email:  # guests may share one, and have no index of them
        key = email_key(search.email)
        found.update(
            number
            for (number,) in database.execute_sql(
                "SELECT id FROM customer WHERE email_key = ? AND is_guest = 0", (key,)
            )
        )
    if search.phone is not None and search.phone.may_be_whole:
        found.update(_with_phone(database, search.phone))
    return tuple(sorted(found)[:_MOST])


def _with_phone(database: ShopDatabase, phone: Phone) -> list[int]:
    candidates = database.execute_sql(
        "SELECT id, phone_digits FROM customer WHERE id IN"
        " (SELECT rowid FROM customer_fts WHERE customer_fts MATCH ? LIMIT ?)",
        (phone_expression(phone), _MOST_LOOKED_AT),
    )
    return [number for number, kept in candidates if phone.is_among(kept)]


def exact_first(database: ShopDatabase, customers: CustomerList) -> CustomerList:
    """``customers`` with the exact hits of its search before all others."""
    if customers.search is None:
        return customers
    return replace(customers, first=exact_hits(database, customers.search))
