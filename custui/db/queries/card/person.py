"""Personal data: every column of the grid, and what the card adds to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from custui.db.audit import last_about
from custui.db.connection import ShopDatabase
from custui.db.queries.card.account import NEWSLETTER_KEY, PARTNER_OFFERS_KEY, SUBSCRIPTIONS
from custui.db.queries.columns import SQL
from custui.db.queries.lookups import read_lookups
from custui.db.queries.panel import PanelList
from custui.domain.columns import COLUMNS


@dataclass(frozen=True)
class Agreed:
    """Since when (Unix seconds UTC) a consent is what it is, and how it was given or withdrawn."""

    since: int | None
    source: str


@dataclass(frozen=True)
class Change:
    """Who changed the customer last, and when (Unix seconds UTC)."""

    staff: str
    at: int


@dataclass(frozen=True)
class Person:
    """A customer; moments in Unix seconds UTC, ``opening_sales`` in minor units.

    ``columns`` are the grid's, by name, each in the type that its ``Kind`` says. Sign-ins before
    ``sessions_valid_from`` are void.
    """

    columns: Mapping[str, Any] = field(hash=False)
    age: int | None  # whole years
    banned: bool
    locked_until: int | None
    sessions_valid_from: int | None
    opening_sales: int
    version: int
    newsletter_consent: Agreed
    partner_offers_consent: Agreed
    last_change: Change | None


_EXTRAS = """
    c.banned, c.locked_until, c.opening_sales, c.version,
    (SELECT sessions_valid_from FROM credential WHERE customer_id = c.id)
"""


def read_person(database: ShopDatabase, customer_id: int, *, today: date) -> Person | None:
    """The customer; ``today`` is the day in the shop's zone. ``None``: there is no such one."""
    selected = ", ".join(SQL[column.name].value for column in COLUMNS)
    row = database.execute_sql(
        f"SELECT {_EXTRAS}, {selected} FROM customer c WHERE c.id = ?", (customer_id,)
    ).fetchone()
    if row is None:
        return None
    banned, locked_until, opening_sales, version, sessions_valid_from, *cells = row
    lookups = read_lookups(database)
    columns = {
        column.name: SQL[column.name].decode(cell, lookups)
        for column, cell in zip(COLUMNS, cells, strict=True)
    }
    newsletter, partner_offers = _agreed(database, customer_id)
    return Person(
        columns=columns,
        age=age(columns["birthday"], today),
        banned=bool(banned),
        locked_until=locked_until,
        sessions_valid_from=sessions_valid_from,
        opening_sales=opening_sales,
        version=version,
        newsletter_consent=newsletter,
        partner_offers_consent=partner_offers,
        last_change=_last_change(database, customer_id),
    )


def age(birthday: str | None, today: date) -> int | None:
    """Whole years by birthday (``YYYY-MM-DD``); ``None`` without one, or before it.

    Who was born on 29 February has the birthday on 28 February of a common year, as in the filter
    of birthdays: see ``domain.filters.spans.days_of_year``.
    """
    if not birthday:
        return None
    year, month, day = map(int, birthday.split("-"))
    if (month, day) == (2, 29) and not _is_leap(today.year):
        day = 28
    years = today.year - year - ((today.month, today.day) < (month, day))
    return years if years >= 0 else None


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _agreed(database: ShopDatabase, customer_id: int) -> tuple[Agreed, Agreed]:
    keys = (NEWSLETTER_KEY, PARTNER_OFFERS_KEY)
    rows = PanelList(SUBSCRIPTIONS, customer_id).rows_by_key(database, keys, ("since", "source"))
    newsletter, partner_offers = (Agreed(*rows.get(key, (None, ""))) for key in keys)
    return newsletter, partner_offers


def _last_change(database: ShopDatabase, customer_id: int) -> Change | None:
    found = last_about(database, customer_id)
    return None if found is None else Change(*found)
