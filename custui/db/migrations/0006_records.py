"""The audit, preferences, required fields and saved views."""

from typing import Any

from custui.db.script import run_script

TABLES = """
CREATE TABLE audit_entry (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    staff TEXT NOT NULL,
    origin TEXT NOT NULL DEFAULT '', -- log-in user, tty, SSH source
    act TEXT NOT NULL,
    customer_id INTEGER, -- no reference: an entry outlives its customer
    fields TEXT NOT NULL DEFAULT '{}', -- JSON: field -> [before, after]
    reason TEXT NOT NULL DEFAULT '',
    chain_hash TEXT NOT NULL DEFAULT '' -- SHA-256 over this entry and the hash before it
) STRICT;
CREATE INDEX audit_entry_customer ON audit_entry (customer_id, id);

CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON audit_entry
BEGIN SELECT raise(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_entry_never_leaves BEFORE DELETE ON audit_entry
BEGIN SELECT raise(ABORT, 'the audit only grows'); END;

CREATE TABLE preference (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL -- JSON
) STRICT, WITHOUT ROWID;

CREATE TABLE required_field (
    name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

CREATE TABLE saved_view (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    staff TEXT NOT NULL DEFAULT '', -- '' is shared
    position INTEGER NOT NULL DEFAULT 0,
    columns TEXT NOT NULL, -- JSON list of column names
    filters TEXT NOT NULL DEFAULT '{}', -- JSON: column -> filter as typed
    sort TEXT NOT NULL DEFAULT '-id',
    UNIQUE (staff, name)
) STRICT;
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
