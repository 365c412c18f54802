"""Help with an account: links that can be revoked, mail that is retried, merges and erasures."""

from typing import Any

from custui.db.script import run_script

TABLES = """
ALTER TABLE login_grant ADD COLUMN revoked_at INTEGER;

ALTER TABLE reset_token ADD COLUMN purpose TEXT NOT NULL DEFAULT 'reset_password'
    CHECK (purpose IN ('reset_password', 'set_password'));
ALTER TABLE reset_token ADD COLUMN revoked_at INTEGER;
ALTER TABLE reset_token ADD COLUMN email_id INTEGER -- the mail it went in; NULL: it was shown
    REFERENCES sent_email (id) ON DELETE SET NULL;
CREATE INDEX reset_token_email ON reset_token (email_id) WHERE email_id IS NOT NULL;

ALTER TABLE sent_email ADD COLUMN staff TEXT NOT NULL DEFAULT ''; -- who had it sent
ALTER TABLE sent_email ADD COLUMN message_id TEXT NOT NULL DEFAULT ''; -- without angle brackets
ALTER TABLE sent_email ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sent_email ADD COLUMN retry_at INTEGER; -- not before; NULL: at once
ALTER TABLE sent_email ADD COLUMN claimed_until INTEGER; -- somebody is sending it
ALTER TABLE sent_email ADD COLUMN problem TEXT NOT NULL DEFAULT ''; -- what the server said
ALTER TABLE sent_email ADD COLUMN told_at INTEGER; -- when the staff member heard of a failure
CREATE INDEX sent_email_untold ON sent_email (staff)
    WHERE state = 'failed' AND told_at IS NULL AND staff <> '';

ALTER TABLE customer ADD COLUMN erased_at INTEGER; -- the person is gone, what was sold stays

CREATE TABLE merged_customer (
    dropped_id INTEGER PRIMARY KEY, -- no reference: that customer is gone
    kept_id INTEGER NOT NULL, -- no reference: the audit of both outlives them
    staff TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX merged_customer_kept ON merged_customer (kept_id);

CREATE TABLE not_duplicate (
    one_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE, -- the lower number
    other_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    staff TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX not_duplicate_other ON not_duplicate (other_id);

CREATE TABLE backup_file (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    made_at INTEGER NOT NULL,
    staff TEXT NOT NULL
) STRICT;
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
