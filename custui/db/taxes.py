"""Tax classes and their rates."""

from __future__ import annotations

from custui.db.connection import ShopDatabase


def groups_in_class(database: ShopDatabase, class_id: int) -> list[str]:
    """The names of the groups that have a tax class."""
    rows = database.execute_sql(
        "SELECT name FROM customer_group WHERE tax_class_id = ? ORDER BY id", (class_id,)
    )
    return [name for (name,) in rows]


def rates_of(database: ShopDatabase, class_id: int) -> dict[str, int]:
    """The rates of a tax class by country, in hundredths of a percent."""
    return dict(
        database.execute_sql(
            "SELECT country, rate FROM tax_rate WHERE tax_class_id = ? ORDER BY country",
            (class_id,),
        ).fetchall()
    )


def set_rate(database: ShopDatabase, class_id: int, country: str, rate: int | None) -> None:
    """Let a tax class have a rate in a country, or none."""
    if rate is None:
        database.execute_sql(
            "DELETE FROM tax_rate WHERE tax_class_id = ? AND country = ?", (class_id, country)
        )
        return
    database.execute_sql(
        "INSERT INTO tax_rate (tax_class_id, country, rate) VALUES (?, ?, ?)"
        " ON CONFLICT (tax_class_id, country) DO UPDATE SET rate = excluded.rate",
        (class_id, country, rate),
    )
