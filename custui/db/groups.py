"""Single customer groups with what belongs to them, for those who change them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from custui.db.connection import ShopDatabase
from custui.db.rows import insert_row, update_row
from custui.db.totals import THESE, these
from custui.domain.groups import GroupValues
from custui.domain.prices import GroupTerms, RuleTerms


@dataclass(frozen=True)
class StoredGroup:
    """A group that is there; ``role`` is ``guests``, ``new`` or empty."""

    id: int
    values: GroupValues
    role: str


def read_groups(database: ShopDatabase) -> list[StoredGroup]:
    """Every group, by number."""
    sections: dict[int, list[int]] = {}
    for group, section in database.execute_sql(
        "SELECT group_id, section_id FROM group_section ORDER BY 1, 2"
    ):
        sections.setdefault(group, []).append(section)
    rows = database.execute_sql(
        "SELECT id, name, discount, tax_class_id, prices_with_tax, role FROM customer_group"
        " ORDER BY id"
    )
    return [
        StoredGroup(
            number,
            GroupValues(name, discount, tax, bool(with_tax), tuple(sections.get(number, ()))),
            role,
        )
        for number, name, discount, tax, with_tax, role in rows
    ]


def read_group(database: ShopDatabase, group_id: int) -> StoredGroup | None:
    """The group of that number."""
    return next((each for each in read_groups(database) if each.id == group_id), None)


def members_of_groups(database: ShopDatabase) -> dict[int, int]:
    """How many members each group has that has any."""
    return dict(
        database.execute_sql(
            "SELECT group_id, count(*) FROM group_membership GROUP BY group_id"
        ).fetchall()
    )


def members_of(database: ShopDatabase, group_id: int) -> list[int]:
    """The customers who are in a group, or have it as their default one."""
    rows = database.execute_sql(
        "SELECT customer_id FROM group_membership WHERE group_id = ?"
        " UNION SELECT id FROM customer WHERE default_group_id = ? ORDER BY 1",
        (group_id, group_id),
    ).fetchall()
    return [number for (number,) in rows]


def insert_group(database: ShopDatabase, values: GroupValues) -> int:
    """Add a group; returns its number."""
    number = insert_row(database, "customer_group", **_columns(values))
    _set_sections(database, number, values.sections)
    return number


def update_group(database: ShopDatabase, group_id: int, values: GroupValues) -> None:
    """Let a group be ``values``."""
    update_row(database, "customer_group", group_id, **_columns(values))
    _set_sections(database, group_id, values.sections)


def _columns(values: GroupValues) -> dict[str, int | str | None]:
    return {
        "name": values.name,
        "discount": values.discount,
        "tax_class_id": values.tax_class,
        "prices_with_tax": int(values.prices_with_tax),
    }


def _set_sections(database: ShopDatabase, group_id: int, sections: Sequence[int]) -> None:
    database.execute_sql(
        f"DELETE FROM group_section WHERE group_id = ? AND section_id NOT IN {THESE}",
        (group_id, these(sections)),
    )
    database.raw().executemany(
        "INSERT OR IGNORE INTO group_section (group_id, section_id) VALUES (?, ?)",
        [(group_id, section) for section in sections],
    )


def empty_group(database: ShopDatabase, group_id: int, to: int) -> None:
    """Move those who have a group as their default one to another, and let everybody leave it."""
    database.execute_sql(
        "INSERT OR IGNORE INTO group_membership (customer_id, group_id)"
        " SELECT id, ? FROM customer WHERE default_group_id = ?",
        (to, group_id),
    )
    database.execute_sql(
        "UPDATE customer SET default_group_id = ? WHERE default_group_id = ?", (to, group_id)
    )
    database.execute_sql("DELETE FROM group_membership WHERE group_id = ?", (group_id,))


def read_group_terms(database: ShopDatabase, group_id: int) -> GroupTerms | None:
    """What a group pays by, for ``domain.prices``."""
    stored = read_group(database, group_id)
    if stored is None:
        return None
    rates = database.execute_sql(
        "SELECT country, rate FROM tax_rate WHERE tax_class_id = ?", (stored.values.tax_class,)
    ).fetchall()
    rules = database.execute_sql(
        "SELECT name, percent_off, amount_off, category, valid_from, valid_to, active"
        " FROM price_rule WHERE group_id = ? ORDER BY id",
        (group_id,),
    ).fetchall()
    return GroupTerms(
        stored.values.name,
        stored.values.discount,
        tuple(
            RuleTerms(name, percent, amount, category, first, last, bool(active))
            for name, percent, amount, category, first, last, active in rules
        ),
        dict(rates),
        stored.values.prices_with_tax,
    )
