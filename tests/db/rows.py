"""A shop in a file and rows in it, with a test's own values over sensible ones."""

from __future__ import annotations

import functools
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from custui.db.connection import ShopDatabase, open_database
from custui.db.defaults import fill_defaults
from custui.db.upgrade import create_database
from custui.domain.preferences import Preferences
from custui.domain.text import email_key, fold, sort_key

MOMENT = 1_700_000_000  # 2023-11-14 22:13:20 UTC


def fill_shop(database: ShopDatabase) -> None:
    fill_defaults(
        database,
        language="pl",
        shop_name="Test shop",
        preferences=Preferences(time_zone="Europe/Warsaw"),
    )


@functools.cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "shop.db"
        create_database(str(path), fill_shop)
        return path.read_bytes()


def new_shop(path: Path) -> Path:
    """An empty shop at ``path``, as ``custui init`` makes it."""
    path.write_bytes(_template())
    return path


def opened_shop(path: Path) -> ShopDatabase:
    return open_database(str(new_shop(path)))


def insert(database: ShopDatabase, table: str, /, **values: Any) -> int:
    """Insert one row; returns its id."""
    marks = ",".join("?" * len(values))
    cursor = database.execute_sql(
        f"INSERT INTO {table} ({','.join(values)}) VALUES ({marks})", tuple(values.values())
    )
    return int(cursor.lastrowid or 0)


def folded(first_name: str, last_name: str, email: str, company: str) -> dict[str, str]:
    return {
        "first_name_fold": fold(first_name),
        "last_name_fold": fold(last_name),
        "email_fold": fold(email),
        "company_fold": fold(company),
        "first_name_sort": sort_key(first_name),
        "last_name_sort": sort_key(last_name),
        "company_sort": sort_key(company),
        "email_key": email_key(email),
    }


def add_customer(database: ShopDatabase, **given: Any) -> int:
    """Insert a customer with its membership, not yet in the search index; returns its id."""
    values = {
        "first_name": "Jan",
        "last_name": "Kowalski",
        "email": f"jan{next(_numbers)}@example.pl",
        "company": "",
        "default_group_id": 2,
        "registered_at": MOMENT,
        "updated_at": MOMENT,
    } | given
    texts = [values[name] for name in ("first_name", "last_name", "email", "company")]
    customer_id = insert(database, "customer", **(folded(*texts) | values))
    insert(
        database, "group_membership", customer_id=customer_id, group_id=values["default_group_id"]
    )
    return customer_id


def _count() -> Any:
    number = 0
    while True:
        number += 1
        yield number


_numbers = _count()


def add_order(
    database: ShopDatabase, customer_id: int, total: int, *, valid: bool = True, **given: Any
) -> int:
    """Insert an order; the customer's kept totals are not refreshed."""
    values = {"reference": f"R{next(_numbers)}", "placed_at": MOMENT} | given
    status = 2 if valid else 6
    return insert(
        database,
        "sales_order",
        **{"customer_id": customer_id, "status_id": status, "total": total} | values,
    )


def fingerprint(path: Path) -> tuple[bytes, int]:
    """What must stay the same of a file that is left untouched."""
    return path.read_bytes(), path.stat().st_mtime_ns


def start_child(act: Callable[[], int]) -> int:
    """Run ``act`` in a child process that ends as by kill -9: nothing is closed. Its pid."""
    pid = os.fork()
    if not pid:
        code = 99
        try:
            code = act()
        finally:
            os._exit(code)
    return pid


def exit_code(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def in_child(act: Callable[[], int]) -> int:
    return exit_code(start_child(act))
