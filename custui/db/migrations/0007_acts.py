"""Acts of staff that can be finished or taken back, and the seal of the audit's end."""

from typing import Any

from custui.db.script import run_script

TABLES = """
CREATE TABLE act (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    staff TEXT NOT NULL,
    session TEXT NOT NULL, -- the sitting whose undo takes it back
    name TEXT NOT NULL, -- as in the audit
    settings TEXT NOT NULL DEFAULT '{}', -- JSON: field -> value as the database keeps it
    reason TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN
        ('preparing', 'prepared', 'running', 'stopped', 'done', 'taking_back', 'taken_back')),
    total INTEGER NOT NULL DEFAULT 1, -- customers counted
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    gone INTEGER NOT NULL DEFAULT 0,
    restored INTEGER NOT NULL DEFAULT 0,
    kept INTEGER NOT NULL DEFAULT 0, -- not restored: changed by others since
    runner TEXT NOT NULL DEFAULT '', -- host:pid that works on it
    active_at INTEGER NOT NULL DEFAULT 0 -- when it last did
) STRICT;
CREATE INDEX act_session ON act (session, id);

CREATE TABLE act_target (
    act_id INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
    customer_id INTEGER NOT NULL, -- no reference: one who is deleted is still counted
    PRIMARY KEY (act_id, customer_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE act_undo (
    act_id INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
    customer_id INTEGER NOT NULL,
    version_before INTEGER NOT NULL,
    version_after INTEGER NOT NULL,
    before TEXT NOT NULL, -- JSON
    PRIMARY KEY (act_id, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX act_undo_customer ON act_undo (customer_id);

CREATE TABLE audit_seal (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    entries INTEGER NOT NULL,
    chain_hash TEXT NOT NULL -- of the last entry
) STRICT;
INSERT INTO audit_seal (id, entries, chain_hash) VALUES (
    1,
    (SELECT count(*) FROM audit_entry),
    coalesce((SELECT chain_hash FROM audit_entry ORDER BY id DESC LIMIT 1), '')
);

CREATE TRIGGER audit_seal_only_grows BEFORE UPDATE ON audit_seal
WHEN new.entries <= old.entries OR new.id <> old.id
BEGIN SELECT raise(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_seal_never_leaves BEFORE DELETE ON audit_seal
BEGIN SELECT raise(ABORT, 'the audit only grows'); END;
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
