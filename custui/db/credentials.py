"""How a customer signs in to the shop: the password's hash, and since when sign-ins hold."""

from __future__ import annotations

from custui.db.connection import ShopDatabase


def set_password_hash(database: ShopDatabase, customer_id: int, password_hash: str) -> None:
    """Keep the hash of a customer's new password."""
    database.execute_sql(
        "INSERT INTO credential (customer_id, password_hash) VALUES (?, ?)"
        " ON CONFLICT (customer_id) DO UPDATE SET password_hash = excluded.password_hash",
        (customer_id, password_hash),
    )


def void_sign_ins(database: ShopDatabase, customer_id: int, before: int) -> None:
    """Let a customer's sign-ins before a moment (Unix seconds UTC) hold no more."""
    database.execute_sql(
        "INSERT INTO credential (customer_id, sessions_valid_from) VALUES (?, ?) ON CONFLICT"
        " (customer_id) DO UPDATE SET sessions_valid_from = excluded.sessions_valid_from",
        (customer_id, before),
    )


def unlock(database: ShopDatabase, customer_id: int) -> None:
    """Let a customer who was locked out try again."""
    database.execute_sql(
        "UPDATE customer SET locked_until = NULL WHERE id = ? AND locked_until IS NOT NULL",
        (customer_id,),
    )
