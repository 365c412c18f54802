"""Single price rules, for those who change them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from custui.db.connection import ShopDatabase


@dataclass(frozen=True)
class StoredRule:
    """A price rule that is there; moments in Unix seconds UTC."""

    id: int
    group_id: int
    name: str
    percent_off: int | None
    amount_off: int | None
    category: str
    valid_from: int | None
    valid_to: int | None
    active: bool


_SELECT = """
SELECT id, group_id, name, percent_off, amount_off, category, valid_from, valid_to, active
FROM price_rule
"""


def read_rules(database: ShopDatabase, group_id: int) -> list[StoredRule]:
    """The price rules of a group, in their order."""
    rows = database.execute_sql(f"{_SELECT} WHERE group_id = ? ORDER BY id", (group_id,))
    return [_rule(row) for row in rows]


def read_rule(database: ShopDatabase, rule_id: int) -> StoredRule | None:
    """The price rule of that number."""
    row = database.execute_sql(f"{_SELECT} WHERE id = ?", (rule_id,)).fetchone()
    return _rule(row) if row else None


def _rule(row: tuple[Any, ...]) -> StoredRule:
    number, group_id, name, percent, amount, category, valid_from, valid_to, active = row
    return StoredRule(
        number, group_id, name, percent, amount, category, valid_from, valid_to, bool(active)
    )
