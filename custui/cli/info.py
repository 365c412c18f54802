"""``custui info``: what the database holds."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from custui.cli.database import opened
from custui.cli.exits import Exit
from custui.cli.options import Options
from custui.db.connection import ShopDatabase
from custui.db.defaults import read_preferences
from custui.db.holdings import Holdings, read_holdings
from custui.domain.preferences import Preferences
from custui.domain.text import printable
from custui.locale import _
from custui.locale.formats import format_number

_MEBIBYTE = 1024 * 1024


def arguments(parser: argparse.ArgumentParser) -> None:
    """``info`` has no arguments of its own."""


def run(options: Options) -> int:
    """Say what the database is and how much is in it."""
    database = opened(options)
    with database.connection_context():
        holdings = read_holdings(database)
        preferences = read_preferences(database)
    rows = [*_about(database, holdings, preferences), *_counts(holdings)]
    width = max(len(label) for label, _text in rows)
    for label, text in rows:
        print(f"{label:<{width}}  {printable(text)}".rstrip())
    return Exit.DONE


def _about(
    database: ShopDatabase, holdings: Holdings, preferences: Preferences
) -> Iterator[tuple[str, str]]:
    yield _("Database"), str(database.path.absolute())
    yield _("Size"), _("{size} MB").format(size=format_number(-(-holdings.size // _MEBIBYTE)))
    yield _("Schema"), str(holdings.schema)
    yield "SQLite", holdings.sqlite
    yield _("Journal"), holdings.journal_mode
    yield _("Shops"), ", ".join(f"{name} ({code})" for code, name in holdings.shops)
    yield _("Time zone"), preferences.time_zone
    yield _("Currency"), preferences.currency


def _counts(holdings: Holdings) -> Iterator[tuple[str, str]]:
    labels = {
        "customers": _("Customers"),
        "guests": _("Guests"),
        "groups": _("Groups"),
        "addresses": _("Addresses"),
        "products": _("Products"),
        "orders": _("Orders"),
        "carts": _("Carts"),
        "vouchers": _("Vouchers"),
        "messages": _("Messages"),
        "emails": _("E-mails"),
        "sessions": _("Connections"),
        "page_views": _("Page views"),
        "login_attempts": _("Log-in attempts"),
        "consents": _("Consents"),
        "audit_entries": _("Audit entries"),
    }
    for name, count in holdings.counts.items():
        yield labels[name], format_number(count)
