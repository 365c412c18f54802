"""Sessions in the shop, what was looked at, log-in attempts, and staff's help with signing in."""

from typing import Any

from custui.db.script import run_script

TABLES = """
CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    shop_id INTEGER NOT NULL DEFAULT 1 REFERENCES shop (id),
    token TEXT NOT NULL DEFAULT '', -- the shop's own name of the session
    customer_id INTEGER REFERENCES customer (id) ON DELETE SET NULL,
    ip TEXT NOT NULL DEFAULT '',
    user_agent TEXT NOT NULL DEFAULT '',
    referrer TEXT NOT NULL DEFAULT '',
    started_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    stage TEXT NOT NULL DEFAULT 'browsing'
        CHECK (stage IN ('browsing', 'product', 'cart', 'checkout', 'payment', 'order')),
    page TEXT NOT NULL DEFAULT '',
    page_count INTEGER NOT NULL DEFAULT 0,
    cart_id INTEGER,
    cart_total INTEGER NOT NULL DEFAULT 0 -- minor units
) STRICT;
CREATE INDEX session_customer ON session (customer_id, last_seen_at);
CREATE INDEX session_last_seen ON session (last_seen_at);
CREATE INDEX session_ip ON session (ip, last_seen_at);
CREATE INDEX session_token ON session (token) WHERE token <> '';

CREATE TABLE page_view (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    page TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX page_view_session ON page_view (session_id, at);

CREATE TABLE product_view (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX product_view_session ON product_view (session_id, at);

CREATE TABLE login_attempt (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    email TEXT NOT NULL, -- as typed
    email_key TEXT NOT NULL,
    customer_id INTEGER REFERENCES customer (id) ON DELETE SET NULL,
    ip TEXT NOT NULL DEFAULT '',
    user_agent TEXT NOT NULL DEFAULT '',
    succeeded INTEGER NOT NULL CHECK (succeeded IN (0, 1)),
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX login_attempt_at ON login_attempt (at);
CREATE INDEX login_attempt_customer ON login_attempt (customer_id, at);
CREATE INDEX login_attempt_email ON login_attempt (email_key, at);
CREATE INDEX login_attempt_ip ON login_attempt (ip, at);

CREATE TABLE login_grant (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE, -- SHA-256, hex
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    cart_id INTEGER,
    staff TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX login_grant_customer ON login_grant (customer_id);

CREATE TABLE reset_token (
    id INTEGER PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE, -- SHA-256, hex
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    staff TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER
) STRICT;
CREATE INDEX reset_token_customer ON reset_token (customer_id);
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
