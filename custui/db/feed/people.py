"""Customers and addresses as their records say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from custui.db.connection import ShopDatabase
from custui.domain.text import email_key, fold, sort_key

Values = Mapping[str, Any]

PLAIN: Final = (
    "title_id",
    "default_group_id",
    "first_name",
    "last_name",
    "email",
    "company",
    "birthday",
    "language",
    "enabled",
    "newsletter",
    "partner_offers",
    "assistance_allowed",
    "is_guest",
    "registered_at",
    "vat_id",
    "regon",
    "website",
)
"""The columns that a customer's record sets."""

ADDRESS: Final = (
    "alias",
    "company",
    "first_name",
    "last_name",
    "line1",
    "line2",
    "postcode",
    "city",
    "region",
    "country",
    "phone",
    "phone_mobile",
    "vat_id",
    "default_billing",
    "default_shipping",
    "deleted",
)

_LAST_GIVEN = 2**62
"""New ids are given below this, so that one customer with a giant id does not use them up."""


def with_search_texts(values: Values) -> dict[str, Any]:
    """``values`` with what is kept of the texts among them for searching and sorting."""
    every = dict(values)
    for name in ("first_name", "last_name", "company"):
        if name in values:
            every |= {f"{name}_fold": fold(values[name]), f"{name}_sort": sort_key(values[name])}
    if "email" in values:
        every |= {"email_key": email_key(values["email"]), "email_fold": fold(values["email"])}
    return every


def read_customer(database: ShopDatabase, customer_id: int) -> dict[str, Any] | None:
    """What a record can set of a customer, with ``shop_id`` and ``banned``."""
    names = (*PLAIN, "shop_id", "banned")
    row = database.execute_sql(
        f"SELECT {', '.join(names)} FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    return dict(zip(names, row, strict=True)) if row else None


def is_banned(database: ShopDatabase, shop_id: int, email: str) -> bool:
    """Whether the e-mail belongs to somebody who may not register again."""
    found = database.execute_sql(
        "SELECT 1 FROM customer WHERE banned = 1 AND email_key = ? AND shop_id = ?",
        (email_key(email), shop_id),
    ).fetchone()
    return found is not None


def insert_customer(database: ShopDatabase, wanted_id: int | None, values: Values) -> int:
    """Add a customer, under ``wanted_id`` where it is free; returns the id."""
    customer_id = wanted_id
    if wanted_id is None or _exists(database, "customer", wanted_id):
        (last,) = database.execute_sql(
            "SELECT coalesce(max(id), 0) FROM customer WHERE id < ?", (_LAST_GIVEN,)
        ).fetchone()
        customer_id = last + 1
    every = {"id": customer_id, **with_search_texts(values)}
    return insert(database, "customer", every)


def _exists(database: ShopDatabase, table: str, number: int) -> bool:
    found = database.execute_sql(f"SELECT 1 FROM {table} WHERE id = ?", (number,)).fetchone()
    return found is not None


def insert(database: ShopDatabase, table: str, values: Values) -> int:
    """Insert a row; returns its id."""
    marks = ", ".join("?" * len(values))
    cursor = database.execute_sql(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values())
    )
    return int(cursor.lastrowid or 0)


def update(database: ShopDatabase, table: str, number: int, values: Values) -> None:
    """Set columns of a row."""
    assignments = ", ".join(f"{name} = ?" for name in values)
    database.execute_sql(
        f"UPDATE {table} SET {assignments} WHERE id = ?", (*values.values(), number)
    )


def update_customer(database: ShopDatabase, customer_id: int, values: Values, now: int) -> None:
    """Change a customer; ``now`` in Unix seconds."""
    every = with_search_texts(values)
    assignments = "".join(f", {name} = ?" for name in every)
    database.execute_sql(
        f"UPDATE customer SET version = version + 1, updated_at = ?{assignments} WHERE id = ?",
        (now, *every.values(), customer_id),
    )


