"""Shops, titles, tax classes, customer groups and their price rules."""

from typing import Any

from custui.db.script import run_script

TABLES = """
CREATE TABLE shop (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE CHECK (length(code) BETWEEN 1 AND 32),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 128)
) STRICT;

CREATE TABLE title (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 32),
    gender TEXT NOT NULL DEFAULT '' CHECK (gender IN ('', 'm', 'f')),
    position INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE tax_class (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64)
) STRICT;

CREATE TABLE tax_rate (
    id INTEGER PRIMARY KEY,
    tax_class_id INTEGER NOT NULL REFERENCES tax_class (id) ON DELETE CASCADE,
    country TEXT NOT NULL CHECK (length(country) = 2),
    rate INTEGER NOT NULL CHECK (rate BETWEEN 0 AND 10000), -- hundredths of a percent
    UNIQUE (tax_class_id, country)
) STRICT;

CREATE TABLE customer_group (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 32),
    discount INTEGER NOT NULL DEFAULT 0 CHECK (discount BETWEEN 0 AND 10000), -- 1/100 %
    tax_class_id INTEGER NOT NULL REFERENCES tax_class (id),
    prices_with_tax INTEGER NOT NULL DEFAULT 1 CHECK (prices_with_tax IN (0, 1)),
    role TEXT NOT NULL DEFAULT '' CHECK (role IN ('', 'guests', 'new'))
) STRICT;

CREATE TABLE shop_section (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 64)
) STRICT;

CREATE TABLE group_section (
    group_id INTEGER NOT NULL REFERENCES customer_group (id) ON DELETE CASCADE,
    section_id INTEGER NOT NULL REFERENCES shop_section (id) ON DELETE CASCADE,
    PRIMARY KEY (group_id, section_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE price_rule (
    id INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES customer_group (id) ON DELETE CASCADE,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 64),
    percent_off INTEGER CHECK (percent_off BETWEEN 0 AND 10000), -- 1/100 %
    amount_off INTEGER CHECK (amount_off >= 0), -- minor units
    category TEXT NOT NULL DEFAULT '', -- '' is every category
    valid_from INTEGER,
    valid_to INTEGER,
    active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
    CHECK ((percent_off IS NULL) <> (amount_off IS NULL))
) STRICT;
CREATE INDEX price_rule_group ON price_rule (group_id);
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
