"""What is kept on a customer: is it what the rows say? Looked at, and mended, a batch at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass

import peewee

from custui.db.connection import ShopDatabase
from custui.db.totals import THESE, of_addresses, refresh_addresses, refresh_totals, these
from custui.domain.text import email_key, fold, sort_key
from custui.locale import NN_

Ids = Sequence[int]


@dataclass(frozen=True)
class KeptCheck:
    """Finds the wrong ones among some customers, and mends those it is given.

    ``one`` and ``many`` are the untranslated sentence with ``{count}``; ``indexed`` tells that
    mending changes what the search index covers.
    """

    name: str
    one: str
    many: str
    wrong: Callable[[ShopDatabase, Ids], list[int]]
    mend: Callable[[ShopDatabase, Ids], None]
    indexed: bool = False


_WRONG_TOTALS = f"""
SELECT c.id FROM customer c LEFT JOIN (
    SELECT o.customer_id AS id, count(*) AS orders, sum(o.total) AS total
    FROM sales_order o JOIN order_status s ON s.id = o.status_id
    WHERE s.counts_as_sale = 1 AND o.customer_id IN {THESE} GROUP BY o.customer_id
) v ON v.id = c.id
WHERE c.id IN {THESE} AND (c.order_count <> coalesce(v.orders, 0)
    OR c.sales <> c.opening_sales + coalesce(v.total, 0))
"""


def _wrong_totals(database: ShopDatabase, ids: Ids) -> list[int]:
    rows = database.execute_sql(_WRONG_TOTALS, (these(ids), these(ids)))
    return [number for (number,) in rows]


def _wrong_addresses(database: ShopDatabase, ids: Ids) -> list[int]:
    right = of_addresses(database, ids)
    rows = database.execute_sql(
        "SELECT id, phone, country, city, postcode, phone_digits FROM customer"
        f" WHERE id IN {THESE}",
        (these(ids),),
    )
    return [number for number, *kept in rows if tuple(kept) != astuple(right[number])]


_TEXTS: tuple[tuple[str, str, Callable[[str], str]], ...] = (  # kept column, its source, how
    ("first_name_fold", "first_name", fold),
    ("last_name_fold", "last_name", fold),
    ("email_fold", "email", fold),
    ("company_fold", "company", fold),
    ("city_fold", "city", fold),
    ("first_name_sort", "first_name", sort_key),
    ("last_name_sort", "last_name", sort_key),
    ("company_sort", "company", sort_key),
    ("city_sort", "city", sort_key),
    ("email_key", "email", email_key),
)
_KEPT_TEXTS = ", ".join(kept for kept, _source, _make in _TEXTS)
_SOURCES = ", ".join(source for _kept, source, _make in _TEXTS)
_SET_TEXTS = ", ".join(f"{kept} = ?" for kept, _source, _make in _TEXTS)


def _right_texts(sources: Sequence[str]) -> tuple[str, ...]:
    return tuple(make(source) for (_kept, _name, make), source in zip(_TEXTS, sources, strict=True))


def _wrong_texts(database: ShopDatabase, ids: Ids) -> list[int]:
    rows = database.execute_sql(
        f"SELECT id, {_KEPT_TEXTS}, {_SOURCES} FROM customer WHERE id IN {THESE}", (these(ids),)
    )
    half = 1 + len(_TEXTS)
    return [row[0] for row in rows if row[1:half] != _right_texts(row[half:])]


def _mend_texts(database: ShopDatabase, ids: Ids) -> None:
    rows = database.execute_sql(
        f"SELECT id, {_SOURCES} FROM customer WHERE id IN {THESE}", (these(ids),)
    ).fetchall()
    for number, *sources in rows:
        try:
            with database.atomic():
                database.execute_sql(
                    f"UPDATE customer SET {_SET_TEXTS} WHERE id = ?",
                    (*_right_texts(sources), number),
                )
        except peewee.IntegrityError:
            continue  # its e-mail is another's too: that is for a person to settle


_WRONG_GROUPS = f"""
SELECT id FROM customer c WHERE id IN {THESE} AND NOT EXISTS (
    SELECT 1 FROM group_membership WHERE customer_id = c.id AND group_id = c.default_group_id)
"""


def _wrong_groups(database: ShopDatabase, ids: Ids) -> list[int]:
    rows = database.execute_sql(_WRONG_GROUPS, (these(ids),))
    return [number for (number,) in rows]


def _mend_groups(database: ShopDatabase, ids: Ids) -> None:
    database.execute_sql(
        "INSERT OR IGNORE INTO group_membership (customer_id, group_id)"
        f" SELECT id, default_group_id FROM customer WHERE id IN {THESE}",
        (these(ids),),
    )


KEPT_CHECKS = (
    KeptCheck(
        "totals",
        *NN_(
            "{count} customer has sales or an order count that the orders do not make.",
            "{count} customers have sales or an order count that the orders do not make.",
        ),
        _wrong_totals,
        refresh_totals,
    ),
    KeptCheck(
        "addresses",
        *NN_(
            "{count} customer has a phone, country or city that is not the default address's.",
            "{count} customers have a phone, country or city that is not the default address's.",
        ),
        _wrong_addresses,
        refresh_addresses,
        indexed=True,
    ),
    KeptCheck(
        "texts",
        *NN_(
            "{count} customer has text for search and sorting that the names do not make.",
            "{count} customers have text for search and sorting that the names do not make.",
        ),
        _wrong_texts,
        _mend_texts,
        indexed=True,
    ),
    KeptCheck(
        "groups",
        *NN_(
            "{count} customer is not a member of the default group.",
            "{count} customers are not members of their default group.",
        ),
        _wrong_groups,
        _mend_groups,
    ),
)
"""In the order in which they are mended: the city of an address has text of its own."""
