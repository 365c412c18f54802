"""Who the customers are that the feed names, by the shop's number or by e-mail."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from custui.db.connection import ShopDatabase
from custui.db.totals import THESE, these

_NOTE_VISIT = """
UPDATE customer SET last_visit_at = ?1 WHERE id = ?2 AND coalesce(last_visit_at, 0) < ?1
"""


def customers_numbered(
    database: ShopDatabase, shop_id: int, numbers: Collection[int]
) -> dict[int, int]:
    """The ids of the shop's customers by the shop's ``numbers``; of those that are known.

    A number is the id, unless a customer record of that number met somebody by e-mail.
    """
    if not numbers:
        return {}
    found = dict(
        database.execute_sql(
            f"SELECT id, id FROM customer WHERE id IN {THESE} AND shop_id = ?",
            (these(list(numbers)), shop_id),
        ).fetchall()
    )
    found.update(
        database.execute_sql(
            "SELECT CAST(r.key AS INTEGER), c.id FROM feed_record r JOIN customer c"
            " ON c.id = r.row_id WHERE r.shop_id = ? AND r.kind = 'customer'"
            " AND r.key IN (SELECT value FROM json_each(?)) AND r.row_id <> CAST(r.key AS INTEGER)",
            (shop_id, json.dumps([str(number) for number in numbers])),
        ).fetchall()
    )
    return found


def customers_with(database: ShopDatabase, shop_id: int, keys: Collection[str]) -> dict[str, int]:
    """The ids of the shop's customers by e-mail (``domain.text.email_key``); of those known.

    The registered one, else the guest whose record had no number.
    """
    if not keys:
        return {}
    listed = json.dumps(list(keys))
    found: dict[str, int] = dict(
        database.execute_sql(
            "SELECT substr(r.key, 7), c.id FROM json_each(?) k JOIN feed_record r"
            " ON r.shop_id = ? AND r.kind = 'customer' AND r.key = 'email:' || k.value"
            " JOIN customer c ON c.id = r.row_id",
            (listed, shop_id),
        ).fetchall()
    )
    found.update(registered_with(database, shop_id, keys))
    return found


def registered_with(database: ShopDatabase, shop_id: int, keys: Collection[str]) -> dict[str, int]:
    """The ids of the shop's registered customers by e-mail, of those known."""
    return dict(
        database.execute_sql(
            "SELECT c.email_key, c.id FROM json_each(?) k JOIN customer c"
            " ON c.email_key = k.value AND c.shop_id = ? AND c.is_guest = 0",
            (json.dumps(list(keys)), shop_id),
        ).fetchall()
    )


def note_visits(database: ShopDatabase, visits: Mapping[int, int]) -> None:
    """Note when customers were last in the shop (Unix seconds), unless they were later."""
    database.raw().executemany(
        _NOTE_VISIT, [(at, customer) for customer, at in sorted(visits.items())]
    )


def attach(database: ShopDatabase, shop_id: int, number: int, customer_id: int) -> None:
    """Let sessions, and the carts in them, be those of a customer who was not known before."""
    sessions = [
        row[0]
        for row in database.execute_sql(
            "SELECT id FROM session WHERE customer_id IS NULL AND customer_number = ?"
            " AND shop_id = ?",
            (number, shop_id),
        ).fetchall()
    ]
    if not sessions:
        return
    ours = these(sessions)
    database.execute_sql(
        f"UPDATE session SET customer_id = ? WHERE id IN {THESE}", (customer_id, ours)
    )
    name_carts(database, [(session, customer_id) for session in sessions])
    (last,) = database.execute_sql(
        f"SELECT max(last_seen_at) FROM session WHERE id IN {THESE}", (ours,)
    ).fetchone()
    note_visits(database, {customer_id: last})


def name_carts(database: ShopDatabase, owners: Iterable[tuple[int, int]]) -> None:
    """Let carts without a customer be those of whom their session turns out to be: both ids."""
    database.raw().executemany(
        "UPDATE cart SET customer_id = ?2 WHERE session_id = ?1 AND customer_id IS NULL", owners
    )


def attach_attempts(database: ShopDatabase, email_key: str, customer_id: int) -> None:
    """Let attempts to log in with an e-mail be those of the customer who turns out to have it."""
    database.execute_sql(
        "UPDATE login_attempt SET customer_id = ? WHERE email_key = ? AND customer_id IS NULL",
        (customer_id, email_key),
    )
