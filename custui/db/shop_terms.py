"""What a file refers to by name: shops, titles, groups, the fields that a shop requires."""

from __future__ import annotations

from custui.db.connection import ShopDatabase


def shop_id_of(database: ShopDatabase, code: str | None) -> int | None:
    """The id of the shop called ``code`` (whatever its case), or of the first one."""
    if code is None:
        row = database.execute_sql("SELECT min(id) FROM shop").fetchone()
    else:
        row = database.execute_sql(
            "SELECT id FROM shop WHERE code = ? COLLATE NOCASE", (code,)
        ).fetchone()
    return int(row[0]) if row and row[0] is not None else None


def shops(database: ShopDatabase) -> list[tuple[int, str]]:
    """The shops as id and code."""
    rows: list[tuple[int, str]] = database.execute_sql(
        "SELECT id, code FROM shop ORDER BY id"
    ).fetchall()
    return rows


def titles(database: ShopDatabase) -> list[tuple[int, str, str]]:
    """The titles as id, name and gender (``m``, ``f`` or none), in their order."""
    rows: list[tuple[int, str, str]] = database.execute_sql(
        "SELECT id, name, gender FROM title ORDER BY position, id"
    ).fetchall()
    return rows


def groups(database: ShopDatabase) -> list[tuple[int, str]]:
    """The groups as id and name."""
    rows: list[tuple[int, str]] = database.execute_sql(
        "SELECT id, name FROM customer_group ORDER BY id"
    ).fetchall()
    return rows


def has_group_role(database: ShopDatabase, role: str) -> bool:
    """Whether there is a group for ``guests``, or for ``new`` customers."""
    found = database.execute_sql(
        "SELECT 1 FROM customer_group WHERE role = ? AND role <> ''", (role,)
    ).fetchone()
    return found is not None


def group_for_new(database: ShopDatabase) -> int:
    """The group that new customers get."""
    row = database.execute_sql(
        "SELECT id FROM customer_group ORDER BY role = 'new' DESC, id LIMIT 1"
    ).fetchone()
    return int(row[0])


def group_of_role(database: ShopDatabase, role: str) -> int | None:
    """The group of a role: ``guests`` or ``new``."""
    row = database.execute_sql("SELECT id FROM customer_group WHERE role = ?", (role,)).fetchone()
    return int(row[0]) if row else None


def required_columns(database: ShopDatabase) -> frozenset[str]:
    """The columns that this shop requires beside those that every shop does."""
    rows = database.execute_sql("SELECT name FROM required_field").fetchall()
    return frozenset(name for (name,) in rows)


def is_customer(database: ShopDatabase, number: int) -> bool:
    """Whether there is a customer (or guest) of that number."""
    found = database.execute_sql("SELECT 1 FROM customer WHERE id = ?", (number,)).fetchone()
    return found is not None


def customer_count(database: ShopDatabase) -> int:
    """How many customers there are."""
    return int(database.execute_sql("SELECT count(*) FROM customer").fetchone()[0])


def groups_of(database: ShopDatabase, customer_id: int) -> list[int]:
    """The groups that a customer is in."""
    rows = database.execute_sql(
        "SELECT group_id FROM group_membership WHERE customer_id = ? ORDER BY group_id",
        (customer_id,),
    )
    return [number for (number,) in rows]


def allows_assistance(database: ShopDatabase, customer_id: int) -> bool:
    """Whether a customer allows staff to log in on the customer's behalf."""
    row = database.execute_sql(
        "SELECT assistance_allowed FROM customer WHERE id = ?", (customer_id,)
    ).fetchone()
    return bool(row and row[0])
