"""Customers with all that is kept about the person alone, and the search index over them."""

from typing import Any

from custui.db.script import run_script

TABLES = """
CREATE TABLE customer (
    id INTEGER PRIMARY KEY CHECK (id > 0),
    shop_id INTEGER NOT NULL DEFAULT 1 REFERENCES shop (id),
    default_group_id INTEGER NOT NULL REFERENCES customer_group (id),
    title_id INTEGER REFERENCES title (id),
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
    newsletter INTEGER NOT NULL DEFAULT 0 CHECK (newsletter IN (0, 1)),
    partner_offers INTEGER NOT NULL DEFAULT 0 CHECK (partner_offers IN (0, 1)),
    is_guest INTEGER NOT NULL DEFAULT 0 CHECK (is_guest IN (0, 1)),
    banned INTEGER NOT NULL DEFAULT 0 CHECK (banned IN (0, 1)),
    assistance_allowed INTEGER NOT NULL DEFAULT 0 CHECK (assistance_allowed IN (0, 1)),
    registered_at INTEGER NOT NULL CHECK (registered_at BETWEEN -62135596800 AND 253402300799),
    last_visit_at INTEGER CHECK (last_visit_at BETWEEN -62135596800 AND 253402300799),
    updated_at INTEGER NOT NULL CHECK (updated_at BETWEEN -62135596800 AND 253402300799),
    -- kept totals: sales = opening_sales + the totals of valid orders, in minor units
    sales INTEGER NOT NULL DEFAULT 0,
    opening_sales INTEGER NOT NULL DEFAULT 0
        CHECK (opening_sales BETWEEN -100000000000000000 AND 100000000000000000),
    order_count INTEGER NOT NULL DEFAULT 0 CHECK (order_count >= 0),
    first_name TEXT NOT NULL CHECK (length(first_name) BETWEEN 1 AND 255),
    last_name TEXT NOT NULL CHECK (length(last_name) BETWEEN 1 AND 255),
    email TEXT NOT NULL CHECK (length(email) BETWEEN 3 AND 255),
    company TEXT NOT NULL DEFAULT '' CHECK (length(company) <= 255),
    -- kept from the addresses: those of the default one, and the digits of every phone
    phone TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '' CHECK (length(country) IN (0, 2)),
    city TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '',
    phone_digits TEXT NOT NULL DEFAULT '',
    -- search text (folded), and the names' places in a Polish list
    first_name_fold TEXT NOT NULL,
    last_name_fold TEXT NOT NULL,
    email_fold TEXT NOT NULL,
    company_fold TEXT NOT NULL DEFAULT '',
    city_fold TEXT NOT NULL DEFAULT '',
    first_name_sort TEXT NOT NULL,
    last_name_sort TEXT NOT NULL,
    company_sort TEXT NOT NULL DEFAULT '',
    city_sort TEXT NOT NULL DEFAULT '',
    email_key TEXT NOT NULL, -- the e-mail whatever its case
    birthday TEXT CHECK (birthday GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]'),
    language TEXT NOT NULL DEFAULT '' CHECK (length(language) <= 16),
    locked_until INTEGER,
    version INTEGER NOT NULL DEFAULT 1,
    -- B2B mode
    regon TEXT NOT NULL DEFAULT '' CHECK (length(regon) <= 64),
    vat_id TEXT NOT NULL DEFAULT '' CHECK (length(vat_id) <= 64),
    website TEXT NOT NULL DEFAULT '' CHECK (length(website) <= 255),
    risk INTEGER NOT NULL DEFAULT 0 CHECK (risk BETWEEN 0 AND 3),
    allowed_outstanding INTEGER NOT NULL DEFAULT 0 CHECK (allowed_outstanding >= 0),
    max_payment_days INTEGER NOT NULL DEFAULT 0
        CHECK (max_payment_days BETWEEN 0 AND 4294967295)
) STRICT;

CREATE TABLE group_membership (
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    group_id INTEGER NOT NULL REFERENCES customer_group (id),
    PRIMARY KEY (customer_id, group_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
    customer_id INTEGER PRIMARY KEY REFERENCES customer (id) ON DELETE CASCADE,
    password_hash TEXT NOT NULL DEFAULT '', -- as the shop made it; '' is none set
    sessions_valid_from INTEGER -- sign-ins before this moment are void
) STRICT;

CREATE TABLE customer_note (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    body TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at INTEGER NOT NULL
) STRICT;
CREATE INDEX customer_note_customer ON customer_note (customer_id, id);

CREATE TABLE address (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    alias TEXT NOT NULL DEFAULT '',
    company TEXT NOT NULL DEFAULT '',
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    line1 TEXT NOT NULL DEFAULT '',
    line2 TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '' CHECK (length(postcode) <= 32),
    city TEXT NOT NULL DEFAULT '' CHECK (length(city) <= 255),
    region TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '' CHECK (length(country) IN (0, 2)),
    phone TEXT NOT NULL DEFAULT '' CHECK (length(phone) <= 64),
    phone_mobile TEXT NOT NULL DEFAULT '' CHECK (length(phone_mobile) <= 64),
    vat_id TEXT NOT NULL DEFAULT '',
    default_billing INTEGER NOT NULL DEFAULT 0 CHECK (default_billing IN (0, 1)),
    default_shipping INTEGER NOT NULL DEFAULT 0 CHECK (default_shipping IN (0, 1)),
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)) -- kept for its orders
) STRICT;
CREATE INDEX address_customer ON address (customer_id);

CREATE TABLE consent (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('newsletter', 'partner_offers', 'assistance')),
    given INTEGER NOT NULL CHECK (given IN (0, 1)),
    at INTEGER NOT NULL,
    source TEXT NOT NULL DEFAULT '', -- how the customer gave it
    recorded_by TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX consent_customer ON consent (customer_id, kind, id);

CREATE TABLE subscription (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    service TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    since INTEGER NOT NULL,
    source TEXT NOT NULL DEFAULT '',
    UNIQUE (customer_id, service)
) STRICT;

CREATE VIEW customer_search AS
SELECT id, first_name_fold || ' ' || last_name_fold AS names, email_fold AS email,
       company_fold AS company, phone_digits AS phones
FROM customer;

CREATE VIRTUAL TABLE customer_fts USING fts5 (
    names, email, company, phones,
    content='customer_search', content_rowid='id', tokenize='trigram case_sensitive 1'
);
"""

INDEXES = """
CREATE INDEX customer_last_name ON customer (last_name_sort);
CREATE INDEX customer_sales ON customer (sales);
CREATE INDEX customer_registered_at ON customer (registered_at);
CREATE INDEX customer_last_visit_at ON customer (last_visit_at);
CREATE UNIQUE INDEX customer_registered_email ON customer (email_key, shop_id)
    WHERE is_guest = 0;
CREATE INDEX customer_banned ON customer (id) WHERE banned = 1;
CREATE INDEX group_membership_group ON group_membership (group_id);
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES + INDEXES)
