"""Acts on any table, drafts of forms, and an audit whose values can be removed.

The chain of the audit's seals goes over a salted digest of each entry's values from here on, so
that a person's values can leave and the chain still holds. The entries that are there are sealed
anew: one that did not fit its old seal does not fit the new one either.
"""

import hashlib
import json
import os
from collections.abc import Iterator
from typing import Any

from custui.db.script import run_script

TABLES = """
ALTER TABLE act ADD COLUMN customer_id INTEGER; -- whom it is about, when it is about one
ALTER TABLE act ADD COLUMN entry_id INTEGER; -- its entry in the audit
ALTER TABLE act ADD COLUMN said TEXT NOT NULL DEFAULT ''; -- JSON: sentence, what stands in it

CREATE TABLE act_row (
    id INTEGER PRIMARY KEY, -- in the order in which the rows were changed
    act_id INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE,
    table_name TEXT NOT NULL,
    customer_id INTEGER, -- whom the row tells of; no reference: that row may be gone
    before TEXT, -- JSON: column -> value; NULL: the act made the row
    after TEXT, -- as before; NULL: the act removed the row
    CHECK (before IS NOT NULL OR after IS NOT NULL)
) STRICT;
CREATE INDEX act_row_act ON act_row (act_id, id);
CREATE INDEX act_row_customer ON act_row (customer_id);

CREATE TABLE form_draft (
    id INTEGER PRIMARY KEY,
    staff TEXT NOT NULL,
    form TEXT NOT NULL, -- which form it is
    customer_id INTEGER NOT NULL DEFAULT 0, -- whom it is about; 0: somebody new
    row_id INTEGER NOT NULL DEFAULT 0, -- the address, note … in the form; 0: a new one
    shown TEXT NOT NULL DEFAULT '{}', -- JSON: field -> value when the form opened
    typed TEXT NOT NULL, -- JSON: field -> what stands in the form
    saved_at INTEGER NOT NULL,
    UNIQUE (staff, form, customer_id, row_id)
) STRICT;
CREATE INDEX form_draft_customer ON form_draft (customer_id);

DROP TRIGGER audit_entry_never_changes;
DROP TRIGGER audit_seal_only_grows;
ALTER TABLE audit_entry ADD COLUMN salt TEXT NOT NULL DEFAULT ''; -- random; leaves with the values
ALTER TABLE audit_entry ADD COLUMN values_hash TEXT NOT NULL DEFAULT ''; -- of salt, fields, reason
"""

TRIGGERS = """
-- Values leave whole, and only those of a person whose erasure stands further down.
CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON audit_entry
WHEN NOT (
    new.id = old.id AND new.at = old.at AND new.staff = old.staff AND new.origin = old.origin
    AND new.act = old.act AND new.customer_id IS old.customer_id
    AND new.values_hash = old.values_hash AND new.chain_hash = old.chain_hash
    AND new.fields = '{}' AND new.reason = '' AND new.salt = ''
    AND EXISTS (SELECT 1 FROM audit_entry later WHERE later.customer_id = old.customer_id
                AND later.act = 'erase' AND later.id > old.id)
)
BEGIN SELECT raise(ABORT, 'the audit only grows'); END;
CREATE TRIGGER audit_seal_only_grows BEFORE UPDATE ON audit_seal
WHEN new.entries <= old.entries OR new.id <> old.id
BEGIN SELECT raise(ABORT, 'the audit only grows'); END;
"""

_AT_ONCE = 5000

_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
    old_end, new_end = _seal_anew(db)
    db.execute_sql("UPDATE audit_seal SET chain_hash = ? WHERE chain_hash = ?", (new_end, old_end))
    run_script(db, TRIGGERS)


def _seal_anew(db: Any) -> tuple[str, str]:
    """Seal every entry; returns the last seal as it was and as it is."""
    old = new = ""
    for number, *row, stored in _entries(db):
        *known, fields, reason = row
        salt = os.urandom(16).hex()
        values_hash = _hash(_canonical((salt, fields, reason)))
        sound = _hash(f"{old}{_canonical(row)}") == stored
        # What no longer fits keeps its old seal, which fits no more for the new chain.
        new = _hash(f"{new}{_canonical((*known, values_hash))}") if sound else stored
        db.execute_sql(
            "UPDATE audit_entry SET salt = ?, values_hash = ?, chain_hash = ? WHERE id = ?",
            (salt, values_hash, new, number),
        )
        old = stored
    return old, new


def _entries(db: Any) -> Iterator[Any]:
    last = -(2**63)
    while rows := db.execute_sql(
        "SELECT id, at, staff, origin, act, customer_id, fields, reason, chain_hash"
        " FROM audit_entry WHERE id > ? ORDER BY id LIMIT ?",
        (last, _AT_ONCE),
    ).fetchall():
        last = rows[-1][0]
        yield from rows


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
