"""Products as the feed tells of them: looked at, or as records."""

from __future__ import annotations

from collections.abc import Sequence

from custui.db.connection import ShopDatabase


def store_product_views(database: ShopDatabase, views: Sequence[tuple[int, int, int]]) -> None:
    """Note products that were looked at: session, product, moment."""
    database.raw().executemany(
        "INSERT INTO product_view (session_id, product_id, at) VALUES (?, ?, ?)", views
    )
