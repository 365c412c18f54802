"""What staff members set for themselves, each for all sittings to come."""

from __future__ import annotations

import json
from typing import Final

from custui.db.connection import ShopDatabase
from custui.domain.layouts import ColumnLayout, read_layout

_COLUMNS: Final = "columns"
_VIEWS: Final = "views"


def read_columns(database: ShopDatabase, staff: str) -> ColumnLayout | None:
    """The columns that somebody's grid begins with; ``None`` when they never chose any.

    A column that is not there any more is left out.
    """
    kept = _read(database, staff, _COLUMNS)
    if not isinstance(kept, dict):
        return None
    layout, _problems = read_layout(kept.get("names"), kept.get("widths"), kept.get("pinned"))
    return layout


def write_columns(database: ShopDatabase, staff: str, layout: ColumnLayout | None) -> None:
    """Keep somebody's columns; ``None`` forgets them."""
    kept = layout and {
        "names": layout.names,
        "widths": dict(layout.widths),
        "pinned": layout.pinned,
    }
    _write(database, staff, _COLUMNS, kept)


def read_view_order(database: ShopDatabase, staff: str) -> list[int]:
    """The ids of the views that somebody has put in order; others follow."""
    kept = _read(database, staff, _VIEWS)
    return [number for number in kept if isinstance(number, int)] if isinstance(kept, list) else []


def write_view_order(database: ShopDatabase, staff: str, ids: list[int]) -> None:
    """Keep somebody's order of the views."""
    _write(database, staff, _VIEWS, ids)


def _read(database: ShopDatabase, staff: str, name: str) -> object:
    row = database.execute_sql(
        "SELECT value FROM staff_setting WHERE staff = ? AND name = ?", (staff, name)
    ).fetchone()
    try:
        value: object = json.loads(row[0]) if row else None
    except ValueError:
        return None
    return value


def _write(database: ShopDatabase, staff: str, name: str, value: object) -> None:
    if value is None:
        database.execute_sql(
            "DELETE FROM staff_setting WHERE staff = ? AND name = ?", (staff, name)
        )
    else:
        database.execute_sql(
            "INSERT INTO staff_setting (staff, name, value) VALUES (?, ?, ?)"
            " ON CONFLICT (staff, name) DO UPDATE SET value = excluded.value",
            (staff, name, json.dumps(value)),
        )
