"""The small tables whose names stand in the grid: titles, groups, shops, order statuses."""

from __future__ import annotations

from dataclasses import dataclass, field

from custui.db.connection import ShopDatabase
from custui.domain.text import fold, sort_key


@dataclass(frozen=True)
class Lookups:
    """Names by id; and whether anybody is banned, which lists leave out."""

    titles: dict[int, str]
    groups: dict[int, str]
    shops: dict[int, str]  # codes
    has_banned: bool = False
    shop_names: dict[int, str] = field(default_factory=dict)

    def choices(self, column: str) -> dict[int, str]:
        """The names that a column of the grid shows, by id; none where they are no lookup."""
        of_columns = {
            "title": self.titles,
            "group": self.groups,
            "groups": self.groups,
            "shop": self.shops,
        }
        return of_columns.get(column, {})


_HAS_BANNED = "SELECT EXISTS (SELECT 1 FROM customer WHERE banned = 1)"


def read_lookups(database: ShopDatabase) -> Lookups:
    """Read the small tables; three queries of a few rows."""

    def names(statement: str) -> dict[int, str]:
        return dict(database.execute_sql(statement).fetchall())

    shops = database.execute_sql("SELECT id, code, name FROM shop").fetchall()
    return Lookups(
        titles=names("SELECT id, name FROM title"),
        groups=names("SELECT id, name FROM customer_group"),
        shops={key: code for key, code, _name in shops},
        has_banned=bool(database.execute_sql(_HAS_BANNED).fetchone()[0]),
        shop_names={key: name for key, _code, name in shops},
    )


def ids_called(names: dict[int, str], wanted: tuple[str, ...]) -> list[int]:
    """The ids of the names ``wanted``, whatever their case and diacritics."""
    folded = {fold(name) for name in wanted}
    return [key for key, name in names.items() if fold(name) in folded]


def rank_expression(column: str, names: dict[int, str]) -> str:
    """SQL that orders an id column by the names' Polish order, without a join."""
    if not names:
        return column
    ordered = sorted(names, key=lambda key: sort_key(names[key]))
    whens = " ".join(f"WHEN {key} THEN {place}" for place, key in enumerate(ordered))
    return f"CASE {column} {whens} END"
