"""Since when a customer's sign-ins hold, and whether the customer may try to sign in."""

from __future__ import annotations

from custui.db.connection import ShopDatabase


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
