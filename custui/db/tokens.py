"""Single-use links: to set a password, and to log in as a customer.

Only the SHA-256 of a token is kept. It is used up by one ``UPDATE … RETURNING``: of any number of
processes that try, one gets the row. A new one revokes those before it.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Final

from custui.db.connection import ShopDatabase
from custui.db.rows import insert_row

RESET, FIRST, LOG_IN = PURPOSES = ("reset_password", "set_password", "login_as")
"""To set another password; to set the first one; to log in as the customer."""

PASSWORDS: Final = (RESET, FIRST)

_GOOD = "used_at IS NULL AND revoked_at IS NULL AND expires_at > ?"
_TABLES = {"reset_token": "purpose, NULL", "login_grant": f"'{LOG_IN}', cart_id"}
"""Where tokens are kept, and what each table says of purpose and cart."""


@dataclass(frozen=True)
class Used:
    """A token that was good until now: what for, whose, made by which staff member."""

    row_id: int
    purpose: str
    customer_id: int
    staff: str
    cart_id: int | None


def new_token() -> str:
    """A token that nobody can guess: 256 bits, in characters that a URL takes as they are."""
    while (token := secrets.token_urlsafe(32)).startswith("-"):
        pass  # a command line would take it for an option
    return token


def hash_of(token: str) -> str:
    """What is kept of a token (SHA-256, hex)."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def add_password_token(
    database: ShopDatabase,
    customer_id: int,
    *,
    purpose: str,
    staff: str,
    now: int,
    expires_at: int,
    email_id: int | None = None,
) -> str:
    """Make a token to set a customer's password; all before it are good no more.

    ``email_id`` is the mail that it goes in. Moments in Unix seconds UTC. Inside a transaction.
    """
    revoke_password_tokens(database, customer_id, now)
    token = new_token()
    insert_row(
        database,
        "reset_token",
        token_hash=hash_of(token),
        customer_id=customer_id,
        staff=staff,
        created_at=now,
        expires_at=expires_at,
        purpose=purpose,
        email_id=email_id,
    )
    return token


def add_login_token(
    database: ShopDatabase,
    customer_id: int,
    *,
    staff: str,
    reason: str,
    cart_id: int | None,
    now: int,
    expires_at: int,
) -> tuple[int, str]:
    """Make a token to log in as a customer; returns its row's number and it. Inside a transaction.

    Those that the same staff member made for the same customer before are good no more.
    """
    database.execute_sql(
        f"UPDATE login_grant SET revoked_at = ? WHERE customer_id = ? AND staff = ? AND {_GOOD}",
        (now, customer_id, staff, now),
    )
    token = new_token()
    number = insert_row(
        database,
        "login_grant",
        token_hash=hash_of(token),
        customer_id=customer_id,
        cart_id=cart_id,
        staff=staff,
        reason=reason,
        created_at=now,
        expires_at=expires_at,
    )
    return number, token


def revoke_password_tokens(database: ShopDatabase, customer_id: int, now: int) -> None:
    """No link to set this customer's password is good any more."""
    database.execute_sql(
        f"UPDATE reset_token SET revoked_at = ? WHERE customer_id = ? AND {_GOOD}",
        (now, customer_id, now),
    )


def use(database: ShopDatabase, token: str, now: int) -> Used | None:
    """Use a token up; ``None`` when it is not good (``why_not`` tells)."""
    for table, told in _TABLES.items():
        rows = database.execute_sql(
            f"UPDATE {table} SET used_at = ? WHERE token_hash = ? AND {_GOOD}"
            f" RETURNING id, customer_id, staff, {told}",
            (now, hash_of(token), now),
        ).fetchall()
        for number, customer_id, staff, purpose, cart_id in rows:
            return Used(number, purpose, customer_id, staff, cart_id)
    return None


def why_not(database: ShopDatabase, token: str) -> str:
    """Why a token is not good: ``used``, ``revoked``, ``expired`` or ``unknown``."""
    for table in _TABLES:
        row = database.execute_sql(
            "SELECT CASE WHEN used_at IS NOT NULL THEN 'used' WHEN revoked_at IS NOT NULL"
            f" THEN 'revoked' ELSE 'expired' END FROM {table} WHERE token_hash = ?",
            (hash_of(token),),
        ).fetchone()
        if row:
            return str(row[0])
    return "unknown"


def password_tokens_since(database: ShopDatabase, customer_id: int, moment: int) -> list[int]:
    """When the links to set this customer's password were made, of those since a moment."""
    rows = database.execute_sql(
        "SELECT created_at FROM reset_token WHERE customer_id = ? AND created_at > ?"
        " ORDER BY created_at",
        (customer_id, moment),
    )
    return [at for (at,) in rows]


def forget(database: ShopDatabase, token: str) -> None:
    """Remove a token that never reached anybody."""
    database.execute_sql("DELETE FROM reset_token WHERE token_hash = ?", (hash_of(token),))
