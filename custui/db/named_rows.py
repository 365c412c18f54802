"""The small tables of what has a name of its own: tax classes, sections of the shop, titles."""

from __future__ import annotations

from custui.db.connection import ShopDatabase

TABLES = frozenset({"tax_class", "shop_section", "title", "customer_group"})


def names_in(database: ShopDatabase, table: str) -> dict[int, str]:
    """What stands in one of ``TABLES``: names by their numbers."""
    if table not in TABLES:
        raise ValueError(table)
    return dict(database.execute_sql(f"SELECT id, name FROM {table} ORDER BY id").fetchall())
