"""Changing a shop's database from a test, past the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from custui.db.connection import open_database


def execute(path: Path, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Run one statement in a transaction of its own; its rows, if it has any."""
    database = open_database(str(path))
    with database.connection_context(), database.writing():
        return list(database.execute_sql(statement, parameters).fetchall())
