"""An act that completes another one, and is taken back with it."""

from typing import Any

from custui.db.script import run_script

COLUMN = """
ALTER TABLE act ADD COLUMN follows INTEGER; -- the act that it completes
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, COLUMN)
