"""The shop's settings and required fields, for those who change them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.domain.settings import Value


def read_settings(database: ShopDatabase) -> dict[str, Value]:
    """Every setting by its name; one that was never set has its default."""
    return asdict(read_preferences(database))


def write_settings(database: ShopDatabase, values: Mapping[str, Value]) -> None:
    """Keep settings."""
    database.raw().executemany(
        "INSERT INTO preference (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [(name, json.dumps(value)) for name, value in values.items()],
    )


def require_fields(database: ShopDatabase, names: Iterable[str]) -> None:
    """Require fields that were not required."""
    database.raw().executemany(
        "INSERT INTO required_field (name) VALUES (?)", [(name,) for name in sorted(names)]
    )


def require_no_more(database: ShopDatabase, names: Iterable[str]) -> None:
    """Require fields no more."""
    database.raw().executemany(
        "DELETE FROM required_field WHERE name = ?", [(name,) for name in sorted(names)]
    )
