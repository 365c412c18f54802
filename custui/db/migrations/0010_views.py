"""Widths and pins of saved views, what staff set for themselves, whom they looked at.

Two views come with a shop: the columns of PrestaShop's list of customers and those of Magento's.
"""

from typing import Any

from custui.db.script import run_script

TABLES = """
ALTER TABLE saved_view ADD COLUMN widths TEXT NOT NULL DEFAULT '{}'; -- JSON: column -> cells
ALTER TABLE saved_view ADD COLUMN pinned INTEGER NOT NULL DEFAULT 1 CHECK (pinned > 0);

CREATE TABLE staff_setting (
    staff TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL, -- JSON
    PRIMARY KEY (staff, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE recent_customer (
    id INTEGER PRIMARY KEY, -- grows: whom they looked at last has the highest
    staff TEXT NOT NULL,
    customer_id INTEGER NOT NULL REFERENCES customer (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    UNIQUE (customer_id, staff)
) STRICT;
CREATE INDEX recent_customer_staff ON recent_customer (staff, id);
"""

PRESTASHOP = (
    '["id", "title", "first_name", "last_name", "email", "company", "sales", "enabled",'
    ' "newsletter", "partner_offers", "registered_at", "last_visit_at"]'
)
MAGENTO = (
    '["id", "email", "group", "phone", "country",'
    ' "first_name", "last_name", "company", "city", "postcode", "registered_at", "website"]'
)

# So that the first five stand whole in 80 columns, with the sign that there are more.
MAGENTO_WIDTHS = '{"email": 24}'

ADD = """
INSERT OR IGNORE INTO saved_view (staff, name, position, columns, widths) VALUES ('', ?, ?, ?, ?)
"""


def up(migrator: Any, db: Any) -> None:
    run_script(db, TABLES)
    db.execute_sql(ADD, ("PrestaShop", 1, PRESTASHOP, "{}"))
    db.execute_sql(ADD, ("Magento", 2, MAGENTO, MAGENTO_WIDTHS))
