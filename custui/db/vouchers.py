"""Single vouchers, for those who give them."""

from __future__ import annotations

from custui.db.connection import ShopDatabase


def is_taken(database: ShopDatabase, code: str) -> bool:
    """Whether a voucher has ``code``, as it stands or in small letters."""
    found = database.execute_sql(
        "SELECT 1 FROM voucher WHERE code IN (?, ?)", (code, code.lower())
    ).fetchone()
    return found is not None
