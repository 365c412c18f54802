"""Runs a script of SQL statements inside the transaction in progress."""

import sqlite3

from custui.db.connection import ShopDatabase


def run_script(database: ShopDatabase, script: str) -> None:
    """Execute each statement of ``script``.

    ``sqlite3.Connection.executescript`` will not do: it commits first.
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if statement.strip() and sqlite3.complete_statement(statement):
            database.execute_sql(statement)
            statement = ""
    if statement.strip():
        raise ValueError(f"unfinished SQL statement: {statement.strip()[:80]}")
