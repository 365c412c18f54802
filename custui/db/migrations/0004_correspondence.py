"""Message threads and e-mails sent by the shop."""

from typing import Any

from custui.db.script import run_script

TABLES = """
CREATE TABLE message_thread (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
    order_id INTEGER REFERENCES sales_order (id) ON DELETE SET NULL,
    subject TEXT NOT NULL DEFAULT '',
    status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'waiting', 'closed')),
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_thread_customer ON message_thread (customer_id, updated_at);

CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    thread_id INTEGER NOT NULL REFERENCES message_thread (id) ON DELETE CASCADE,
    author TEXT NOT NULL DEFAULT '', -- staff name; '' is the customer
    body TEXT NOT NULL,
    sent_at INTEGER NOT NULL
) STRICT;
CREATE INDEX message_message_thread ON message (thread_id, sent_at);

CREATE TABLE sent_email (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL DEFAULT '',
    template TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL DEFAULT 'sent' CHECK (state IN ('waiting', 'sent', 'failed')),
    created_at INTEGER NOT NULL,
    sent_at INTEGER
) STRICT;
CREATE INDEX sent_email_customer ON sent_email (customer_id, created_at);
CREATE INDEX sent_email_waiting ON sent_email (created_at) WHERE state = 'waiting';
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
