"""Imports under way, and those that were left half-way, to be gone on with."""

from typing import Any

from custui.db.script import run_script

TABLES = """
CREATE TABLE import_run (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL, -- when it began
    staff TEXT NOT NULL,
    origin TEXT NOT NULL DEFAULT '', -- as in the audit
    file TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    manner TEXT NOT NULL, -- JSON: what else decides how the file is read
    in_batches INTEGER NOT NULL CHECK (in_batches IN (0, 1)),
    line INTEGER NOT NULL DEFAULT 0, -- up to this one its records are through
    total INTEGER NOT NULL, -- records
    counts TEXT NOT NULL DEFAULT '{}', -- JSON: outcomes so far
    told TEXT NOT NULL DEFAULT '{}', -- JSON: those that the audit tells of
    runner TEXT NOT NULL DEFAULT '', -- host:pid that works on it
    active_at INTEGER NOT NULL DEFAULT 0 -- when it last did
) STRICT;
CREATE INDEX import_run_file ON import_run (sha256);
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
