"""The shop in a few figures, for the line above the grid."""

from __future__ import annotations

from dataclasses import dataclass

from custui.db.connection import ShopDatabase

_FIGURES = """
SELECT count(*), sum(newsletter), sum(order_count),
       avg(CASE WHEN birthday IS NOT NULL THEN
           strftime('%Y', 'now') - substr(birthday, 1, 4)
           - (strftime('%m-%d', 'now') < substr(birthday, 6)) END)
FROM customer
"""

_MAIN_TITLE = """
SELECT t.name, count(*) FROM customer c JOIN title t ON t.id = c.title_id
GROUP BY t.id ORDER BY count(*) DESC, t.id LIMIT 1
"""


@dataclass(frozen=True)
class Figures:
    """``average_age`` is in years, None when no birthday is known."""

    customers: int
    newsletters: int
    orders: int
    average_age: float | None
    main_title: str
    with_main_title: int


def read_figures(database: ShopDatabase) -> Figures:
    """Read them; a scan of every customer, so off the event loop and not too often."""
    customers, newsletters, orders, age = database.execute_sql(_FIGURES).fetchone()
    title = database.execute_sql(_MAIN_TITLE).fetchone() or ("", 0)
    return Figures(customers, newsletters or 0, orders or 0, age, *title)
