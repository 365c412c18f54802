"""The shop's feed: what was done in a session, kept sums, and how far each file was read."""

from typing import Any

from custui.db.script import run_script

TABLES = """
ALTER TABLE session ADD COLUMN stage_since INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN has_cart INTEGER NOT NULL DEFAULT 0 CHECK (has_cart IN (0, 1));
ALTER TABLE session ADD COLUMN event_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN customer_number INTEGER; -- whom the shop names, known here or not
ALTER TABLE session ADD COLUMN ip_at INTEGER NOT NULL DEFAULT 0; -- when it had that address
-- when the session came to each step, or to one after it
ALTER TABLE session ADD COLUMN product_at INTEGER;
ALTER TABLE session ADD COLUMN cart_at INTEGER;
ALTER TABLE session ADD COLUMN checkout_at INTEGER;
ALTER TABLE session ADD COLUMN payment_at INTEGER;
ALTER TABLE session ADD COLUMN order_at INTEGER;
UPDATE session SET
    stage_since = last_seen_at, ip_at = last_seen_at, customer_number = customer_id,
    has_cart = cart_total > 0 AND stage <> 'order',
    product_at = CASE WHEN stage <> 'browsing' THEN last_seen_at END,
    cart_at = CASE WHEN stage NOT IN ('browsing', 'product') THEN last_seen_at END,
    checkout_at = CASE WHEN stage IN ('checkout', 'payment', 'order') THEN last_seen_at END,
    payment_at = CASE WHEN stage IN ('payment', 'order') THEN last_seen_at END,
    order_at = CASE WHEN stage = 'order' THEN last_seen_at END;
DROP INDEX session_last_seen;
-- The counters of who is in the shop are read from this index alone.
CREATE INDEX session_last_seen ON session (last_seen_at, customer_id, has_cart, cart_total);
DROP INDEX session_customer;
CREATE INDEX session_customer ON session (customer_id, last_seen_at)
    WHERE customer_id IS NOT NULL;
CREATE INDEX session_left ON session (last_seen_at) WHERE has_cart = 1 AND order_at IS NULL;
CREATE INDEX session_unknown ON session (customer_number)
    WHERE customer_id IS NULL AND customer_number IS NOT NULL;

-- Everything done in a session, in the order in which it became known.
CREATE TABLE session_event (
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, -- from 1
    at INTEGER NOT NULL,
    event INTEGER NOT NULL, -- domain.events.Event
    page TEXT NOT NULL DEFAULT '',
    cart_id INTEGER,
    cart_total INTEGER, -- minor units, after the event; NULL where it does not say
    customer_number INTEGER,
    PRIMARY KEY (session_id, number)
) STRICT, WITHOUT ROWID;
INSERT INTO session_event (session_id, number, at, event, page)
SELECT session_id, row_number() OVER (PARTITION BY session_id ORDER BY at, id), at, 1, page
FROM page_view;
UPDATE session SET event_count = (SELECT count(*) FROM session_event e WHERE e.session_id = id);
DROP TABLE page_view;

-- What happened in the shop in each second, minute and hour: the radar reads nothing else.
CREATE TABLE activity_sum (
    shop_id INTEGER NOT NULL REFERENCES shop (id),
    span INTEGER NOT NULL CHECK (span IN (1, 60, 3600)), -- seconds
    at INTEGER NOT NULL, -- where the span begins
    events INTEGER NOT NULL DEFAULT 0,
    active INTEGER NOT NULL DEFAULT 0, -- sessions with an event, each once a minute
    -- sessions that came to a step for the first time
    product INTEGER NOT NULL DEFAULT 0,
    cart INTEGER NOT NULL DEFAULT 0,
    checkout INTEGER NOT NULL DEFAULT 0,
    payment INTEGER NOT NULL DEFAULT 0,
    ordered INTEGER NOT NULL DEFAULT 0,
    -- sessions with a cart and no order that were seen last in the span, by the step they came to
    left_cart INTEGER NOT NULL DEFAULT 0,
    left_checkout INTEGER NOT NULL DEFAULT 0,
    left_payment INTEGER NOT NULL DEFAULT 0,
    left_value INTEGER NOT NULL DEFAULT 0, -- minor units
    PRIMARY KEY (shop_id, span, at)
) STRICT, WITHOUT ROWID;

CREATE TABLE left_page (
    id INTEGER PRIMARY KEY,
    page TEXT NOT NULL UNIQUE
) STRICT;

-- The same sessions by the page they were seen on last.
CREATE TABLE left_page_sum (
    shop_id INTEGER NOT NULL REFERENCES shop (id),
    span INTEGER NOT NULL CHECK (span IN (1, 60, 3600)),
    at INTEGER NOT NULL,
    page_id INTEGER NOT NULL REFERENCES left_page (id),
    carts INTEGER NOT NULL,
    value INTEGER NOT NULL, -- minor units
    PRIMARY KEY (shop_id, span, at, page_id)
) STRICT, WITHOUT ROWID;

-- Carts that were left for longer than the online window, and come back to.
CREATE TABLE left_cart (
    session_id INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    left_at INTEGER NOT NULL,
    back_at INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('cart', 'checkout', 'payment')), -- the step it came to
    page TEXT NOT NULL,
    value INTEGER NOT NULL, -- minor units
    PRIMARY KEY (session_id, left_at)
) STRICT, WITHOUT ROWID;
CREATE INDEX left_cart_left_at ON left_cart (left_at);

-- What was put into a cart and taken out, in the order in which it became known.
CREATE TABLE cart_change (
    id INTEGER PRIMARY KEY,
    cart_id INTEGER NOT NULL REFERENCES cart (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    product_id INTEGER,
    name TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT '',
    quantity INTEGER, -- below zero: taken out; NULL: all of it taken out
    price INTEGER -- minor units, each; NULL where it does not say
) STRICT;
CREATE INDEX cart_change_cart ON cart_change (cart_id);
CREATE INDEX cart_nobodys ON cart (session_id)
    WHERE customer_id IS NULL AND session_id IS NOT NULL;
CREATE INDEX sales_order_cart ON sales_order (cart_id) WHERE cart_id IS NOT NULL;

ALTER TABLE login_attempt ADD COLUMN suspicion INTEGER NOT NULL DEFAULT 0; -- domain.suspicion
CREATE INDEX login_attempt_suspicious ON login_attempt (at) WHERE suspicion <> 0;
ALTER TABLE credential ADD COLUMN failures_after INTEGER NOT NULL DEFAULT 0;
    -- log-in attempts up to this one no longer count towards a lock

-- How far each file of the feed was read: moves in the transaction that stores what was read.
CREATE TABLE feed_place (
    id INTEGER PRIMARY KEY,
    device INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    head_size INTEGER NOT NULL, -- bytes of the beginning that the hash is over
    head_hash TEXT NOT NULL,
    read_to INTEGER NOT NULL, -- bytes
    tail_hash TEXT NOT NULL, -- over the bytes before read_to
    line INTEGER NOT NULL, -- lines before read_to
    size INTEGER NOT NULL, -- bytes, when it was last looked at
    path TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    gone INTEGER NOT NULL DEFAULT 0 CHECK (gone IN (0, 1))
) STRICT;
CREATE INDEX feed_place_file ON feed_place (device, inode);

CREATE TABLE feed_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    read_at INTEGER, -- when a line was last read, by this machine's clock
    lines INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    lost INTEGER NOT NULL DEFAULT 0, -- bytes cut off or removed before they were read
    lost_at INTEGER
) STRICT;
INSERT INTO feed_state (id) VALUES (1);

CREATE TABLE feed_reject (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    path TEXT NOT NULL,
    line INTEGER NOT NULL,
    field TEXT NOT NULL,
    reason TEXT NOT NULL,
    text TEXT NOT NULL -- the line as it came, bytes that are no text escaped
) STRICT;

-- Reject files in the making: what is past "size" was perhaps written only in part.
CREATE TABLE feed_reject_file (
    path TEXT PRIMARY KEY,
    written INTEGER NOT NULL, -- the last feed_reject in it
    size INTEGER NOT NULL -- bytes before those being written; -1: nothing is being written
) STRICT, WITHOUT ROWID;

-- The records that the shop sent: which row each became, as of when, and a hash of what it said.
CREATE TABLE feed_record (
    shop_id INTEGER NOT NULL REFERENCES shop (id),
    kind TEXT NOT NULL,
    key TEXT NOT NULL, -- the shop's own
    at INTEGER NOT NULL,
    digest TEXT NOT NULL,
    row_id INTEGER, -- no reference: the row may be gone
    PRIMARY KEY (shop_id, kind, key)
) STRICT, WITHOUT ROWID;

-- Records that wait for the customer or order that they belong to.
CREATE TABLE feed_waiting (
    id INTEGER PRIMARY KEY,
    shop_id INTEGER NOT NULL REFERENCES shop (id),
    needs TEXT NOT NULL CHECK (needs IN ('customer', 'email', 'order')),
    key TEXT NOT NULL,
    at INTEGER NOT NULL,
    record TEXT NOT NULL, -- JSON, as it came
    UNIQUE (shop_id, needs, key, record)
) STRICT;
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
