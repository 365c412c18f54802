"""The first rows of a new shop: its titles, groups, order statuses and preferences."""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from zoneinfo import available_timezones

from custui.db.connection import ShopDatabase
from custui.domain.preferences import Preferences
from custui.locale import N_, translated

GENERAL_GROUP = 2
"""The group that new customers get."""

TITLES = {"en": ("Mr", "Mrs"), "pl": ("Pan", "Pani")}

GROUPS = (  # id, name, discount in 1/100 %, role
    (1, "NOT LOGGED IN", 0, "guests"),
    (GENERAL_GROUP, "General", 0, "new"),
    (3, "Wholesale", 2000, ""),
    (4, "Retailer", 500, ""),
)

STATUSES = (  # code, name, counts_as_sale
    ("awaiting_payment", N_("Awaiting payment"), 0),
    ("payment_accepted", N_("Payment accepted"), 1),
    ("processing", N_("Processing"), 1),
    ("shipped", N_("Shipped"), 1),
    ("delivered", N_("Delivered"), 1),
    ("cancelled", N_("Cancelled"), 0),
    ("refunded", N_("Refunded"), 0),
    ("payment_error", N_("Payment error"), 0),
)

TAX_CLASS = N_("Retail customer")
TAX_RATES = (("PL", 2300), ("DE", 1900), ("CZ", 2100), ("FR", 2000), ("GB", 2000))


def time_zone_here() -> str:
    """The IANA name of this machine's time zone, ``UTC`` when it cannot be told."""
    zones = available_timezones()
    link = Path("/etc/localtime")
    candidates = [os.environ.get("TZ", "").removeprefix(":")]
    if link.is_symlink():
        candidates.append(str(link.resolve()).partition("zoneinfo/")[2])
    for name in candidates:
        if name in zones:
            return "UTC" if name.endswith(("/UTC", "/UCT")) else name
    return "UTC"


def fill_defaults(
    database: ShopDatabase, *, language: str, preferences: Preferences, shop_name: str
) -> None:
    """Write a new shop's first rows, in one transaction."""
    with database.writing():
        raw = database.raw()
        raw.execute("INSERT INTO shop (id, code, name) VALUES (1, 'main', ?)", (shop_name,))
        raw.executemany(
            "INSERT INTO title (id, name, gender, position) VALUES (?, ?, ?, ?)",
            [(i, name, "mf"[i - 1], i) for i, name in enumerate(TITLES[language], 1)],
        )
        raw.execute(
            "INSERT INTO tax_class (id, name) VALUES (1, ?)", (translated(TAX_CLASS, language),)
        )
        raw.executemany(
            "INSERT INTO tax_rate (tax_class_id, country, rate) VALUES (1, ?, ?)", TAX_RATES
        )
        raw.executemany(
            "INSERT INTO customer_group (id, name, discount, tax_class_id, role)"
            " VALUES (?, ?, ?, 1, ?)",
            GROUPS,
        )
        raw.executemany(
            "INSERT INTO order_status (code, name, counts_as_sale) VALUES (?, ?, ?)",
            [(code, translated(name, language), counts) for code, name, counts in STATUSES],
        )
        raw.executemany(
            "INSERT INTO preference (name, value) VALUES (?, ?)",
            [(name, json.dumps(value)) for name, value in asdict(preferences).items()],
        )


def read_preferences(database: ShopDatabase) -> Preferences:
    """The shop's settings; one that is missing from the database has its default."""
    rows = database.execute_sql("SELECT name, value FROM preference").fetchall()
    known = Preferences.__dataclass_fields__
    return Preferences(**{name: json.loads(value) for name, value in rows if name in known})