def join_groups(database: ShopDatabase, customer_id: int, groups: Sequence[int]) -> None:
    """Make a customer a member of groups too."""
    database.raw().executemany(
        "INSERT OR IGNORE INTO group_membership (customer_id, group_id) VALUES (?, ?)",
        [(customer_id, group) for group in groups],
    )


def memberships(database: ShopDatabase, customer_id: int) -> list[int]:
    """The groups that a customer is in."""
    rows = database.execute_sql(
        "SELECT group_id FROM group_membership WHERE customer_id = ? ORDER BY group_id",
        (customer_id,),
    ).fetchall()
    return [group for (group,) in rows]


def leave_groups(database: ShopDatabase, customer_id: int, groups: Sequence[int]) -> None:
    """End a customer's membership of groups."""
    database.raw().executemany(
        "DELETE FROM group_membership WHERE customer_id = ? AND group_id = ?",
        [(customer_id, group) for group in groups],
    )


def record_consent(
    database: ShopDatabase, customer_id: int, kind: str, *, given: int, at: int, source: str
) -> None:
    """Note a consent given or withdrawn in the shop, when (Unix seconds) and how."""
    insert(
        database,
        "consent",
        {"customer_id": customer_id, "kind": kind, "given": given, "at": at, "source": source},
    )


def title_called(database: ShopDatabase, name: str) -> int | None:
    """The title's id, whatever its case; it is added where the shop has none of that name."""
    if not name:
        return None
    wanted = fold(name).removesuffix(".")
    for number, known in database.execute_sql("SELECT id, name FROM title").fetchall():
        if fold(known).removesuffix(".") == wanted:
            return int(number)
    cursor = database.execute_sql(
        "INSERT INTO title (name, position) SELECT ?, coalesce(max(position), 0) + 1 FROM title",
        (name,),
    )
    return int(cursor.lastrowid or 0)


def group_called(database: ShopDatabase, name: str) -> int | None:
    """The group's id, whatever its case; ``None`` when there is none."""
    wanted = fold(name)
    for number, known in database.execute_sql("SELECT id, name FROM customer_group").fetchall():
        if fold(known) == wanted:
            return int(number)
    return None


def group_names(database: ShopDatabase) -> list[str]:
    """The names of the groups."""
    rows = database.execute_sql("SELECT name FROM customer_group ORDER BY id").fetchall()
    return [name for (name,) in rows]


def read_address(database: ShopDatabase, address_id: int) -> dict[str, Any] | None:
    """An address and whose it is."""
    names = ("customer_id", *ADDRESS)
    row = database.execute_sql(
        f"SELECT {', '.join(names)} FROM address WHERE id = ?", (address_id,)
    ).fetchone()
    return dict(zip(names, row, strict=True)) if row else None


def insert_address(database: ShopDatabase, wanted_id: int, values: Values) -> int:
    """Add an address, under ``wanted_id`` where it is free; returns the id."""
    free = not _exists(database, "address", wanted_id)
    return insert(database, "address", ({"id": wanted_id} if free else {}) | dict(values))


def is_claimed_later(
    database: ShopDatabase, shop_id: int, address_id: int, customer_id: int, use: str, at: int
) -> bool:
    """Whether a record newer than ``at`` made another address the default one for a use."""
    found = database.execute_sql(
        f"SELECT 1 FROM address a JOIN feed_record r ON r.shop_id = ? AND r.kind = 'address'"
        f" AND r.row_id = a.id WHERE a.customer_id = ? AND a.id <> ? AND a.{use} = 1"
        " AND a.deleted = 0 AND r.at > ? LIMIT 1",
        (shop_id, customer_id, address_id, at),
    ).fetchone()
    return found is not None


def drop_other_defaults(
    database: ShopDatabase, address_id: int, customer_id: int, use: str
) -> None:
    """Let an address be the only default one of a customer for a use."""
    database.execute_sql(
        f"UPDATE address SET {use} = 0 WHERE customer_id = ? AND id <> ? AND {use} = 1",
        (customer_id, address_id),
    )
